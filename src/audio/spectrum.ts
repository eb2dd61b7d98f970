/**
 * Discrete Fourier transform: radix-2, in place over the caller's buffers. `size` is a power of two.
 */
export function transform(size: number): (re: Float64Array, im: Float64Array) => void {
  const cos = Float64Array.from({ length: size / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / size));
  const sin = Float64Array.from({ length: size / 2 }, (_, i) => -Math.sin((2 * Math.PI * i) / size));
  const bits = Math.log2(size);
  const reversed = Uint16Array.from({ length: size }, (_, i) => {
    let r = 0;
    for (let b = 0; b < bits; b++) r |= ((i >> b) & 1) << (bits - 1 - b);
    return r;
  });

  return (re, im) => {
    for (let i = 0; i < size; i++) {
      const j = reversed[i] as number;
      if (j <= i) continue;
      const r = re[i] as number;
      const m = im[i] as number;
      re[i] = re[j] as number;
      im[i] = im[j] as number;
      re[j] = r;
      im[j] = m;
    }
    for (let half = 1; half < size; half *= 2) {
      const stride = size / (2 * half);
      for (let start = 0; start < size; start += 2 * half) {
        for (let k = 0; k < half; k++) {
          const c = cos[k * stride] as number;
          const s = sin[k * stride] as number;
          const a = start + k;
          const b = a + half;
          const br = (re[b] as number) * c - (im[b] as number) * s;
          const bi = (re[b] as number) * s + (im[b] as number) * c;
          re[b] = (re[a] as number) - br;
          im[b] = (im[a] as number) - bi;
          re[a] = (re[a] as number) + br;
          im[a] = (im[a] as number) + bi;
        }
      }
    }
  };
}

/**
 * Power of each bin below the Nyquist frequency of a real frame of `size` samples, written into `power` (half as many).
 * Even and odd samples go through one transform of half the size.
 */
export function powers(size: number): (frame: Float64Array, power: Float64Array) => void {
  const half = size / 2;
  const fft = transform(half);
  const re = new Float64Array(half);
  const im = new Float64Array(half);
  const cos = Float64Array.from({ length: half }, (_, k) => Math.cos((2 * Math.PI * k) / size));
  const sin = Float64Array.from({ length: half }, (_, k) => Math.sin((2 * Math.PI * k) / size));
  return (frame, power) => {
    for (let n = 0; n < half; n++) {
      re[n] = frame[2 * n] as number;
      im[n] = frame[2 * n + 1] as number;
    }
    fft(re, im);
    for (let k = 0; k < half; k++) {
      const m = (half - k) & (half - 1);
      const evenRe = ((re[k] as number) + (re[m] as number)) / 2;
      const evenIm = ((im[k] as number) - (im[m] as number)) / 2;
      const oddRe = ((im[k] as number) + (im[m] as number)) / 2;
      const oddIm = ((re[m] as number) - (re[k] as number)) / 2;
      const c = cos[k] as number;
      const s = sin[k] as number;
      const sumRe = evenRe + c * oddRe + s * oddIm;
      const sumIm = evenIm + c * oddIm - s * oddRe;
      power[k] = sumRe * sumRe + sumIm * sumIm;
    }
  };
}
