import { type Instant, instant, type Millis, millis } from "./units.ts";

/**
 * The only source of time. `now` may jump when the wall clock is set; `elapsed` and `sleep` never do.
 * An aborted sleep rejects with the signal's reason.
 */
export interface Clock {
  now(): Instant;
  /** Since a moment that stays the same while the process runs: what a duration is measured with. */
  elapsed(): Millis;
  sleep(d: Millis, signal?: AbortSignal): Promise<void>;
}

const LONGEST_TIMER = 2 ** 31 - 1;

/** The machine's own clock. A sleep keeps the process alive; one of no length still lets input and output happen. */
export const systemClock: Clock = {
  now: () => instant(Date.now()),
  elapsed: () => millis(performance.now()),
  async sleep(d, signal) {
    if (d <= 0) await new Promise((resolve) => setImmediate(resolve));
    for (let left: number = d; left > 0; left -= LONGEST_TIMER) await timer(Math.min(left, LONGEST_TIMER), signal);
    signal?.throwIfAborted();
  },
};

function timer(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(handle);
      reject(signal?.reason);
    };
    const handle = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/**
 * Runs `work` and gives it `d` to finish: past that, its signal is aborted and `late()` is thrown.
 * `outer` ends both at once.
 */
export async function within<T>(
  clock: Clock,
  d: Millis,
  late: () => Error,
  work: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  const ours = new AbortController();
  const signal = outer ? AbortSignal.any([ours.signal, outer]) : ours.signal;
  const alarm = clock.sleep(millis(d), signal).then(() => {
    throw late();
  });
  try {
    return await Promise.race([work(signal), alarm]);
  } finally {
    ours.abort();
    alarm.catch(() => undefined);
  }
}
