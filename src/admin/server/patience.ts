import type { Clock } from "../../kernel/clock.ts";
import { type Millis, minutes, seconds } from "../../kernel/units.ts";

interface Failures {
  readonly count: number;
  /** Since the process started, as the next: whoever sets the clock neither helps nor hinders anybody. */
  readonly last: number;
  /** Nothing is tried before. */
  readonly until: number;
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
    return found && clock.elapsed() < found.last + FORGOTTEN ? found : null;
  };
  return {
    wait(key) {
      const found = fresh(key);
      return found ? Math.max(0, Math.ceil((found.until - clock.elapsed()) / 1000)) : 0;
    },
    tried(key) {
      const count = (fresh(key)?.count ?? 0) + 1;
      const pause = count <= FREE ? 0 : Math.min(longest, seconds(2 ** (count - FREE - 1)));
      const now = clock.elapsed();
      known.delete(key);
      known.set(key, { count, last: now, until: now + pause });
      const [oldest] = known.keys();
      if (known.size > MOST_KEYS && oldest !== undefined) known.delete(oldest);
    },
    succeeded: (key) => void known.delete(key),
  };
}
