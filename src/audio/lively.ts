import { BANDS, bands, standsOut } from "./bands.ts";
import { looks } from "./looks.ts";
import { novelty } from "./novelty.ts";
import type { Pcm } from "./pcm.ts";
import { shapes } from "./shape.ts";

/**
 * What a person makes stands out of the noise, and says something new all the time. So many of the last `AMONG` looks
 * (140 ms) that do both are somebody; fewer are a click, a clunk, or the edges of a tone.
 */
export const WANTED = 5;
export const AMONG = 7;
/** Looks in a sub-window of 0.4 s. */
export const SUB = 20;
/** The floor is the least of the last 3.2 s, for whoever speaks pauses in that. */
const KEPT = 8;
/** The floor of a line is never taken for lower: −74 dB in each band, −63 together. */
export const LEAST = 10 ** -7.4;
/** What is as loud but not new goes on for so long, in looks: a drawn-out vowel. */
const HOLD = 50;

export interface LivelyEar {
  /** Takes any number of samples; `each` is told every 20 ms whether somebody makes a sound. */
  feed(pcm: Pcm, each: (lively: boolean) => void): void;
}

/** Listens to a line whose noise is not known beforehand. */
export function livelyEar(): LivelyEar {
  const bandsOf = bands();
  const isNew = novelty();
  const hasNewShape = shapes();
  const floor = floorOfLate();
  let tell: (lively: boolean) => void = () => undefined;
  let recent = 0;
  let held = 0;
  let low = 0;

  const look = looks((look) => {
    const here = bandsOf(look);
    const ground = floor(here.smooth);
    const loud = standsOut(here, ground, LEAST);
    const fresh = loud && (isNew(look) || hasNewShape(here.now, ground, LEAST));
    recent = ((recent << 1) | Number(fresh)) & ((1 << AMONG) - 1);
    low = loud ? 0 : low + 1;
    if (fresh && bitsIn(recent) >= WANTED) held = HOLD;
    else held = low > AMONG ? 0 : Math.max(0, held - 1);
    tell(held > 0);
  });
  return {
    feed(pcm, each) {
      tell = each;
      look(pcm);
    },
  };
}

/** Least of each band in the last seconds (minimum statistics). */
function floorOfLate(): (smooth: Float64Array) => Float64Array {
  const past: Float64Array[] = [];
  const floor = new Float64Array(BANDS);
  let current: Float64Array = new Float64Array(BANDS).fill(Number.POSITIVE_INFINITY);
  let count = 0;
  return (smooth) => {
    for (let b = 0; b < BANDS; b++) {
      const lowest = Math.min(current[b] as number, smooth[b] as number);
      current[b] = lowest;
      floor[b] = lowest;
      for (const sub of past) floor[b] = Math.min(floor[b] as number, sub[b] as number);
    }
    if (++count === SUB) {
      past.push(current);
      current = past.length > KEPT ? (past.shift() as Float64Array) : new Float64Array(BANDS);
      current.fill(Number.POSITIVE_INFINITY);
      count = 0;
    }
    return floor;
  };
}

function bitsIn(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}
