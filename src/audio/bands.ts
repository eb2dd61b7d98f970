import type { Look } from "./looks.ts";

/** Bands of 250 Hz, from 250 to 3250 Hz. */
export const BANDS = 12;
const BINS_EACH = 8;
const FIRST_BIN = 8;
/** How much of the smoothed level each look brings: some 60 ms are taken together. */
const FRESH = 0.4;

/** Mean square (full scale is 1) of each band, as this look alone has it, and smoothed. */
export interface Bands {
  readonly now: Float64Array;
  readonly smooth: Float64Array;
}

/** Follows the bands from look to look; the same arrays are given each time. */
export function bands(): (look: Look) => Bands {
  const now = new Float64Array(BANDS);
  const smooth = new Float64Array(BANDS);
  const both = { now, smooth };
  let first = true;
  return (look) => {
    for (let b = 0; b < BANDS; b++) {
      let sum = 0;
      for (let k = FIRST_BIN + b * BINS_EACH, end = k + BINS_EACH; k < end; k++) sum += look[k] as number;
      now[b] = sum;
      smooth[b] = first ? sum : (smooth[b] as number) + FRESH * (sum - (smooth[b] as number));
    }
    first = false;
    return both;
  };
}

/**
 * How far the bands stand above their least of late, on average, in dB: smoothed, and in one look alone. Steady noise of
 * any colour stands some 2.6 above its own least, and 4.2 never for five looks; a voice no louder than the noise does,
 * in each stressed syllable.
 */
const STANDS_OUT = 4.2;
const STANDS_OUT_NOW = 3.5;
/** More than this in one band says no more: 20 dB. */
const MOST = 100;

/** Does this rise above the noise? No band's floor is taken for lower than `least`. */
export const standsOut = ({ now, smooth }: Bands, floor: Float64Array, least: number): boolean =>
  above(smooth, floor, least) > STANDS_OUT && above(now, floor, least) > STANDS_OUT_NOW;

/** By how much the bands lie above a floor, on average, in dB. */
export function above(levels: Float64Array, floor: Float64Array, least: number): number {
  let product = 1;
  for (let b = 0; b < BANDS; b++) {
    const ratio = (levels[b] as number) / Math.max(floor[b] as number, least);
    if (ratio > 1) product *= Math.min(ratio, MOST);
  }
  return (10 / BANDS) * Math.log10(product);
}
