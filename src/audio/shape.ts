import { BANDS } from "./bands.ts";

/** Of each band only what stands 6 dB above its floor is looked at, and is no further than 25 dB below the strongest. */
const CLEAR = 10 ** 0.6;
const SPREAD = 10 ** -2.5;
/** Two shapes are the same if at most this share of them differs. */
const APART = 0.35;
const KEPT = 8;

/**
 * Says of each look whether its bands have a shape that none of the last few different ones had. It finds a voice that
 * keeps its pitch, by its vowels, where the pictures of `novelty` are all alike; a tone keeps its shape.
 */
export function shapes(): (now: Float64Array, floor: Float64Array, least: number) => boolean {
  let known: Float64Array[] = [];
  const shape = new Float64Array(BANDS);
  return (now, floor, least) => {
    const faintest = Math.max(...now) * SPREAD;
    for (let b = 0; b < BANDS; b++) {
      const base = Math.max(CLEAR * Math.max(floor[b] as number, least), faintest);
      shape[b] = Math.max(0, 10 * Math.log10((now[b] as number) / base + 1e-9));
    }
    const found = known.find((old) => alike(shape, old));
    const kept = found ?? (known.length < KEPT ? new Float64Array(BANDS) : (known[KEPT - 1] as Float64Array));
    if (!found) kept.set(shape);
    known = [kept, ...known.filter((other) => other !== kept)];
    return !found;
  };
}

function alike(a: Float64Array, b: Float64Array): boolean {
  let apart = 0;
  let whole = 0;
  for (let i = 0; i < BANDS; i++) {
    apart += Math.abs((a[i] as number) - (b[i] as number));
    whole += Math.max(a[i] as number, b[i] as number);
  }
  return apart <= APART * whole;
}
