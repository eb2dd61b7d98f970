import { existsSync } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import type { Clock } from "../kernel/clock.ts";
import { asFault, Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { timestamp } from "./call-id.ts";
import { Database, type DatabaseOptions } from "./database.ts";
import { migrate } from "./migrate.ts";
import { type Rescued, rescue } from "./rescue.ts";
import { storeFault } from "./sqlite-fault.ts";

interface OpenWritable extends DatabaseOptions {
  readonly file: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly rescue?: boolean;
}

/** The database, of this release's version and sound as far as could be checked quickly; and what was wrong with it. */
export async function openWritable(
  options: OpenWritable,
): Promise<{ readonly database: Database; readonly trouble: Fault | null }> {
  const { log } = options;
  try {
    return { database: await openSound(options), trouble: null };
  } catch (thrown) {
    const fault = asFault(thrown, "store.failed");
    if (fault.code !== "store.corrupt" || options.rescue === false) throw fault;
    const { database, trouble } = await startAfresh(options, fault);
    log.error("store.corrupt", { fault: trouble });
    return { database, trouble };
  }
}

async function openSound(options: OpenWritable): Promise<Database> {
  const { file, clock, log } = options;
  const suspect = options.rescue !== false && (await isSuspect(file));
  await beginPrivate(file);
  const database = await Database.open(file, options);
  try {
    if (suspect) await check(database);
    await rm(damageMark(file), { force: true });
    const migration = await migrate(database, file, clock.now());
    if (migration) log.info("store.migrated", { ...migration });
    // A disk that can only be read is found now rather than in the first call.
    await database.transaction(async () => undefined);
    return database;
  } catch (thrown) {
    await database.close().catch(() => undefined);
    throw thrown;
  }
}

/** SQLite would let everybody on the machine read a new one; what it keeps beside a file is as readable as that file. */
async function beginPrivate(file: string): Promise<void> {
  if (file === ":memory:") return;
  const begun = await open(file, "a", 0o600).catch((thrown) => {
    throw storeFault(thrown);
  });
  await begun.close();
}

/** Says, to the next start, that the file was found damaged. */
export const damageMark = (file: string): string => `${file}.damaged`;

/**
 * Checking all of a large file takes a second, so it is done only where something happened. A clean close removes the
 * WAL: one that is there tells of a crash (or of another process at work).
 */
async function isSuspect(file: string): Promise<boolean> {
  return (await sizeOf(`${file}-wal`)) > 0 || existsSync(damageMark(file));
}

async function check(database: Database): Promise<void> {
  const [first] = await database.all<{ quick_check: string }>("PRAGMA quick_check(1)");
  if (first && first.quick_check !== "ok")
    throw new Fault("store.corrupt", `The database is damaged: ${first.quick_check}`);
}

/** Never deletes: the damaged files stay, under a name that says when. */
async function startAfresh(options: OpenWritable, cause: Fault): Promise<{ database: Database; trouble: Fault }> {
  const { file, clock, log } = options;
  const aside = `${file}.corrupt-${timestamp(clock.now())}`;
  for (const ending of ["", "-wal"])
    await rename(file + ending, aside + ending).catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code !== "ENOENT") throw asFault(thrown, "store.read-only");
    });
  // Shared memory of the WAL is made anew by whoever opens it.
  await rename(`${file}-shm`, `${aside}-shm`).catch(() => undefined);
  await rm(damageMark(file), { force: true });
  const database = await openSound(options);
  const rescued = await rescue(aside, file, database).catch((thrown): Rescued => {
    log.error("store.rescue-failed", { fault: asFault(thrown, "store.failed") });
    return { rows: {}, lost: [] };
  });
  return { database, trouble: new Fault("store.corrupt", sentence(aside, rescued), cause) };
}

function sentence(aside: string, { rows, lost }: Rescued): string {
  const saved = Object.entries(rows).filter(([, count]) => count > 0);
  const what =
    saved.length === 0
      ? "nothing in it could be read"
      : `saved: ${saved.map(([name, n]) => `${n} ${name}`).join(", ")}`;
  const damaged = lost.length === 0 ? "" : `; not all could be read of: ${lost.join(", ")}`;
  return `The database was damaged and a new one was begun; ${what}${damaged}. The damaged one is kept as ${aside}`;
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );
