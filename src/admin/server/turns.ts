import { Refused } from "../sentences/refusals.ts";

/** Work that takes memory or a core: so much at once, so much that waits, and no more. */
export interface Turns {
  /** `first`: before those who wait already. Faults: `admin.busy` where too much waits. */
  take<T>(work: () => Promise<T>, first?: boolean): Promise<T>;
}

/** How soon it is worth to try again. Seconds. */
const AGAIN = "5";

export function createTurns(atOnce: number, mostWaiting: number): Turns {
  let running = 0;
  const waiting = { first: [] as (() => void)[], others: [] as (() => void)[] };
  return {
    async take(work, first = false) {
      const queue = first ? waiting.first : waiting.others;
      if (running >= atOnce) {
        if (queue.length >= mostWaiting) throw new Refused("busy", AGAIN);
        await new Promise<void>((resolve) => queue.push(resolve));
      } else running++;
      try {
        return await work();
      } finally {
        const next = waiting.first.shift() ?? waiting.others.shift();
        if (next) next();
        else running--;
      }
    },
  };
}
