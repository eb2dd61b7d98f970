import type { Clock } from "../kernel/clock.ts";
import { type Millis, millis } from "../kernel/units.ts";

/** Long enough for what waits in a port to be read, on a machine with other things to do. */
const READING_TAKES = 50;

/**
 * Sleeps so long, the end of it in short naps. A machine that was held up runs its expired timers before it reads: an
 * answer that has long been waiting in the port would be found after the verdict. Between two naps it is read.
 */
export async function sleepReading(clock: Clock, d: Millis, signal?: AbortSignal): Promise<void> {
  const nap = millis(Math.min(READING_TAKES, d / 4));
  await clock.sleep(millis(d - 2 * nap), signal);
  await clock.sleep(nap, signal);
  await clock.sleep(nap, signal);
}

/** Gives `work` so long; past that, and once what waits in the port was read, throws `late()`. */
export async function inTime<T>(clock: Clock, limit: Millis, late: () => Error, work: () => Promise<T>): Promise<T> {
  const done = new AbortController();
  const alarm = sleepReading(clock, limit, done.signal).then(() => {
    throw late();
  });
  try {
    return await Promise.race([work(), alarm]);
  } finally {
    done.abort();
    alarm.catch(() => undefined);
  }
}
