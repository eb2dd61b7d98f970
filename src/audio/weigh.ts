import { type Sound, soundInSteps } from "./grade.ts";
import { type InSteps, inTurns } from "./in-steps.ts";
import type { Pcm } from "./pcm.ts";
import { trimmedPart } from "./trim.ts";

/** What a recording is worth: what is heard in it, and the part that is left when it is trimmed, in samples. */
export interface Weighed {
  readonly sound: Sound;
  readonly from: number;
  readonly until: number;
}

/**
 * Weighs a recording, in turns with the lines: minutes of sound take long enough for one to be late. A thread for it
 * costs more than the weighing.
 */
export const weigh = (pcm: Pcm): Promise<Weighed> => inTurns(weighed(pcm));

function* weighed(pcm: Pcm): InSteps<Weighed> {
  const sound = yield* soundInSteps(pcm);
  // By marks that are known now.
  const [from, until] = trimmedPart(pcm);
  return { sound, from, until };
}
