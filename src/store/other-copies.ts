import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { Database, type Transaction } from "./database.ts";
import { forgetMentions } from "./forget-mentions.ts";
import type { Named } from "./mentions.ts";
import { untrimmedOf } from "./message-files.ts";

interface Where {
  readonly file: string;
  readonly folder: string;
  readonly log: Log;
}

/**
 * Has a caller forgotten in what was set aside: databases of before a release, of before a restore, damaged ones; and
 * in transcripts of lines. A copy that can't be cleared is deleted: it is the caller's more than the office's.
 * How many files were cleared or deleted.
 */
export async function forgetInCopies({ file, folder, log }: Where, named: Named): Promise<number> {
  if (file === ":memory:") return 0;
  const { forms } = named;
  let count = 0;
  for (const copy of await copiesOf(file, folder)) count += await cleared(copy, named, log);
  const digits = forms.map((form) => form.replace("+", ""));
  for (const path of await transcriptsOf(folder)) {
    const text = await readFile(path, "latin1").catch(() => "");
    if (!digits.some((form) => text.includes(form))) continue;
    await rm(path, { force: true });
    count++;
  }
  return count + (await withoutBackups(folder));
}

/** What was packed can't be cleared: one that waits to be fetched goes. */
async function withoutBackups(folder: string): Promise<number> {
  const made = (await namesIn(join(folder, "backups"))).map((name) => join(folder, "backups", name));
  for (const each of made) await rm(each, { recursive: true, force: true });
  return made.length;
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

/** By the names that releases and restores give them; without the files that belong to one (`-wal`, `-shm`). */
async function copiesOf(file: string, folder: string): Promise<string[]> {
  const name = basename(file);
  const beside = (await namesIn(dirname(file)))
    .filter((each) => each.startsWith(`${name}.version-`) || each.startsWith(`${name}.corrupt-`))
    .filter((each) => !/-(wal|shm|journal)$/.test(each))
    .map((each) => join(dirname(file), each));
  const restored = (await namesIn(folder))
    .filter((each) => each.startsWith("before-restore-"))
    .map((each) => join(folder, each, name));
  return [...beside, ...restored];
}

async function transcriptsOf(folder: string): Promise<string[]> {
  const all = [
    folder,
    ...(await namesIn(folder)).filter((each) => each.startsWith("before-restore-")).map((each) => join(folder, each)),
  ];
  const names = await Promise.all(
    all.map(async (each) => (await namesIn(join(each, "transcripts"))).map((name) => join(each, "transcripts", name))),
  );
  return names.flat();
}

/** 1 when there was something of the caller in it. */
async function cleared(copy: string, named: Named, log: Log): Promise<number> {
  const { forms } = named;
  const files = [copy, `${copy}-wal`, `${copy}-shm`];
  if (!(await holds(files, forms))) return 0;
  try {
    const sounds = await clear(copy, named);
    for (const id of sounds)
      for (const name of [id, untrimmedOf(id)])
        await rm(join(dirname(copy), "messages", `${name}.wav`), { force: true });
    await clearSnapshot(join(dirname(copy), "office.json"), copy.includes("before-restore-"), forms);
    if (await holds(files, forms)) throw new Error("something of it is left");
  } catch (thrown) {
    log.warn("store.copy-deleted", { copy, why: explain(thrown) });
    for (const each of files) await rm(each, { force: true });
  }
  return 1;
}

async function holds(files: readonly string[], forms: readonly string[]): Promise<boolean> {
  for (const each of files) {
    const bytes = await readFile(each).catch(() => null);
    if (bytes && forms.some((form) => bytes.includes(form))) return true;
  }
  return false;
}

/** Of whatever release it is: what it has not is left out. Ids of the messages that go. */
async function clear(copy: string, named: Named): Promise<string[]> {
  const { forms } = named;
  const database = await Database.open(copy);
  try {
    const numbers = JSON.stringify(forms);
    const ids = "SELECT id FROM call WHERE caller_number IN (SELECT value FROM json_each(?))";
    const messages = await database.all<{ id: string }>(`SELECT id FROM message WHERE call IN (${ids})`, [numbers]);
    await database.transaction(async (tx) => {
      for (const trigger of ["journal_no_delete", "journal_no_update", "journal_no_replace"])
        await tx.run(`DROP TRIGGER IF EXISTS ${trigger}`);
      await tx.run("DELETE FROM outbox");
      await tx.run(`DELETE FROM step WHERE call IN (${ids})`, [numbers]);
      await tx.run(`DELETE FROM message WHERE call IN (${ids})`, [numbers]);
      for (const form of forms) await tx.run("DELETE FROM journal WHERE instr(before, ?1) OR instr(after, ?1)", [form]);
      for (const list of ["known_caller", "blocked_number"])
        await tx.run(`DELETE FROM ${list} WHERE number IN (SELECT value FROM json_each(?))`, [numbers]);
      await deleteOtherNumbers(tx, forms);
      await clearNeeds(tx, ids, numbers);
      await clearLogbook(tx, ids, numbers);
      if (await tx.get("SELECT 1 FROM sqlite_schema WHERE name = 'text'"))
        await tx.run("DELETE FROM text WHERE number IN (SELECT value FROM json_each(?))", [numbers]);
      await forgetMentions((work) => work(tx), named);
      await tx.run(
        "UPDATE call SET caller_number = NULL, caller_name = NULL, plan = NULL WHERE caller_number IN (SELECT value FROM json_each(?))",
        [numbers],
      );
    });
    await database.script("VACUUM");
    await database.script("PRAGMA wal_checkpoint(TRUNCATE)");
    return messages.map(({ id }) => id);
  } finally {
    await database.close();
  }
}

/** What was owed to them, with what was noted of it; older releases have none. */
async function clearNeeds(tx: Transaction, ids: string, numbers: string): Promise<void> {
  if (!(await tx.get("SELECT 1 FROM sqlite_schema WHERE name = 'need'"))) return;
  await tx.run(`DELETE FROM need_event WHERE need IN (SELECT need FROM need_call WHERE call IN (${ids}))`, [numbers]);
  await tx.run(
    `UPDATE need SET caller = NULL, number = NULL, name = NULL
     WHERE id IN (SELECT need FROM need_call WHERE call IN (${ids.replace("?", "?1")}))
       OR number IN (SELECT value FROM json_each(?1)) OR caller IN (SELECT value FROM json_each(?1))`,
    [numbers],
  );
}

/** What was written of their calls; older releases have no logbook. Of what names them freely, all of it. */
async function clearLogbook(tx: Transaction, ids: string, numbers: string): Promise<void> {
  if (!(await tx.get("SELECT 1 FROM sqlite_schema WHERE name = 'logbook_words'"))) return;
  await tx.run("DROP TRIGGER IF EXISTS logbook_words_no_delete");
  await tx.run(
    `DELETE FROM logbook_words WHERE entry IN (SELECT id FROM logbook WHERE kind IN ('free', 'came') OR call IN (${ids}))`,
    [numbers],
  );
}

/** A client who is known by the number among others, or for whom somebody calls from it; older releases know none. */
async function deleteOtherNumbers(tx: Transaction, forms: readonly string[]): Promise<void> {
  const columns = await tx.all<{ name: string }>("SELECT name FROM pragma_table_info('known_caller')");
  for (const column of ["other_numbers", "relatives"].filter((each) => columns.some(({ name }) => name === each)))
    for (const form of forms)
      await tx.run(`DELETE FROM known_caller WHERE instr(coalesce(${column}, ''), ?)`, [JSON.stringify(form)]);
}

/** The office beside a database that a restore put aside. */
async function clearSnapshot(path: string, isOld: boolean, forms: readonly string[]): Promise<void> {
  if (!isOld) return;
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null || !forms.some((form) => text.includes(form))) return;
  const office = JSON.parse(text) as { callers?: unknown[]; blocked?: string[] };
  const next = {
    ...office,
    callers: office.callers?.filter((entry) => !forms.some((form) => JSON.stringify(entry).includes(form))),
    blocked: office.blocked?.filter((number) => !forms.includes(number)),
  };
  await writeFile(path, JSON.stringify(next, null, 2), { mode: 0o600 });
}
