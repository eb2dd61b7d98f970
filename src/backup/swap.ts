import { existsSync } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { outdated } from "../kernel/outdated.ts";
import { type Instant, instant } from "../kernel/units.ts";
import { instantOf, timestamp } from "../store/call-id.ts";
import { syncFolder } from "../store/sync-folder.ts";
import { CONFIG, DATABASE } from "./format.ts";

/**
 * Puts an unpacked backup in the place of what is there, by renaming. What is to be done is written down first, and the
 * backup is on the disk by then: whatever cuts it off before leaves the old, and whatever does after is finished at the
 * next start. What was there is kept.
 */

const JOURNAL = "restore.json";
const ASIDE = "before-restore-";
/** How many of what was there before are kept: the last, and one more for whoever restored the wrong one first. */
const KEPT = 2;

const plan = z.strictObject({
  staged: z.string().regex(/^restore[\w/-]*$/),
  aside: z.string().regex(/^before-restore-[\d-]+$/),
  /** Put in place from `staged`. */
  replaced: z.array(z.string().regex(/^[\w.-]+$/)),
  /** Belongs to what was there before, and goes with it. */
  removed: z.array(z.string().regex(/^[\w.-]+$/)),
});
type Plan = z.infer<typeof plan>;

export interface Swap {
  readonly folder: string;
  /** The folder in it with the unpacked backup. */
  readonly staged: string;
  readonly now: Instant;
  /** Whether the technician's settings are replaced too, where the backup has any. */
  readonly config: boolean;
}

/** With nobody at work on the folder. Where the old is now. Faults: those of the disk. */
export async function swap({ folder, staged, now, config }: Swap): Promise<string> {
  const withConfig = config && existsSync(join(folder, staged, CONFIG));
  const next: Plan = {
    staged,
    aside: freeName(folder, now),
    replaced: [DATABASE, "messages", "announcements", ...(withConfig ? [CONFIG] : [])],
    removed: [
      ...["-wal", "-shm", ".damaged"].map((ending) => DATABASE + ending),
      ...["office.json", ...(withConfig ? [`${CONFIG}.last-good`] : [])],
    ],
  };
  for (const name of next.replaced)
    if (!existsSync(join(folder, staged, name))) throw new Fault("backup.not-staged", `${name} was not unpacked`);
  for (const each of ["messages", "announcements", "."]) await syncFolder(join(folder, staged, each));
  await writeDown(folder, next);
  await finishSwap(folder);
  return join(folder, next.aside);
}

/** Two in one second are two all the same. */
function freeName(folder: string, now: Instant): string {
  const name = `${ASIDE}${timestamp(now)}`;
  for (let n = 1; ; n++) {
    const free = n === 1 ? name : `${name}-${n}`;
    if (!existsSync(join(folder, free))) return free;
  }
}

/** Whether a swap was cut off. */
export const isSwapping = (folder: string): boolean => existsSync(join(folder, JOURNAL));

/** Finishes a swap that was cut off; for each start, before anything is opened. False when there was none. */
export async function finishSwap(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, JOURNAL), "utf8").catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === "ENOENT" || thrown.code === "ENOTDIR") return null;
    throw thrown;
  });
  if (text === null) return false;
  const { staged, aside, replaced, removed } = plan.parse(JSON.parse(text));
  const [from, old] = [join(folder, staged), join(folder, aside)];
  await mkdir(old, { recursive: true });
  const putAside = async (name: string) => {
    if (!existsSync(join(folder, name))) return;
    // One that was put aside already: someone has opened the folder in between.
    const free = existsSync(join(old, name)) ? `${name}.between` : name;
    await rename(join(folder, name), join(old, free));
  };
  for (const name of removed) await putAside(name);
  for (const name of replaced) {
    if (!existsSync(join(from, name))) continue;
    await putAside(name);
    await rename(join(from, name), join(folder, name));
  }
  for (const each of [old, folder]) await syncFolder(each);
  await rm(join(folder, JOURNAL));
  await syncFolder(folder);
  await rm(from, { recursive: true, force: true });
  await prune(folder, aside);
  return true;
}

async function writeDown(folder: string, next: Plan): Promise<void> {
  const part = join(folder, `${JOURNAL}.new`);
  const handle = await open(part, "w", 0o600);
  try {
    await handle.writeFile(JSON.stringify(next));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(part, join(folder, JOURNAL));
  await syncFolder(folder);
}

/** By the stamps in their names. One that can't be removed is no reason not to start. */
async function prune(folder: string, made: string): Promise<void> {
  const all = (await readdir(folder)).filter((name) => name.startsWith(ASIDE));
  const stampOf = (name: string): string => name.slice(ASIDE.length);
  const now = instantOf(`${stampOf(made)}-`) ?? instant(0);
  for (const name of outdated(all, { stampOf, made, now, kept: KEPT }))
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined);
}
