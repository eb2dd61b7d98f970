import { asFault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { Database, Transaction } from "./database.ts";
import { blamesDisk } from "./sqlite-fault.ts";

/** Takes writings in order and does them later, so that a slow or full disk never holds up a call. */
export interface WriteQueue {
  put(what: string, write: (tx: Transaction) => Promise<void>): void;
  /** When all that was put so far is on the disk, or could not be. Never throws. */
  flushed(): Promise<void>;
}

interface Waiting {
  readonly what: string;
  readonly write: (tx: Transaction) => Promise<void>;
}

/** More than a day of calls; beyond it the oldest go. */
const LONGEST = 10_000;

/**
 * All that waits goes into one transaction, for each costs a flush of the disk. When the disk is to blame, everything
 * is kept and tried again with the next writing; the log says so once. A writing that is itself at fault is dropped.
 */
export function createWriteQueue(database: Database, log: Log): WriteQueue {
  let waiting: Waiting[] = [];
  let working: Promise<void> | null = null;
  let failing = false;

  async function writeTogether(batch: readonly Waiting[]): Promise<void> {
    await database.transaction(async (tx) => {
      for (const { write } of batch) await write(tx);
    });
    if (failing) log.info("store.writes-again");
    failing = false;
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
    put(what, write) {
      waiting.push({ what, write });
      void start();
    },
    async flushed() {
      await working;
      if (waiting.length > 0) await start();
    },
  };
}
