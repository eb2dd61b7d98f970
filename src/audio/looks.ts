import { type Pcm, RATE } from "./pcm.ts";
import { powers } from "./spectrum.ts";

/** A look takes in 32 ms, so that two periods of the deepest voice fit; there is one each 20 ms. */
export const LOOK = 256;
export const STEP = 160;
/** Bins of 31.25 Hz, up to 4 kHz. */
export const BINS = LOOK / 2;
/** Below 150 Hz lie hum and its first overtone, and nothing that a telephone carries. */
const LOWEST = Math.ceil((150 * LOOK) / RATE);

/** What 32 ms sound like: mean square (full scale is 1) of each bin, 0 below 150 Hz. The same array is given each time. */
export type Look = Float64Array;

const window = Float64Array.from({ length: LOOK }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 0.5)) / LOOK));
/** Makes the sum of the bins a mean square. */
const SCALE = Math.sqrt(2 / (LOOK * window.reduce((sum, x) => sum + x * x, 0))) / 32768;

/** Cuts sound of any chunking into looks. */
export function looks(each: (look: Look) => void): (pcm: Pcm) => void {
  const last = new Float64Array(LOOK);
  const frame = new Float64Array(LOOK);
  const look = new Float64Array(BINS);
  const power = powers(LOOK);
  let filled = LOOK - STEP;

  function take(): void {
    for (let n = 0; n < LOOK; n++) frame[n] = (window[n] as number) * (last[n] as number) * SCALE;
    power(frame, look);
    look.fill(0, 0, LOWEST);
    each(look);
  }

  return (pcm) => {
    for (let at = 0; at < pcm.length; ) {
      const end = Math.min(pcm.length, at + LOOK - filled);
      while (at < end) last[filled++] = pcm[at++] as number;
      if (filled < LOOK) return;
      take();
      last.copyWithin(0, STEP);
      filled = LOOK - STEP;
    }
  };
}
