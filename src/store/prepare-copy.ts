import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Office, office } from "../duty/office.ts";
import { explain, Fault } from "../kernel/fault.ts";
import { type Instant, instant } from "../kernel/units.ts";
import { type Contents, countContents } from "./copy-database.ts";
import { Database } from "./database.ts";
import { migrate } from "./migrate.ts";
import { isSet, loadOffice } from "./office-tables.ts";
import type { Anchor } from "./seal-anchors.ts";
import { endOfChain, sealBreak } from "./seal-break.ts";
import { sealEntry } from "./seal-chain.ts";

export interface PrepareCopy {
  /** The copy, in a folder of its own that only this process knows. */
  readonly file: string;
  /** Recordings that came with it, by id. */
  readonly messages: ReadonlySet<string>;
  readonly now: Instant;
}

export interface PreparedCopy {
  readonly office: Office | null;
  readonly contents: Contents;
  /** Letters that waited in it. They may have been delivered since: none of them is sent. */
  readonly unsent: number;
}

/** Why a letter of a restored database is not sent; kept with it. */
const NOT_SENT = "Not sent: it waited when the backup was made, and may have been delivered since";

/**
 * Holds a copy to be what this release can run on, and brings it there: sound, of this release's schema, with an
 * office that can be read. Nobody is signed in afterwards, and no letter of it is sent again.
 * Faults: `store.corrupt`, `store.newer`, `store.bad-snapshot` for an office that can't be used.
 */
export async function prepareCopy({ file, messages, now }: PrepareCopy): Promise<PreparedCopy> {
  const database = await Database.open(file);
  try {
    await check(database);
    await migrate(database, file, now);
    await compareTables(database);
    const prepared = await database.transaction(async (tx) => {
      await tx.run("DELETE FROM session");
      const rows = await tx.all<{ id: string; file_missing: number }>("SELECT id, file_missing FROM message");
      for (const { id, file_missing } of rows)
        if ((file_missing === 0) !== messages.has(id))
          await tx.run("UPDATE message SET file_missing = ? WHERE id = ?", [!messages.has(id), id]);
      // Nothing in it leads out of the folder.
      const recorded = await tx.all<{ id: number; file: string }>("SELECT id, file FROM announcement WHERE file <> ''");
      for (const { id, file } of recorded)
        await tx.run("UPDATE announcement SET file = ? WHERE id = ?", [`announcements/${basename(file)}`, id]);
      const { changes } = await tx.run(
        "UPDATE outbox SET delivered_at = ?, last_error = ? WHERE delivered_at IS NULL",
        [now, NOT_SENT],
      );
      return { contents: await countContents(tx), unsent: changes };
    });
    return { office: await readOffice(database), ...prepared };
  } finally {
    await database.close();
    // A migration keeps a copy of what was; the backup itself is that copy.
    for (const name of await readdir(dirname(file)))
      if (name.startsWith(`${basename(file)}.`)) await rm(join(dirname(file), name), { force: true });
  }
}

async function check(database: Database): Promise<void> {
  const [first] = await database.all<{ integrity_check: string }>("PRAGMA integrity_check(1)");
  if (first?.integrity_check !== "ok")
    throw new Fault("store.corrupt", `The database is damaged: ${first?.integrity_check ?? "it can't be read"}`);
  const orphans = await database.all("PRAGMA foreign_key_check");
  if (orphans.length > 0) throw new Fault("store.corrupt", "The database is damaged: rows name others that are gone");
}

/** Nothing in it acts by itself: the same tables and triggers as in a database that this release makes. */
async function compareTables(database: Database): Promise<void> {
  const schema = (of: Database) =>
    of.all("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY type, name");
  const fresh = await Database.open(":memory:");
  try {
    await migrate(fresh, ":memory:", instant(0));
    if (!isDeepStrictEqual(await schema(database), await schema(fresh)))
      throw new Fault("store.corrupt", "The database has other tables than this release makes");
  } finally {
    await fresh.close();
  }
}

async function readOffice(database: Database): Promise<Office | null> {
  if (!(await isSet(database))) return null;
  const parsed = office.safeParse(await loadOffice(database).catch((thrown) => explain(thrown)));
  if (parsed.success) return parsed.data;
  throw new Fault("store.bad-snapshot", "The office in the database can't be read", parsed.error);
}

/** Writes into a prepared copy who put it in place of what, and into its chain where that goes on from. */
export async function signCopy(
  file: string,
  entry: {
    readonly at: Instant;
    readonly by: string;
    /** Of the backup. */
    readonly madeAt: Instant;
    readonly after: unknown;
    /** The data folder that it is put in place in. */
    readonly folder: string;
  },
): Promise<void> {
  const { at, by, madeAt, folder } = entry;
  const end = await endIn(join(folder, "permanence.db"));
  const database = await Database.open(file);
  try {
    await database.transaction(async (tx) => {
      const id = await tx.insert("journal", {
        at,
        by,
        what: "backup.restore",
        before: "null",
        after: JSON.stringify(entry.after),
      });
      await sealEntry(tx, id);
      await sealBreak(tx, at, { why: "restore", by, madeAt, folder, end });
    });
  } finally {
    await database.close();
  }
}

/** Of a database that may be damaged or not there: then nothing is known of its end. */
async function endIn(file: string): Promise<Anchor | null> {
  if (!existsSync(file)) return null;
  try {
    const database = await Database.open(file);
    return await endOfChain(database).finally(() => database.close());
  } catch {
    return null;
  }
}
