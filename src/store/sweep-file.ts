import { createReadStream } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { Database, whenFree } from "./database.ts";

/** A checkpoint that waits for a reader keeps every writer waiting: no longer than this. Milliseconds. */
const PATIENCE_MS = 300;
const AGAIN_MS = 200;
const MOST_TRIALS = 50;
const VACUUM_MS = 10_000;

/**
 * What was deleted of a caller is not left lying in the file, nor in the log beside it. Deleted rows are overwritten, so
 * that there is no more to do than to bring the log into the file: whoever writes what a call leaves hardly waits. The
 * file is written anew only where something of these numbers is still in it, from releases that overwrote nothing.
 * Never fails.
 */
export async function sweepFile(file: string, forms: readonly string[], log: Log): Promise<void> {
  if (file === ":memory:") return;
  try {
    // A connection of its own: nobody else's patience is changed.
    const database = await Database.open(file);
    try {
      await emptyLog(database);
      if (!(await holds(file, forms))) return;
      await whenFree(() => database.script("VACUUM"), VACUUM_MS);
      await emptyLog(database);
    } finally {
      await database.close();
    }
  } catch (thrown) {
    log.warn("store.not-swept", { why: explain(thrown) });
  }
}

async function emptyLog(database: Database): Promise<void> {
  // The most of it while others write.
  await database.all("PRAGMA wal_checkpoint(PASSIVE)");
  await database.script(`PRAGMA busy_timeout = ${PATIENCE_MS}`);
  for (let trials = 0; trials < MOST_TRIALS; trials++) {
    const done = await database.get<{ busy: number }>("PRAGMA wal_checkpoint(TRUNCATE)");
    if (done?.busy === 0) return;
    await wait(AGAIN_MS);
  }
  throw new Error("the log was in use all the time");
}

/** Whether any of these is in it, read in parts: the file may be larger than the memory. */
async function holds(file: string, texts: readonly string[]): Promise<boolean> {
  const overlap = Math.max(...texts.map((text) => Buffer.byteLength(text))) - 1;
  let last = Buffer.alloc(0);
  for await (const part of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    const bytes = Buffer.concat([last, part as Buffer]);
    if (texts.some((text) => bytes.includes(text))) return true;
    last = bytes.subarray(Math.max(0, bytes.length - overlap));
  }
  return false;
}
