/** Level of a stretch of sound in dBov (0 is a full-scale square wave), its DC taken off; −100 is the least. */
export function dbov(pcm: Int16Array, from = 0, to = pcm.length): number {
  let sum = 0;
  let squares = 0;
  for (let i = from; i < to; i++) {
    const x = pcm[i] as number;
    sum += x;
    squares += x * x;
  }
  const n = Math.max(to - from, 1);
  const meanSquare = squares / n - (sum / n) ** 2;
  return Math.max(-100, 10 * Math.log10(meanSquare / 32768 ** 2 + 1e-10));
}

export interface NoiseFloor {
  /** Takes the level of the next 20 ms; gives the floor, in dBov. */
  feed(level: number): number;
}

/** Sub-windows of 0.4 s; the floor is the least level of the last eight (3.2 s), for speech always pauses in that. */
const SUB = 20;
const KEPT = 8;
/** Never above: louder than this is no noise that one could talk over. Never below: a digital zero is not a line. */
const HIGHEST = -30;
const LOWEST = -60;

/** The noise of a line, by the least level of the last seconds (minimum statistics). */
export function noiseFloor(): NoiseFloor {
  const least: number[] = [];
  let current = Number.POSITIVE_INFINITY;
  let count = 0;
  return {
    feed(level) {
      current = Math.min(current, level);
      const floor = Math.min(current, ...least);
      if (++count === SUB) {
        least.push(current);
        if (least.length > KEPT) least.shift();
        current = Number.POSITIVE_INFINITY;
        count = 0;
      }
      return Math.max(LOWEST, Math.min(HIGHEST, floor));
    },
  };
}
