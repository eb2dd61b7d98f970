import type { Clock } from "../../kernel/clock.ts";

/** How much work may be asked for: so much in a second for ever, and so much at once. Milliseconds of a core. */
export interface Allowance {
  readonly perSecond: number;
  readonly atOnce: number;
}

/**
 * What somebody has asked of the box, as milliseconds of its work: ten questions that cost nothing are nothing, one that
 * holds up a core for seconds is much. A key is an address, a session, or everybody.
 */
export interface Budget {
  /** Seconds until it may be asked again; 0 when it may be now. */
  wait(key: string): number;
  spend(key: string, ms: number): void;
}

const MOST_KEYS = 10_000;

export function createBudget(clock: Clock, { perSecond, atOnce }: Allowance): Budget {
  const spent = new Map<string, { readonly ms: number; readonly at: number }>();
  const owed = (key: string): number => {
    const found = spent.get(key);
    return found ? Math.max(0, found.ms - ((clock.elapsed() - found.at) / 1000) * perSecond) : 0;
  };
  return {
    wait: (key) => Math.ceil(Math.max(0, owed(key) - atOnce) / perSecond),
    spend(key, ms) {
      const now = owed(key) + ms;
      spent.delete(key);
      spent.set(key, { ms: now, at: clock.elapsed() });
      const [oldest] = spent.keys();
      if (spent.size > MOST_KEYS && oldest !== undefined) spent.delete(oldest);
    },
  };
}
