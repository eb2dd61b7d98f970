import { chmod, rm } from "node:fs/promises";
import { Fault } from "../kernel/fault.ts";
import type { Instant } from "../kernel/units.ts";
import { Database, type Reading } from "./database.ts";
import { untrimmedOf } from "./message-files.ts";
import { version } from "./migrate.ts";
import { isSet, loadOffice } from "./office-tables.ts";

/** How much there is of what an office would miss. */
export interface Contents {
  readonly calls: number;
  readonly messages: number;
  /** Recorded versions of announcements. */
  readonly announcements: number;
  readonly users: number;
}

/** One moment of a database in a file of its own, and the files of sound that its rows name. */
export interface DatabaseCopy {
  readonly schema: number;
  /** Of the office; null where none was ever written. */
  readonly office: string | null;
  readonly contents: Contents;
  /** Names of the recordings of messages that were there, and of the sounds that they were trimmed from. */
  readonly messages: readonly string[];
  /** Paths of recorded announcements, as the rows have them. */
  readonly announcements: readonly string[];
}

/**
 * Copies a database that may be in use, without the sessions. A connection of its own: whoever reads or writes
 * meanwhile waits for nothing. Faults: those of the disk.
 */
export async function copyDatabase(file: string, into: string): Promise<DatabaseCopy> {
  await removeDatabase(into);
  const source = await Database.open(file);
  try {
    await source.run("VACUUM INTO ?", [into]);
    await chmod(into, 0o600);
  } finally {
    await source.close();
  }
  const copy = await Database.open(into);
  try {
    // What is deleted is overwritten: a copy is carried around.
    await copy.script("PRAGMA secure_delete = ON");
    await copy.script("DELETE FROM session");
    const ids = await copy.all<{ id: string; untrimmed: number | null }>(
      "SELECT id, untrimmed FROM message WHERE file_missing = 0 ORDER BY id",
    );
    return {
      schema: await version(copy),
      office: (await isSet(copy)) ? (await loadOffice(copy)).name : null,
      contents: await countContents(copy),
      messages: ids.flatMap(({ id, untrimmed }) => (untrimmed === null ? [id] : [id, untrimmedOf(id)])),
      announcements: await recordedFiles(copy),
    };
  } finally {
    await copy.close();
  }
}

export async function countContents(from: Reading): Promise<Contents> {
  const row = await from.get<Contents>(
    `SELECT (SELECT count(*) FROM call) AS calls, (SELECT count(*) FROM message) AS messages,
       (SELECT count(*) FROM announcement WHERE origin = 'recorded') AS announcements,
       (SELECT count(*) FROM user) AS users`,
  );
  if (!row) throw new Fault("store.failed", "The rows of the database could not be counted");
  return row;
}

async function recordedFiles(from: Reading): Promise<string[]> {
  const rows = await from.all<{ file: string }>(
    "SELECT DISTINCT file FROM announcement WHERE origin = 'recorded' AND file <> '' ORDER BY file",
  );
  return rows.map(({ file }) => file);
}

/** A database with what SQLite keeps beside it. */
export async function removeDatabase(file: string): Promise<void> {
  for (const ending of ["", "-wal", "-shm", "-journal"]) await rm(file + ending, { force: true });
}

/** What came after an instant. */
export async function countSince(file: string, at: Instant): Promise<Pick<Contents, "calls" | "messages">> {
  const database = await Database.open(file);
  try {
    const row = await database.get<Pick<Contents, "calls" | "messages">>(
      "SELECT (SELECT count(*) FROM call WHERE at > ?) AS calls, (SELECT count(*) FROM message WHERE at > ?) AS messages",
      [at, at],
    );
    return row ?? { calls: 0, messages: 0 };
  } finally {
    await database.close();
  }
}
