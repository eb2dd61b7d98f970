import type { Clock } from "../kernel/clock.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { type Instant, minutes, plus, seconds } from "../kernel/units.ts";
import { dropAnchor } from "../store/seal-anchors.ts";
import type { Store } from "../store/store.ts";

/** How often it is looked whether a day is over, or something else is in force. */
const LOOK = seconds(30);
/** What the telephone writes of a day has arrived by then. */
const AFTER = minutes(-3);
/** A house that was off for a year has as many days to seal, and others to serve. */
const AT_ONCE = 20;
const PAUSE = seconds(1);

export interface SealDays {
  readonly store: Pick<Store, "seals">;
  readonly clock: Clock;
  readonly log: Log;
  /** The data folder: the newest row is kept beside the database. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Whether the hour is to be believed: by another, no day is said to be over. */
  readonly trusted: () => boolean;
}

/** Seals each day of the office once it is over, and those that were missed. Of the office process. Never throws. */
export async function sealDays({ store, clock, log, folder, signal, trusted }: SealDays): Promise<void> {
  const { seals } = store;
  const over = (): Instant => plus(clock.now(), AFTER);
  let dropped: number | null = null;
  while (!signal.aborted) {
    let pause = LOOK;
    try {
      if (trusted()) {
        await seals.note(clock.now());
        const sealed = await seals.sealDays(over(), clock.now(), AT_ONCE);
        if (sealed > 0) log.info("app.sealed", { days: sealed });
        if (sealed === AT_ONCE) pause = PAUSE;
        const end = await seals.end();
        if (end && (sealed > 0 || dropped === null)) {
          await dropAnchor(folder, end);
          dropped = end.seq;
        }
      }
    } catch (thrown) {
      log.error("app.not-sealed", { why: explain(thrown) });
    }
    await clock.sleep(pause, signal).catch(() => undefined);
  }
}

/** `12:5c0e…`; null while nothing is sealed. It is kept beside the database first: what is told is known here too. */
export async function newestSeal({ seals }: Pick<Store, "seals">, folder: string): Promise<string | null> {
  const end = await seals.end();
  if (!end) return null;
  await dropAnchor(folder, end);
  return `${end.seq}:${end.hash}`;
}
