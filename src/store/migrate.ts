import { randomBytes } from "node:crypto";
import { chmod, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Fault } from "../kernel/fault.ts";
import { outdated } from "../kernel/outdated.ts";
import type { Instant } from "../kernel/units.ts";
import { timestamp } from "./call-id.ts";
import { type Database, whenFree } from "./database.ts";
import { office } from "./migrations/001-office.ts";
import { calls } from "./migrations/002-calls.ts";
import { announcements } from "./migrations/003-announcements.ts";
import { outboxAndJournal } from "./migrations/004-outbox-journal.ts";
import { users } from "./migrations/005-users.ts";
import { retention } from "./migrations/006-retention.ts";
import { quickLooks } from "./migrations/007-quick-looks.ts";
import { roles } from "./migrations/008-roles.ts";
import { workedHolidays } from "./migrations/009-worked-holidays.ts";
import { everyNumber } from "./migrations/010-every-number.ts";
import { wholeSounds } from "./migrations/011-whole-sounds.ts";
import { numberForms } from "./migrations/014-number-forms.ts";
import { movableFolder } from "./migrations/017-movable-folder.ts";
import { clockDoubt } from "./migrations/018-clock-doubt.ts";
import { needs } from "./migrations/020-needs.ts";
import { asks } from "./migrations/023-asks.ts";
import { datedHours } from "./migrations/025-dated-hours.ts";
import { closuresSay } from "./migrations/026-closures-say.ts";
import { keptWords } from "./migrations/027-kept-words.ts";
import { seals } from "./migrations/029-seals.ts";
import { alarms } from "./migrations/032-alarms.ts";
import { knownClients } from "./migrations/033-known-clients.ts";
import { logbook } from "./migrations/034-logbook.ts";
import { takeUps } from "./migrations/035-take-ups.ts";
import { ownAnnouncements } from "./migrations/037-own-announcements.ts";
import { sealBreaks } from "./migrations/038-seal-breaks.ts";
import { texts } from "./migrations/039-texts.ts";
import { phonePins } from "./migrations/040-phone-pins.ts";
import { waiting } from "./migrations/041-waiting.ts";
import { sims } from "./migrations/042-sims.ts";
import { textsRead } from "./migrations/044-texts-read.ts";

/** In the order of their numbers: the version of a database is how many of them it has seen. Never edit one; add one. */
export const migrations: readonly string[] = [
  office,
  calls,
  announcements,
  outboxAndJournal,
  users,
  retention,
  quickLooks,
  roles,
  workedHolidays,
  everyNumber,
  wholeSounds,
  numberForms,
  movableFolder,
  clockDoubt,
  needs,
  knownClients,
  datedHours,
  alarms,
  closuresSay,
  seals,
  asks,
  keptWords,
  takeUps,
  sealBreaks,
  logbook,
  ownAnnouncements,
  phonePins,
  texts,
  sims,
  textsRead,
  waiting,
];

export async function version(database: Database): Promise<number> {
  return (await database.get<{ user_version: number }>("PRAGMA user_version"))?.user_version ?? 0;
}

export interface Migration {
  readonly from: number;
  readonly to: number;
  /** Where the database was copied to before. Null for one just created. */
  readonly backup: string | null;
}

/**
 * Brings the database to this release, each step whole or not at all. Null when there was nothing to do.
 * Faults: `store.newer` when a newer release wrote it; it is left as it is.
 */
export async function migrate(
  database: Database,
  file: string,
  now: Instant,
  steps: readonly string[] = migrations,
): Promise<Migration | null> {
  const from = await version(database);
  if (from > steps.length)
    throw new Fault(
      "store.newer",
      `The database ${file} was written by a newer release (its version is ${from}, this release knows ${steps.length}); install that release, or restore an older copy`,
    );
  if (from === steps.length) return null;
  const backup = from === 0 ? null : `${file}.version-${from}-${timestamp(now)}`;
  if (backup) {
    await copyTo(database, from, backup);
    await keepLatest(file, basename(backup), now);
  }
  for (const [index, sql] of steps.entries()) if (index >= from) await step(database, index, sql);
  return { from, to: steps.length, backup };
}

/** Another process may bring the same database here: each step is taken by whoever locks the file first. */
async function step(database: Database, index: number, sql: string): Promise<void> {
  await whenFree(() => database.script("BEGIN IMMEDIATE"), STEP_MS);
  try {
    if ((await version(database)) === index) await database.script(`${sql}\nPRAGMA user_version = ${index + 1};`);
    await database.script("COMMIT");
  } catch (thrown) {
    await database.script("ROLLBACK").catch(() => undefined);
    throw thrown;
  }
}

/** How long a step of another process may take: that of a database of years on a slow card. Milliseconds. */
const STEP_MS = 120_000;

/** There whole or not at all; for its owner alone. Of two processes that make it at once, either's is as good. */
async function copyTo(database: Database, from: number, backup: string): Promise<void> {
  const part = `${backup}.${process.pid}-${randomBytes(3).toString("hex")}.part`;
  try {
    await whenFree(() => database.run("VACUUM INTO ?", [part]), STEP_MS);
    await chmod(part, 0o600);
    // Another process has gone on meanwhile: it made a copy of what was.
    if ((await version(database)) === from) await rename(part, backup);
  } finally {
    await rm(part, { force: true });
  }
}

/** Copies made before migrations: more than these would fill a small disk in some years of releases. */
const KEPT = 3;

/** By the stamps in their names. One that can't be removed stays: the start must not fail for it. */
async function keepLatest(file: string, made: string, now: Instant): Promise<void> {
  const stampOf = (name: string): string =>
    name.startsWith(`${basename(file)}.version-`) ? (/\.version-\d+-(\d{8}-\d{6})$/.exec(name)?.[1] ?? "") : "";
  const copies = (await readdir(dirname(file))).filter((name) => stampOf(name) !== "");
  for (const name of outdated(copies, { stampOf, made, now, kept: KEPT }))
    await rm(join(dirname(file), name), { force: true }).catch(() => undefined);
}
