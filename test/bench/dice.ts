/** Chance that falls the same way each time (Lehmer's generator). */
export interface Dice {
  /** From 0 up to `below`, without it. */
  whole(below: number): number;
  /** True with this probability. */
  chance(of: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Of the first ones much more often than of the last. */
  pickEarly<T>(from: readonly T[]): T;
}

export function dice(seed: number): Dice {
  let last = seed;
  const next = (): number => {
    last = (last * 48_271) % 2_147_483_647;
    return last / 2_147_483_647;
  };
  const at = <T>(from: readonly T[], index: number): T => {
    const found = from[index];
    if (found === undefined) throw new RangeError("there is nothing to pick from");
    return found;
  };
  return {
    whole: (below) => Math.floor(next() * below),
    chance: (of) => next() < of,
    pick: (from) => at(from, Math.floor(next() * from.length)),
    pickEarly: (from) => at(from, Math.floor(next() ** 3 * from.length)),
  };
}
