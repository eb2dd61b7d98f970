import { atOnce, type InSteps } from "./in-steps.ts";
import { marksInSteps } from "./marks.ts";
import type { Pcm } from "./pcm.ts";
import { speechInSteps } from "./speech.ts";

/** What is to be heard in a recording. */
export type Sound = "voice" | "hardly-audible" | "nothing";

/** Looks of 20 ms: less, altogether, is the noise of a receiver that is put down. */
const SOMETHING = 12;

/**
 * Grades a recording by its sound alone. Pure; takes about a millisecond for a second of sound.
 *
 * - `voice`: somebody speaks, surely.
 * - `hardly-audible`: something of a person, of 240 ms at least altogether: a whisper, a voice hardly louder than the
 *   noise, a cough, a breath. To be kept, and marked.
 * - `nothing`: silence, steady noise, hum, tones of any exchange, telephone keys, a fax, clicks.
 *
 * Give it the whole recording, untrimmed: the noise is learned from what lies around the voice. In doubt it says the
 * better of two, for a message must not be lost.
 */
export const soundOf = (pcm: Pcm): Sound => atOnce(soundInSteps(pcm));

/** The same, a step at a time. */
export function* soundInSteps(pcm: Pcm): InSteps<Sound> {
  const { marks } = yield* marksInSteps(pcm);
  if (marks.filter((mark) => mark === "sound").length < SOMETHING) return "nothing";
  const speaks = yield* speechInSteps(pcm, (look) => marks[look] === "sound");
  return speaks ? "voice" : "hardly-audible";
}
