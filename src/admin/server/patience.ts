import type { Clock } from "../../kernel/clock.ts";
import { type Instant, type Millis, minutes, plus, seconds } from "../../kernel/units.ts";

interface Failures {
  readonly count: number;
  readonly last: Instant;
  /** Nothing is tried before. */
  readonly until: Instant;
}

/** So many may go wrong before anybody waits: people mistype. */
const FREE = 4;
const FORGOTTEN = minutes(60);
const MOST_KEYS = 10_000;

/**
 * Makes whoever guesses wait: after four failures one second, then two, four, … up to `longest`. A key is an address
 * or a user's name.
 */
export interface Patience {
  /** Seconds to wait before the next try; 0 when it may be made now. */
  wait(key: string): number;
  /** Counted before the outcome is known, so that many tries at once are counted too. */
  tried(key: string): void;
  succeeded(key: string): void;
}

export function createPatience(clock: Clock, longest: Millis): Patience {
  const known = new Map<string, Failures>();
  const fresh = (key: string): Failures | null => {
    const found = known.get(key);
    return found && clock.now() < plus(found.last, FORGOTTEN) ? found : null;
  };
  return {
    wait(key) {
      const found = fresh(key);
      return found ? Math.max(0, Math.ceil((found.until - clock.now()) / 1000)) : 0;
    },
    tried(key) {
      const count = (fresh(key)?.count ?? 0) + 1;
      const pause = count <= FREE ? 0 : Math.min(longest, seconds(2 ** (count - FREE - 1)));
      const now = clock.now();
      known.delete(key);
      known.set(key, { count, last: now, until: plus(now, pause as Millis) });
      const [oldest] = known.keys();
      if (known.size > MOST_KEYS && oldest !== undefined) known.delete(oldest);
    },
    succeeded: (key) => void known.delete(key),
  };
}
