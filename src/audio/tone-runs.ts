import { type Millis, millis } from "../kernel/units.ts";
import { type Pcm, RATE } from "./pcm.ts";

/** What is heard in a stretch of sound: one of the four tones (its index), quiet after a tone, or anything else. */
export type Heard = 0 | 1 | 2 | 3 | "quiet" | "other";

export interface ToneRun {
  readonly heard: Heard;
  readonly ms: Millis;
}

export interface ToneRuns {
  /** Takes any number of samples; `each` sees the run in progress and whether it has just ended, every 10 ms. */
  feed(pcm: Pcm, each: (run: ToneRun, ended: boolean) => void): void;
}

const BLOCK = 80;
const WINDOW = 2 * BLOCK;
const BLOCK_MS = (BLOCK * 1000) / RATE;

/** Between 425 and 440 Hz, so that both are heard: boxes sell either as the French tone. */
const CALL_PROGRESS = 432.5;
/** The tone of all call progress, and the three of special information: heard as 0, 1, 2, 3. */
export const LISTENED = [CALL_PROGRESS, 950, 1400, 1800] as const;

/** Share of the energy that one frequency must hold. At 20 ms this lets ±19 Hz pass, and 10 dB of noise. */
const PURE = 0.6;
/** Mean square of a tone of −43 dBm0: fainter ones are not looked for. */
const FAINTEST = 13_000;
/** A tone keeps its level; what swells or fades by more than 4 dB is music or a voice. */
const STEADY = 2.5;
/** Quiet is this far (10 dB) below the tone that went before. */
const QUIET = 0.1;
/** What lasts for less than three blocks is a click or an edge, and belongs to what was before. */
const SETTLED = 3;
/** Past this many blocks without any settled sound it is "other". */
const UNSETTLED = 8;

/** Follows four frequencies, in blocks of 10 ms seen through a window of 20 ms. */
export function toneRuns(frequencies: readonly [number, number, number, number]): ToneRuns {
  const w = frequencies.map((hz) => (2 * Math.PI * hz) / RATE) as [number, number, number, number];
  const [k0, k1, k2, k3] = w.map((x) => 2 * Math.cos(x)) as [number, number, number, number];
  const cos = w.map(Math.cos);
  const sin = w.map(Math.sin);
  const turnRe = w.map((x) => Math.cos(x * BLOCK));
  const turnIm = w.map((x) => Math.sin(x * BLOCK));

  const s = new Float64Array(8);
  const lastRe = new Float64Array(4);
  const lastIm = new Float64Array(4);
  let filled = 0;
  let sum = 0;
  let energy = 0;
  let lastSum = 0;
  let lastEnergy = 0;

  let heard: Heard = "other";
  let blocks = 0;
  let next: Heard = "other";
  let nextBlocks = 0;
  let unsettled = 0;
  let level = 0;

  function classify(): Heard {
    const mean = (sum + lastSum) / WINDOW;
    const meanSquare = (energy + lastEnergy) / WINDOW - mean * mean;
    let best = 0;
    let bestPower = -1;
    for (let i = 0; i < 4; i++) {
      const s1 = s[2 * i] as number;
      const s2 = s[2 * i + 1] as number;
      const re = s1 - s2 * (cos[i] as number);
      const im = s2 * (sin[i] as number);
      const wasRe = lastRe[i] as number;
      const wasIm = lastIm[i] as number;
      const bothRe = re + wasRe * (turnRe[i] as number) - wasIm * (turnIm[i] as number);
      const bothIm = im + wasRe * (turnIm[i] as number) + wasIm * (turnRe[i] as number);
      lastRe[i] = re;
      lastIm[i] = im;
      const power = (2 * (bothRe * bothRe + bothIm * bothIm)) / (WINDOW * WINDOW);
      if (power > bestPower) {
        best = i;
        bestPower = power;
      }
    }
    if (bestPower > FAINTEST && bestPower > PURE * meanSquare) {
      if (heard !== best || blocks < SETTLED) level = bestPower;
      if (bestPower > level / STEADY && bestPower < level * STEADY) return best as Heard;
    }
    return meanSquare < Math.max(QUIET * level, QUIET * FAINTEST) ? "quiet" : "other";
  }

  const run = (): ToneRun => ({ heard, ms: millis(blocks * BLOCK_MS) });

  function follow(what: Heard, each: (run: ToneRun, ended: boolean) => void): void {
    if (what === heard) {
      blocks += 1 + unsettled;
      unsettled = 0;
      nextBlocks = 0;
      each(run(), false);
      return;
    }
    unsettled++;
    nextBlocks = what === next ? nextBlocks + 1 : 1;
    next = what;
    if (nextBlocks < SETTLED && unsettled < UNSETTLED) return;
    const settled = nextBlocks >= SETTLED;
    blocks += settled ? unsettled - nextBlocks : 0;
    each(run(), true);
    heard = settled ? next : "other";
    blocks = settled ? nextBlocks : unsettled;
    unsettled = 0;
    nextBlocks = 0;
    each(run(), false);
  }

  function endBlock(each: (run: ToneRun, ended: boolean) => void): void {
    follow(classify(), each);
    lastSum = sum;
    lastEnergy = energy;
    sum = 0;
    energy = 0;
    filled = 0;
    s.fill(0);
  }

  return {
    feed(pcm, each) {
      for (let at = 0; at < pcm.length; ) {
        const end = Math.min(pcm.length, at + BLOCK - filled);
        filled += end - at;
        // Goertzel's recurrence, unrolled in locals: an array of filters is several times slower.
        let a1 = s[0] as number;
        let a2 = s[1] as number;
        let b1 = s[2] as number;
        let b2 = s[3] as number;
        let c1 = s[4] as number;
        let c2 = s[5] as number;
        let d1 = s[6] as number;
        let d2 = s[7] as number;
        let total = 0;
        let squares = 0;
        for (; at < end; at++) {
          const x = pcm[at] as number;
          total += x;
          squares += x * x;
          const a = x + k0 * a1 - a2;
          a2 = a1;
          a1 = a;
          const b = x + k1 * b1 - b2;
          b2 = b1;
          b1 = b;
          const c = x + k2 * c1 - c2;
          c2 = c1;
          c1 = c;
          const d = x + k3 * d1 - d2;
          d2 = d1;
          d1 = d;
        }
        s[0] = a1;
        s[1] = a2;
        s[2] = b1;
        s[3] = b2;
        s[4] = c1;
        s[5] = c2;
        s[6] = d1;
        s[7] = d2;
        sum += total;
        energy += squares;
        if (filled === BLOCK) endBlock(each);
      }
    },
  };
}
