import type { Clock } from "../kernel/clock.ts";
import { asFault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { seconds } from "../kernel/units.ts";
import type { Database, Transaction } from "./database.ts";
import { blamesDisk } from "./sqlite-fault.ts";

/** Takes writings in order and does them later, so that a slow or full disk never holds up a call. */
export interface WriteQueue {
  /** `written`: it is on the disk. */
  put(what: string, write: (tx: Transaction) => Promise<void>, written?: () => void): void;
  /** When all that was put so far is on the disk, or could not be. Never throws. */
  flushed(): Promise<void>;
  /** Tries a last time; what can't be written then is lost, loudly. */
  close(): Promise<void>;
}

interface Waiting {
  readonly what: string;
  readonly write: (tx: Transaction) => Promise<void>;
  readonly written: (() => void) | undefined;
}

/** More than a day of calls; beyond it the oldest go. */
const LONGEST = 10_000;
/** Often enough that all is written within a minute of there being room. */
const AGAIN_AFTER = seconds(10);

/**
 * All that waits goes into one transaction, for each costs a flush of the disk. When the disk is to blame, everything
 * is kept and tried again with the next writing, or soon; the log says so once. A writing that is itself at fault is dropped.
 */
export function createWriteQueue(database: Database, log: Log, clock: Pick<Clock, "sleep">): WriteQueue {
  let waiting: Waiting[] = [];
  let working: Promise<void> | null = null;
  let failing = false;
  let trying = false;
  const closing = new AbortController();

  /** Whoever can't sleep tries again with the next writing alone. */
  async function tryAgainSoon(): Promise<void> {
    if (trying) return;
    trying = true;
    try {
      while (waiting.length > 0) {
        await clock.sleep(AGAIN_AFTER, closing.signal);
        await start();
      }
    } catch {
      return;
    } finally {
      trying = false;
    }
  }

  async function writeTogether(batch: readonly Waiting[]): Promise<void> {
    await database.transaction(async (tx) => {
      for (const { write } of batch) await write(tx);
    });
    if (failing) log.info("store.writes-again");
    failing = false;
    for (const { written } of batch) written?.();
  }

  async function writeEach(batch: readonly Waiting[]): Promise<void> {
    for (const [index, one] of batch.entries()) {
      try {
        await writeTogether([one]);
      } catch (thrown) {
        const fault = asFault(thrown, "store.failed");
        if (blamesDisk(fault)) return giveBack(batch.slice(index), fault);
        log.error("store.write-dropped", { what: one.what, fault });
      }
    }
  }

  function giveBack(batch: readonly Waiting[], fault: unknown): never {
    waiting = [...batch, ...waiting];
    if (waiting.length > LONGEST) waiting = waiting.slice(-LONGEST);
    if (!failing) log.error("store.cannot-write", { fault, waiting: waiting.length });
    failing = true;
    void tryAgainSoon();
    throw fault;
  }

  async function work(): Promise<void> {
    // What is put in the same turn goes together.
    await null;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await writeTogether(batch);
      } catch (thrown) {
        const fault = asFault(thrown, "store.failed");
        if (blamesDisk(fault)) giveBack(batch, fault);
        await writeEach(batch);
      }
    }
  }

  function start(): Promise<void> {
    working ??= work()
      // Said by `giveBack`; what waits is tried again with the next writing.
      .catch(() => undefined)
      .finally(() => {
        working = null;
      });
    return working;
  }

  return {
    put(what, write, written) {
      waiting.push({ what, write, written });
      void start();
    },
    async flushed() {
      await working;
      if (waiting.length > 0) await start();
    },
    async close() {
      closing.abort();
      await working;
      if (waiting.length > 0) await start();
      if (waiting.length > 0)
        log.error("store.writings-lost", {
          waiting: waiting.length,
          first: waiting.slice(0, 20).map(({ what }) => what),
        });
    },
  };
}
