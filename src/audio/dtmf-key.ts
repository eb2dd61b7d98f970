import { type DtmfBins, lossOf } from "./dtmf-bins.ts";
import type { Phasor } from "./tone-filters.ts";
import { amplitudeOf } from "./tones.ts";

/** Mean square of the faintest tone taken: −43 dBm0, for −36 less what twist, a wrong frequency, noise and a codec take off. */
const FAINTEST = amplitudeOf(-43) ** 2 / 2;
/** Column over row, in power: +4 and −8 dB, and room for noise and for what the stronger leaks into the weaker. */
const TWIST_MOST = 10 ** 0.65;
const TWIST_LEAST = 10 ** -1.15;
/** A tone stands out of its group by 6 dB. */
const ALONE = 4;
/** The two tones' share of all energy, less that of the noise: what speech fails on. */
const PURE = 0.7;
/** Noise counts for at most so much of a window. */
const NOISE_MOST = 0.2;
/** What a key that was heard keeps of all energy while it sounds. */
const SOUNDING = 0.5;

/** The key (0–15) whose two tones are all there is in this window beside the line's noise (mean square), or −1. */
export function keyOf(bins: DtmfBins, noise = 0): number {
  const { power } = bins;
  const total = bins.total - Math.min(noise, NOISE_MOST * bins.total);
  const row = strongest(power, 0);
  const column = strongest(power, 4);
  if (row < 0 || column < 0) return -1;
  // Most windows end here, before any trigonometry.
  if ((power[row] as number) + (power[column] as number) < LEAST_SEEN * PURE * total) return -1;
  const low = (power[row] as number) / lossIn(bins, row);
  const high = (power[column] as number) / lossIn(bins, column);
  if (low < FAINTEST || high < FAINTEST) return -1;
  if (high > low * TWIST_MOST || high < low * TWIST_LEAST) return -1;
  return low + high > PURE * total ? row * 4 + (column - 4) : -1;
}

/** A key that was heard sounds on while its tones are most of what there is: codecs make them uneven meanwhile. */
export const sounds = ({ power, total }: DtmfBins, key: number): boolean =>
  total > FAINTEST && (power[key >> 2] as number) + (power[4 + (key & 3)] as number) > SOUNDING * total;

/** The tone of a group of four that stands alone in it, or −1. */
function strongest(power: Float64Array, from: number): number {
  let best = -1;
  let most = 0;
  let second = 0;
  for (let i = from; i < from + 4; i++) {
    const p = power[i] as number;
    if (p > most) {
      second = most;
      most = p;
      best = i;
    } else if (p > second) second = p;
  }
  return most > ALONE * second ? best : -1;
}

/** A frequency at the edge of what is taken shows at least this share of its power. */
const LEAST_SEEN = 0.5;

const turn: Phasor = { re: 0, im: 0 };

const lossIn = (bins: DtmfBins, tone: number): number => {
  const { re, im } = bins.turned(tone, turn);
  return Math.max(LEAST_SEEN, lossOf(Math.atan2(im, re)));
};
