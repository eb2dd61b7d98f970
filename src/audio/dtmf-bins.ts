import { type Pcm, RATE } from "./pcm.ts";
import type { Phasor } from "./tone-filters.ts";
import { dtmfColumns, dtmfRows } from "./tones.ts";

/** The window is 102 samples (12.75 ms: 78 Hz to the first null), moved on by half of it. */
export const HALF = 51;
const WINDOW = 2 * HALF;

type Eight = readonly [number, number, number, number, number, number, number, number];

const w = [...dtmfRows, ...dtmfColumns].map((hz) => (2 * Math.PI * hz) / RATE);
const cos = w.map(Math.cos);
const sin = w.map(Math.sin);
const turnRe = w.map((x) => Math.cos(x * HALF));
const turnIm = w.map((x) => Math.sin(x * HALF));
const [k0, k1, k2, k3, k4, k5, k6, k7] = cos.map((c) => 2 * c) as unknown as Eight;

/** A window as the eight tones see it (rows, then columns). */
export interface DtmfBins {
  /** Mean square of each tone. */
  readonly power: Float64Array;
  /** How a tone's phase turned since the window before, less the turn of the exact tone: a complex product, put into `turn`. */
  turned(tone: number, turn: Phasor): Phasor;
  /** Mean square of the whole window. */
  total: number;
  /** The halves of windows of late: the same object is given each time. */
  readonly late: Halves;
}

/** So many halves are kept: those of four windows, and four that were before them. */
const KEPT = 9;

/** Halves of windows, the newest and those before it. */
export interface Halves {
  /** Mean square of the half that ended `ago` halves before the newest one. */
  energy(ago: number): number;
  /** The same half as a tone sees it, added to `sum` with a further turn of `re` + j·`im`. */
  add(tone: number, ago: number, re: number, im: number, sum: Phasor): void;
}

/** By how much the phase turns from window to window for a tone that is `share` of its frequency off. */
export const turnOf = (tone: number, share: number): number => (w[tone] as number) * HALF * share;

/** What a window of half the length's turn takes off a tone's power: a tone beside its bin looks weaker. */
export const lossOf = (turn: number): number => (turn === 0 ? 1 : (Math.sin(turn) / turn) ** 2);

/** Cuts sound of any chunking into windows; the same `bins` object is given each time. */
export function dtmfBins(each: (bins: DtmfBins) => void): (pcm: Pcm) => void {
  const s = new Float64Array(16);
  const halfRe = new Float64Array(8);
  const halfIm = new Float64Array(8);
  let [wholeRe, wholeIm] = [new Float64Array(8), new Float64Array(8)];
  let [lastRe, lastIm] = [new Float64Array(8), new Float64Array(8)];
  const kept = new Float64Array(KEPT * 17);
  let newest = 0;
  const place = (ago: number): number => ((newest - ago + KEPT) % KEPT) * 17;
  const late: Halves = {
    energy: (ago) => (kept[place(ago) + 16] as number) / HALF,
    add(tone, ago, re, im, sum) {
      const at = place(ago) + 2 * tone;
      const a = kept[at] as number;
      const b = kept[at + 1] as number;
      sum.re += a * re - b * im;
      sum.im += a * im + b * re;
    },
  };
  const power = new Float64Array(8);
  const turned = (tone: number, turn: Phasor): Phasor => {
    const [tr, ti] = [turnRe[tone] as number, turnIm[tone] as number];
    const [re, im] = [wholeRe[tone] as number, wholeIm[tone] as number];
    const expectedRe = (lastRe[tone] as number) * tr - (lastIm[tone] as number) * ti;
    const expectedIm = (lastRe[tone] as number) * ti + (lastIm[tone] as number) * tr;
    turn.re = re * expectedRe + im * expectedIm;
    turn.im = im * expectedRe - re * expectedIm;
    return turn;
  };
  const bins = { power, turned, total: 0, late };
  let filled = 0;
  let energy = 0;
  let lastEnergy = 0;

  function endHalf(): void {
    newest = (newest + 1) % KEPT;
    const at = newest * 17;
    kept[at + 16] = energy;
    [wholeRe, lastRe] = [lastRe, wholeRe];
    [wholeIm, lastIm] = [lastIm, wholeIm];
    for (let i = 0; i < 8; i++) {
      const tr = turnRe[i] as number;
      const ti = turnIm[i] as number;
      const s2 = s[2 * i + 1] as number;
      const re = (s[2 * i] as number) - s2 * (cos[i] as number);
      const im = s2 * (sin[i] as number);
      const bothRe = re + (halfRe[i] as number) * tr - (halfIm[i] as number) * ti;
      const bothIm = im + (halfRe[i] as number) * ti + (halfIm[i] as number) * tr;
      power[i] = (2 * (bothRe * bothRe + bothIm * bothIm)) / (WINDOW * WINDOW);
      halfRe[i] = re;
      halfIm[i] = im;
      kept[at + 2 * i] = re;
      kept[at + 2 * i + 1] = im;
      wholeRe[i] = bothRe;
      wholeIm[i] = bothIm;
    }
    bins.total = (energy + lastEnergy) / WINDOW;
    lastEnergy = energy;
    energy = 0;
    filled = 0;
    s.fill(0);
    each(bins);
  }

  return (pcm) => {
    for (let at = 0; at < pcm.length; ) {
      const end = Math.min(pcm.length, at + HALF - filled);
      filled += end - at;
      energy += accumulate(s, pcm, at, end);
      at = end;
      if (filled === HALF) endHalf();
    }
  };
}

/** Goertzel's recurrence for eight tones, unrolled in locals; gives the sum of squares. */
function accumulate(s: Float64Array, pcm: Pcm, from: number, to: number): number {
  let a1 = s[0] as number;
  let a2 = s[1] as number;
  let b1 = s[2] as number;
  let b2 = s[3] as number;
  let c1 = s[4] as number;
  let c2 = s[5] as number;
  let d1 = s[6] as number;
  let d2 = s[7] as number;
  let e1 = s[8] as number;
  let e2 = s[9] as number;
  let f1 = s[10] as number;
  let f2 = s[11] as number;
  let g1 = s[12] as number;
  let g2 = s[13] as number;
  let h1 = s[14] as number;
  let h2 = s[15] as number;
  let squares = 0;
  for (let at = from; at < to; at++) {
    const x = pcm[at] as number;
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
    const e = x + k4 * e1 - e2;
    e2 = e1;
    e1 = e;
    const f = x + k5 * f1 - f2;
    f2 = f1;
    f1 = f;
    const g = x + k6 * g1 - g2;
    g2 = g1;
    g1 = g;
    const h = x + k7 * h1 - h2;
    h2 = h1;
    h1 = h;
  }
  s[0] = a1;
  s[1] = a2;
  s[2] = b1;
  s[3] = b2;
  s[4] = c1;
  s[5] = c2;
  s[6] = d1;
  s[7] = d2;
  s[8] = e1;
  s[9] = e2;
  s[10] = f1;
  s[11] = f2;
  s[12] = g1;
  s[13] = g2;
  s[14] = h1;
  s[15] = h2;
  return squares;
}
