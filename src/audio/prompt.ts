import { atOnce, type InSteps } from "./in-steps.ts";
import { levelInSteps } from "./levels.ts";
import type { Pcm } from "./pcm.ts";
import { speechInSteps } from "./speech.ts";
import { trim } from "./trim.ts";

/**
 * A recording as callers are to hear it: as loud as the others, without the silence at its ends. Null where there is no
 * voice in it; or, of music, no sound.
 */
export const promptOf = (pcm: Pcm, music: boolean): Pcm | null => atOnce(promptInSteps(pcm, music));

/** The same, a step at a time. */
export function* promptInSteps(pcm: Pcm, music: boolean): InSteps<Pcm | null> {
  // First: a voice that was recorded faint would be taken for the silence at its ends.
  const loud = yield* levelInSteps(pcm);
  if (!music && !(yield* speechInSteps(loud, () => true))) return null;
  const trimmed = trim(loud);
  if (music && trimmed.length === 0) return null;
  yield;
  return yield* levelInSteps(trimmed.length === 0 ? loud : trimmed);
}
