import { type Pcm, RATE } from "./pcm.ts";

/**
 * A second-order high-pass (Butterworth, after R. Bristow-Johnson's cookbook), with its memory from call to call.
 * Synthesised speech wants 150–200 Hz: below that a telephone carries nothing, and it costs loudness.
 */
export function highPass(hz: number): (pcm: Pcm) => Pcm {
  const w = (2 * Math.PI * hz) / RATE;
  const alpha = Math.sin(w) / Math.SQRT2;
  const a0 = 1 + alpha;
  const b0 = (1 + Math.cos(w)) / 2 / a0;
  const a1 = (-2 * Math.cos(w)) / a0;
  const a2 = (1 - alpha) / a0;
  return secondOrder({ b0, b1: -2 * b0, b2: b0, a1, a2 });
}

/** A second-order high shelf after the same cookbook, of slope 1: `hz` is raised by half of `gain` dB, what lies above by all of it. */
export function highShelf(hz: number, gain: number): (pcm: Pcm) => Pcm {
  const w = (2 * Math.PI * hz) / RATE;
  const a = 10 ** (gain / 40);
  const cos = Math.cos(w);
  const root = 2 * Math.sqrt(a) * (Math.sin(w) / Math.SQRT2);
  const a0 = a + 1 - (a - 1) * cos + root;
  return secondOrder({
    b0: (a * (a + 1 + (a - 1) * cos + root)) / a0,
    b1: (-2 * a * (a - 1 + (a + 1) * cos)) / a0,
    b2: (a * (a + 1 + (a - 1) * cos - root)) / a0,
    a1: (2 * (a - 1 - (a + 1) * cos)) / a0,
    a2: (a + 1 - (a - 1) * cos - root) / a0,
  });
}

interface Coefficients {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

function secondOrder({ b0, b1, b2, a1, a2 }: Coefficients): (pcm: Pcm) => Pcm {
  let x1 = 0;
  let x2 = 0;
  let y1 = 0;
  let y2 = 0;
  return (pcm) => {
    const out = new Int16Array(pcm.length);
    for (let n = 0; n < pcm.length; n++) {
      const x = pcm[n] as number;
      const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
      x2 = x1;
      x1 = x;
      y2 = y1;
      y1 = y;
      out[n] = Math.max(-32768, Math.min(32767, Math.round(y)));
    }
    return out;
  };
}
