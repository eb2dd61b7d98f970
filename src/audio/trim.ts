import { STEP } from "./looks.ts";
import { type Mark, marksOf } from "./marks.ts";
import { type Pcm, RATE } from "./pcm.ts";

/**
 * Left before the first sound and after the last, so that no word loses its edge. The less the voice stands out (dB), the
 * more: of one that is hardly louder than the noise only the stressed syllables are sure, and words lie between.
 */
const MARGINS = [
  { clear: 11, margin: RATE * 0.2 },
  { clear: 8.8, margin: RATE },
  { clear: 0, margin: RATE * 3 },
] as const;

/**
 * A kept message without what nobody wants to hear: the silence before it, and at its end silence, noise, hum, the
 * exchange's tone after the caller hung up, and the key that ended it. Nothing within is touched, and a voice that is
 * faint, or hardly louder than the noise, loses none of its words. Empty when there was nothing else.
 */
export const trim = (pcm: Pcm): Pcm => pcm.slice(...trimmedPart(pcm));

/** The same as a part of it: from this sample until before that one. */
export function trimmedPart(pcm: Pcm): readonly [from: number, until: number] {
  const { marks, clear } = marksOf(pcm);
  const first = marks.indexOf("sound");
  const last = marks.lastIndexOf("sound");
  if (first < 0) return [0, 0];
  const margin = MARGINS.find((each) => clear >= each.clear)?.margin ?? 0;
  const end = Math.min((last + 1) * STEP + margin, toneFrom(marks, last + 1) * STEP);
  return [Math.max(0, first * STEP - margin), Math.min(pcm.length, end)];
}

/** In so many looks a tone is one and no vowel. */
const TONE = 5;

function toneFrom(marks: readonly Mark[], from: number): number {
  for (let i = from, row = 0; i < marks.length; i++) {
    row = marks[i] === "same" ? row + 1 : 0;
    if (row === TONE) return i + 1 - TONE;
  }
  return Number.POSITIVE_INFINITY;
}
