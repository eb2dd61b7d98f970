import { rm } from "node:fs/promises";
import { join } from "node:path";
import { asFault, explain, Fault } from "../kernel/fault.ts";
import { type Instant, minutes } from "../kernel/units.ts";
import { timestamp } from "../store/call-id.ts";
import type { Contents } from "../store/copy-database.ts";
import { makeBackup } from "./make-backup.ts";
import type { BackupsParts } from "./parts.ts";
import { createRestore, type Restore } from "./restore.ts";

/** A backup that can be downloaded. */
export interface Ready {
  readonly name: string;
  readonly path: string;
  readonly size: number;
  readonly encrypted: boolean;
  readonly at: Instant;
  readonly contents: Contents;
}

export interface Making {
  readonly bytes: number;
  readonly total: number;
}

/** Backups of a running appliance: one is made at a time, and one restored. */
export interface Backups {
  /** Null when none is being made. */
  readonly making: () => Making | null;
  readonly ready: () => Ready | null;
  /** Why the last one was not made. */
  readonly failed: () => Fault | null;
  /** When the last one was made, by whom and how large it was; null when nobody ever made one. */
  last(): Promise<{ readonly at: Instant; readonly by: string } | null>;
  /** Begins; `making` tells how far it is. Faults: `backup.busy`. */
  make(by: string, password: string | null): void;
  readonly restore: Restore;
  /** Ends what is under way. */
  close(): Promise<void>;
}

export const MADE = "backup.make";
/** How long one can be downloaded: it takes as much of the disk as all that it holds. */
const READY_FOR = minutes(60);

export async function openBackups(parts: BackupsParts): Promise<Backups> {
  const { folder, store, clock, log } = parts;
  const shelf = join(folder, "backups");
  const closing = new AbortController();
  const restore = await createRestore(parts, closing.signal);
  let making: Making | null = null;
  let ready: Ready | null = null;
  let failed: Fault | null = null;
  let work: Promise<void> = Promise.resolve();

  const clear = async (): Promise<void> => {
    ready = null;
    await rm(shelf, { recursive: true, force: true });
  };
  // Of the house before: nobody can ask for it any more.
  await clear().catch((thrown) => log.warn("backup.not-cleared", { why: explain(thrown) }));

  async function make(by: string, password: string | null): Promise<void> {
    await clear();
    const at = clock.now();
    const name = `permanence-${timestamp(at)}.tar${password === null ? "" : ".age"}`;
    const path = join(shelf, name);
    const { size, encrypted, contents } = await makeBackup({
      folder,
      into: path,
      password,
      release: parts.release,
      now: at,
      signal: closing.signal,
      ...(parts.work !== undefined && { work: parts.work }),
      progress: (bytes, total) => {
        making = { bytes, total };
      },
    });
    await store.journal.add({ by, what: MADE, before: null, after: { size, encrypted } });
    const made: Ready = { name, path, size, encrypted, at, contents };
    ready = made;
    void clock.sleep(READY_FOR, closing.signal).then(
      () => (ready === made ? clear() : undefined),
      () => undefined,
    );
  }

  return {
    restore,
    making: () => making,
    ready: () => ready,
    failed: () => failed,
    async last() {
      const [entry] = await store.journal.list({ what: MADE, limit: 1 });
      return entry ? { at: entry.at, by: entry.by } : null;
    },
    make(by, password) {
      if (making || restore.isBusy()) throw new Fault("backup.busy", "A backup is being made or restored already");
      making = { bytes: 0, total: 0 };
      failed = null;
      work = make(by, password)
        .catch((thrown) => {
          failed = asFault(thrown, "backup.failed");
          log.warn("backup.not-made", { why: explain(thrown) });
        })
        .finally(() => {
          making = null;
        });
    },
    async close() {
      closing.abort();
      await Promise.all([work, restore.settled()]);
    },
  };
}
