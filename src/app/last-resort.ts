import type { Clock } from "../kernel/clock.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { type Millis, seconds } from "../kernel/units.ts";

/** Ends that a process comes to; whoever started it reads them. */
export const ENDED = {
  asked: 0,
  /** By its last resort, or because it could not start now. */
  failed: 1,
  /** To be started again at once: it has made way, or has another database to open. */
  again: 75,
  /** Nothing that is tried again helps: its settings can't be used. */
  hopeless: 78,
} as const;

export type Ended = (typeof ENDED)[keyof typeof ENDED];

/** Calls in progress get so long to come to an end by themselves. */
const CALLS_WITHIN = seconds(60);
/** What is still to be written gets so long. */
const CLOSE_WITHIN = seconds(10);

/** What is to be brought to a good end before the process goes. */
export interface Resort {
  /** When no call is going on. */
  readonly idle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * What nobody foresaw ends the process, and whoever started it starts it again: a process in a state that nobody knows
 * is not a working one. Calls in progress come to their end first, for a bounded time; a second fault cuts that short.
 */
export function lastResort(log: Log, clock: Clock): { protect(resort: Resort): void; ended: Promise<Ended> } {
  let resort: Resort | null = null;
  let faults = 0;
  let end = (_: Ended) => {};
  const ended = new Promise<Ended>((resolve) => {
    end = resolve;
  });
  const last = (thrown: unknown): void => {
    const stack = thrown instanceof Error ? thrown.stack : undefined;
    log.error("app.last-resort", { why: explain(thrown), ...(stack !== undefined && { stack }) });
    faults++;
    const calls = faults === 1 && resort ? inTime(clock, CALLS_WITHIN, resort.idle()) : Promise.resolve();
    void calls.then(() => end(ENDED.failed));
  };
  process.on("uncaughtException", last);
  process.on("unhandledRejection", last);
  return {
    protect(now) {
      resort = now;
    },
    ended,
  };
}

/** Closes what there is, as far as that can be done, and ends the process. */
export async function leave(code: Ended, close: () => Promise<unknown>, log: Log, clock: Clock): Promise<never> {
  await inTime(
    clock,
    CLOSE_WITHIN,
    close().catch((thrown) => log.error("app.not-closed", { why: explain(thrown) })),
  );
  process.exit(code);
}

const inTime = (clock: Clock, limit: Millis, work: Promise<unknown>): Promise<unknown> =>
  Promise.race([work.catch(() => undefined), clock.sleep(limit)]);
