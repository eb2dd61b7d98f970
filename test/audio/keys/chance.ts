/** Numbers in [0, 1) that are the same in each run (Mulberry32), and what is drawn with them. */
export interface Chance {
  (): number;
  between(least: number, most: number): number;
  /** Mean 0, variance 1 (Box and Muller). */
  normal(): number;
  of<T>(from: readonly T[]): T;
}

export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return Object.assign(next, {
    between: (least: number, most: number) => least + (most - least) * next(),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    of: <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T,
  });
}
