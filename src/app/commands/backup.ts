import { access, constants, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { MADE } from "../../backup/backups.ts";
import { checkBackup, type Summary } from "../../backup/check-backup.ts";
import { makeBackup } from "../../backup/make-backup.ts";
import { finishSwap, swap } from "../../backup/swap.ts";
import { systemClock } from "../../kernel/clock.ts";
import { Fault } from "../../kernel/fault.ts";
import { signCopy } from "../../store/prepare-copy.ts";
import { checkConfigText } from "../config.ts";
import { lockAll } from "../instance-lock.ts";
import { dataFolder, inside, releaseName } from "../paths.ts";
import { type CommonOptions, operator, print, wallClock, withStore } from "../terminal.ts";

interface BackupOptions extends CommonOptions {
  readonly passwordFile?: string;
}

interface RestoreOptions extends BackupOptions {
  readonly dryRun?: boolean;
}

/** Where it is unpacked: not where the page of a running appliance does. */
const STAGED = "restore-by-command";

/** Writes all that the appliance has into one file; it may be at work. */
export async function backup(file: string, options: BackupOptions): Promise<void> {
  const folder = dataFolder(options.data);
  const password = await readPassword(options);
  const now = systemClock.now();
  const release = await releaseName();
  await withStore(options, async (store) => {
    const made = await makeBackup({ folder, into: resolve(file), password, release, now });
    const { size, encrypted } = made;
    await store.journal.add({ by: operator(), what: MADE, before: null, after: { size, encrypted } });
    print(options, { file, ...made }, () => [
      `Written to ${file}: ${Math.ceil(size / 1e6)} MB, ${sayContents(made)}${encrypted ? ", encrypted" : ""}.`,
    ]);
  });
}

/** Puts a backup in the place of what is there, when it is sound in every part; the appliance must not run. */
export async function restore(file: string, options: RestoreOptions): Promise<void> {
  const folder = dataFolder(options.data);
  const password = await readPassword(options);
  await access(file, constants.R_OK).catch((thrown) => {
    throw new Fault("app.no-file", `${file} can't be read.`, thrown);
  });
  const now = systemClock.now();
  const unlock = await lockAll(folder);
  try {
    await finishSwap(folder);
    const staged = join(folder, STAGED);
    const summary = await checkBackup({
      file: resolve(file),
      password,
      folder,
      staged,
      now,
      checkConfig: checkConfigText,
    });
    if (options.dryRun) {
      await rm(staged, { recursive: true, force: true });
      print(options, { restored: false, ...summary }, () => [`Can be restored: ${saySummary(summary)}`]);
      return;
    }
    const { madeAt, office, contents } = summary;
    const entry = { at: now, by: operator(), madeAt, folder, after: { file, madeAt, office, ...contents } };
    await signCopy(inside(staged).database, entry);
    const aside = await swap({ folder, staged: STAGED, now, config: true });
    print(options, { restored: true, aside, ...summary }, () => [
      `Restored: ${saySummary(summary)}`,
      `What was there before is kept in ${aside}`,
    ]);
  } finally {
    await unlock();
  }
}

const sayContents = ({ contents }: Pick<Summary, "contents">): string =>
  `${contents.calls} calls, ${contents.messages} messages, ${contents.announcements} recorded announcements, ${contents.users} users`;

const saySummary = (summary: Summary): string =>
  `${summary.office ?? "no office"}, as it was at ${wallClock(summary.madeAt, "UTC")} UTC: ${sayContents(summary)}.`;

/** The first line of the file: a password at the command itself would be seen by everybody on the machine. */
async function readPassword({ passwordFile }: BackupOptions): Promise<string | null> {
  if (passwordFile === undefined) return null;
  const text = await readFile(passwordFile, "utf8").catch((thrown) => {
    throw new Fault("app.no-file", `${passwordFile} can't be read.`, thrown);
  });
  const password = text.split(/\r?\n/)[0] ?? "";
  if (password === "") throw new Fault("app.no-password", `There is no password in ${passwordFile}.`);
  return password;
}
