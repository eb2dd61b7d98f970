import { type Pcm, RATE } from "./pcm.ts";

/** A complex number. */
export interface Phasor {
  re: number;
  im: number;
}

/**
 * Goertzel's recurrence for a row of frequencies, in blocks of `block` samples seen through a window of two. Four run
 * together, then two, in locals: an array of filters is several times slower.
 */
export interface ToneFilters {
  /** Takes samples of one block in. */
  run(pcm: Pcm, from: number, to: number): void;
  /** Ends the block: the correlation of the last two blocks with each frequency, its phase that of the block's end. */
  end(): readonly Phasor[];
}

export function toneFilters(frequencies: readonly number[], block: number): ToneFilters {
  const count = frequencies.length;
  const padded = count + (count & 1);
  const w = Float64Array.from({ length: padded }, (_, i) => (2 * Math.PI * (frequencies[i] ?? 0)) / RATE);
  const k = w.map((x) => 2 * Math.cos(x));
  const cos = w.map(Math.cos);
  const sin = w.map(Math.sin);
  const turnRe = w.map((x) => Math.cos(x * block));
  const turnIm = w.map((x) => Math.sin(x * block));
  const s = new Float64Array(2 * padded);
  const last = Array.from({ length: count }, (): Phasor => ({ re: 0, im: 0 }));
  const both = Array.from({ length: count }, (): Phasor => ({ re: 0, im: 0 }));

  return {
    run(pcm, from, to) {
      let i = 0;
      for (; i + 4 <= padded; i += 4) four(s, k, i, pcm, from, to);
      for (; i < padded; i += 2) two(s, k, i, pcm, from, to);
    },
    end() {
      for (let i = 0; i < count; i++) {
        const s2 = s[2 * i + 1] as number;
        const re = (s[2 * i] as number) - s2 * (cos[i] as number);
        const im = s2 * (sin[i] as number);
        const was = last[i] as Phasor;
        const sum = both[i] as Phasor;
        sum.re = re + was.re * (turnRe[i] as number) - was.im * (turnIm[i] as number);
        sum.im = im + was.re * (turnIm[i] as number) + was.im * (turnRe[i] as number);
        was.re = re;
        was.im = im;
      }
      s.fill(0);
      return both;
    },
  };
}

function four(s: Float64Array, k: Float64Array, i: number, pcm: Pcm, from: number, to: number): void {
  const k0 = k[i] as number;
  const k1 = k[i + 1] as number;
  const k2 = k[i + 2] as number;
  const k3 = k[i + 3] as number;
  let a1 = s[2 * i] as number;
  let a2 = s[2 * i + 1] as number;
  let b1 = s[2 * i + 2] as number;
  let b2 = s[2 * i + 3] as number;
  let c1 = s[2 * i + 4] as number;
  let c2 = s[2 * i + 5] as number;
  let d1 = s[2 * i + 6] as number;
  let d2 = s[2 * i + 7] as number;
  for (let at = from; at < to; at++) {
    const x = pcm[at] as number;
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
  s[2 * i] = a1;
  s[2 * i + 1] = a2;
  s[2 * i + 2] = b1;
  s[2 * i + 3] = b2;
  s[2 * i + 4] = c1;
  s[2 * i + 5] = c2;
  s[2 * i + 6] = d1;
  s[2 * i + 7] = d2;
}

function two(s: Float64Array, k: Float64Array, i: number, pcm: Pcm, from: number, to: number): void {
  const k0 = k[i] as number;
  const k1 = k[i + 1] as number;
  let a1 = s[2 * i] as number;
  let a2 = s[2 * i + 1] as number;
  let b1 = s[2 * i + 2] as number;
  let b2 = s[2 * i + 3] as number;
  for (let at = from; at < to; at++) {
    const x = pcm[at] as number;
    const a = x + k0 * a1 - a2;
    a2 = a1;
    a1 = a;
    const b = x + k1 * b1 - b2;
    b2 = b1;
    b1 = b;
  }
  s[2 * i] = a1;
  s[2 * i + 1] = a2;
  s[2 * i + 2] = b1;
  s[2 * i + 3] = b2;
}
