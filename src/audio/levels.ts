import { atOnce, type InSteps } from "./in-steps.ts";
import { type Pcm, RATE } from "./pcm.ts";

/** Greatest sample in dB below full scale; −Infinity for digital silence. */
export function peakOf(pcm: Pcm): number {
  let most = 0;
  for (const x of pcm) most = Math.max(most, Math.abs(x));
  return 20 * Math.log10(most / 32768);
}

/** ITU-T P.56 §5.2: envelope of 30 ms, hangover of 200 ms, 15.9 dB between speech level and threshold. */
const ENVELOPE = Math.exp(-1 / (RATE * 0.03));
const HANGOVER = RATE * 0.2;
const MARGIN = 15.9;
const THRESHOLDS = 15;

/**
 * Active speech level in dBov after ITU-T P.56, method B: pauses don't count. −Infinity when there is no sound.
 */
export const activeLevel = (pcm: Pcm): number => atOnce(activeLevelInSteps(pcm));

function* activeLevelInSteps(pcm: Pcm): InSteps<number> {
  const active = new Float64Array(THRESHOLDS);
  const hang = new Float64Array(THRESHOLDS).fill(HANGOVER);
  let squares = 0;
  let p = 0;
  let q = 0;
  for (let n = 0; n < pcm.length; n++) {
    if (n % RATE === RATE - 1) yield;
    const x = pcm[n] as number;
    squares += x * x;
    p = ENVELOPE * p + (1 - ENVELOPE) * Math.abs(x);
    q = ENVELOPE * q + (1 - ENVELOPE) * p;
    for (let j = 0; j < THRESHOLDS; j++) {
      if (q >= 1 << j) hang[j] = 0;
      else if ((hang[j] as number) < HANGOVER) hang[j] = (hang[j] as number) + 1;
      else continue;
      active[j] = (active[j] as number) + 1;
    }
  }
  if (squares === 0) return Number.NEGATIVE_INFINITY;
  return whereMarginIs(squares, active);
}

/** The level at the threshold that lies 15.9 dB below it, between two thresholds by interpolation. */
function whereMarginIs(squares: number, active: Float64Array): number {
  const levels = Array.from(active, (n) => (n === 0 ? null : 10 * Math.log10(squares / n / 32768 ** 2)));
  let below: { readonly level: number; readonly margin: number } | null = null;
  for (const [j, level] of levels.entries()) {
    if (level === null) break;
    const margin = level - 20 * Math.log10(2 ** j / 32768);
    if (margin <= MARGIN) {
      if (!below) return level;
      const share = (below.margin - MARGIN) / (below.margin - margin);
      return below.level + share * (level - below.level);
    }
    below = { level, margin };
  }
  return below?.level ?? Number.NEGATIVE_INFINITY;
}

export interface Loudness {
  /** Active speech level, dBov. */
  readonly target?: number;
  /** No sample above this, dB below full scale: where both can't be had, it is the level that gives way. */
  readonly peak?: number;
}

/** As loud as a good recorded prompt: measured, then one gain. */
export const level = (pcm: Pcm, loudness?: Loudness): Pcm => atOnce(levelInSteps(pcm, loudness));

/** The same, a step at a time. */
export function* levelInSteps(pcm: Pcm, { target = -22, peak = -3 }: Loudness = {}): InSteps<Pcm> {
  const speech = yield* activeLevelInSteps(pcm);
  if (speech === Number.NEGATIVE_INFINITY) return pcm;
  const gain = 10 ** (Math.min(target - speech, peak - peakOf(pcm)) / 20);
  return pcm.map((x) => Math.round(x * gain));
}
