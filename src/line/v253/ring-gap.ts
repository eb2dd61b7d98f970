import { type Millis, millis, seconds } from "../../kernel/units.ts";

/**
 * How long a line may be without a ring while it still rings. Rings come 5 to 6 s apart, on some exchanges 10, and one
 * may be lost while the modem obeys a command. A call cut in two is worse than one whose end is learned some seconds later.
 */
export interface RingGap {
  readonly lastRing: Millis | null;
  /** The least time between two rings so far. */
  readonly cadence: Millis | null;
}

export const noRings: RingGap = { lastRing: null, cadence: null };

const LEAST = seconds(13);
const MOST = seconds(22);
const LATE = seconds(1.5);
/** Nearer than this is one ring told twice, or a ring in two parts. */
const APART = seconds(2);

/** `elapsed`: of a clock that nobody sets. */
export function rangAt(gap: RingGap, elapsed: Millis): RingGap {
  const since = gap.lastRing === null ? null : elapsed - gap.lastRing;
  if (since === null || since < APART) return { ...gap, lastRing: elapsed };
  return { lastRing: elapsed, cadence: millis(Math.min(since, gap.cadence ?? Number.POSITIVE_INFINITY)) };
}

/** So long after a ring without another, the caller gave up: the time of two rings and a little. */
export function gaveUpAfter({ cadence }: RingGap, atLeast: Millis): Millis {
  const two = cadence === null ? LEAST : Math.min(MOST, 2 * cadence + LATE);
  return millis(Math.max(LEAST, two, atLeast));
}

/** So long after a ring without another, a telephone that was said to be lifted was. */
export const liftedAfter = ({ cadence }: RingGap): Millis => millis((cadence ?? seconds(6)) + LATE);
