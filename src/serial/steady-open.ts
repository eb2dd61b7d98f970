import type { Clock } from "../kernel/clock.ts";
import { asFault, type Fault } from "../kernel/fault.ts";
import { type Log, silentLog } from "../kernel/log.ts";
import { between, type Instant, type Millis, seconds } from "../kernel/units.ts";
import type { BytePipe, OpenPipe } from "./byte-pipe.ts";

export interface SteadyOpenOptions {
  readonly open: OpenPipe;
  readonly clock: Clock;
  readonly log?: Log;
  /** Told at each failure, with the wait before the next attempt. */
  readonly onFailure?: (fault: Fault, wait: Millis) => void;
}

const WAITS = [seconds(1), seconds(2), seconds(5), seconds(10), seconds(30)] as const;
const LONGEST_WAIT = seconds(30);

/** A pipe that lived this long was a good one: the next loss starts again with the shortest wait. */
const GOOD_LIFE = seconds(10);

/**
 * A way to open a pipe that does not give up: it tries again after 1, 2, 5, 10, then every 30 s, until it
 * succeeds or the signal aborts. Call it again after the pipe was lost. A pipe that is lost as soon as it opened
 * counts as a failure, so that a flapping port is not opened in a tight loop.
 */
export function steadyOpen(options: SteadyOpenOptions): (signal?: AbortSignal) => Promise<BytePipe> {
  const { open, clock, log = silentLog, onFailure } = options;
  let failures = 0;
  let openedAt: Instant | null = null;
  let lastCode = "";

  return async (signal) => {
    if (openedAt !== null) {
      const lived = between(openedAt, clock.now());
      // A negative life is a clock that was set back.
      failures = lived >= 0 && lived < GOOD_LIFE ? failures + 1 : 0;
      openedAt = null;
      if (failures > 0) await clock.sleep(waitAfter(failures), signal);
    }
    for (;;) {
      signal?.throwIfAborted();
      try {
        const pipe = await open();
        if (signal?.aborted) await pipe.close();
        signal?.throwIfAborted();
        openedAt = clock.now();
        lastCode = "";
        return pipe;
      } catch (thrown) {
        if (signal?.aborted) throw thrown;
        const fault = asFault(thrown, "serial.open-failed");
        const wait = waitAfter(++failures);
        // Said aloud once per kind of failure: a port may be away for days.
        log[fault.code === lastCode ? "debug" : "warn"](fault.code, { fault: fault.message, retryInMs: wait });
        lastCode = fault.code;
        onFailure?.(fault, wait);
        await clock.sleep(wait, signal);
      }
    }
  };
}

const waitAfter = (failures: number): Millis => WAITS[failures - 1] ?? LONGEST_WAIT;
