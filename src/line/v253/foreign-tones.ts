import { cadenceOf } from "../../audio/progress-tones.ts";
import { countryTones } from "../../audio/tone-table.ts";
import { type Millis, millis } from "../../kernel/units.ts";

/**
 * What a leg's tones say whatever country they are of: a mobile may be abroad, or its network play the tones of its own
 * country.
 */

/** For each ringback that is known: how long it sounds, and pauses. The short ones of a double ring are like any cut. */
const ringbacks = Object.values(countryTones)
  .map(({ ringback }) => cadenceOf(ringback))
  .filter((beats) => beats.length === 2)
  .map(([on, off]) => ({ sounds: on?.ms ?? 0, pauses: off?.ms ?? 0 }));
/** A ring is measured in frames, and its edges are blurred. */
const BLUR = 100;
const MARGIN = 500;

/**
 * A longer pause after a ring of that length means that someone picked up, and says nothing: the longest pause of the
 * ringbacks that sound for so long, or else of those that sound for longer, for a ring may be cut short.
 */
export function ringingEnded(ring: Millis): Millis {
  const alike = ringbacks.filter(({ sounds }) => Math.abs(sounds - ring) <= BLUR);
  const longer = ringbacks.filter(({ sounds }) => sounds > ring);
  const known = [alike, longer, ringbacks].find((all) => all.length > 0) ?? ringbacks;
  return millis(Math.max(...known.map(({ pauses }) => pauses)) + MARGIN);
}

/** The last tone and the pause after it, and how many before them were of the same lengths. */
export interface Beats {
  readonly tone: Millis;
  readonly pause: Millis;
  readonly alike: number;
}

export const noBeats: Beats = { tone: millis(0), pause: millis(0), alike: 0 };

/** So many even beats are a busy tone or one of congestion, as no ringback and no voice has. */
export const BUSY = 4;
const SHORT = 700;
const SHORTEST = 120;

const isBeat = (ms: number): boolean => ms >= SHORTEST && ms <= SHORT;

/** A tone begins after another and a pause. */
export function beaten(before: Beats, tone: Millis, pause: Millis): Beats {
  if (!isBeat(tone) || !isBeat(pause)) return noBeats;
  const same = Math.abs(tone - before.tone) <= BLUR / 2 && Math.abs(pause - before.pause) <= BLUR / 2;
  return { tone, pause, alike: same ? before.alike + 1 : 1 };
}
