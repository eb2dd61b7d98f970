import type { Halves } from "./dtmf-bins.ts";

/** How a tone began: mean squares of halves of windows. */
export interface Onset {
  /** What was on the line before it. */
  readonly before: number;
  /** The half before its first window, and the first half of that window: it begins in one of them. */
  readonly edge: number;
  readonly first: number;
}

/** Noise 6 dB below a key is a quarter of it; this leaves room for chance. */
const BEFORE = 0.35;
/** A key is there at once: where its first half is not full yet, there was nothing of it in the half before. */
const FULL = 0.75;
const NOTHING = 0.3;

/** At the first window of a tone. */
export const onsetOf = (late: Halves): Onset => ({
  before: (late.energy(3) + late.energy(4)) / 2,
  edge: late.energy(2),
  first: late.energy(1),
});

/** A key comes on within a millisecond, over what is fainter; a voice swells, or was there before. `level`: its mean square. */
export const isSharp = ({ before, edge, first }: Onset, level: number): boolean =>
  before < BEFORE * level && (first > FULL * level || edge < NOTHING * level);
