/**
 * Power spectrum of a real frame, and back: a radix-2 transform in place over its own buffers.
 * `size` is a power of two.
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
