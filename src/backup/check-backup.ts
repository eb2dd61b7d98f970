import { mkdir, readFile, rm } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { Fault } from "../kernel/fault.ts";
import { type Instant, instant } from "../kernel/units.ts";
import type { Contents } from "../store/copy-database.ts";
import { prepareCopy } from "../store/prepare-copy.ts";
import { CONFIG, placesIn } from "./format.ts";
import { inThread } from "./in-thread.ts";
import { needRoom, sizeOf } from "./room.ts";

export interface CheckBackup {
  readonly file: string;
  readonly password: string | null;
  /** The data folder that it may replace. */
  readonly folder: string;
  /** Where it is unpacked, on the disk of the data folder; whatever is there goes. */
  readonly staged: string;
  readonly now: Instant;
  /** Throws for the text of a `config.json` that this release can't use. */
  readonly checkConfig: (text: string) => void;
  readonly progress?: (bytes: number) => void;
  readonly signal?: AbortSignal;
}

/** What a person is shown before anything is replaced. */
export interface Summary {
  readonly madeAt: Instant;
  readonly office: string | null;
  readonly release: string;
  readonly contents: Contents;
  /** Letters in it that waited, and are not sent any more. */
  readonly unsent: number;
  /** Whether it has a technician's settings that differ from those here. */
  readonly otherConfig: boolean;
}

/**
 * Unpacks a backup and brings it to where it could be put in place as it is; nothing else is touched.
 * Faults: `backup.not-a-backup`, `backup.needs-password`, `backup.wrong-password`, `backup.damaged`, `backup.newer`,
 * `backup.no-room`, `backup.stopped`, those of the disk. Whatever fails, nothing of it is left.
 */
export async function checkBackup(options: CheckBackup): Promise<Summary> {
  const { file, password, folder, staged, now, checkConfig, progress = () => undefined, signal } = options;
  const places = placesIn(staged);
  try {
    await rm(staged, { recursive: true, force: true });
    await mkdir(staged, { recursive: true });
    await needRoom(staged, await sizeOf(file));
    const job = { do: "unpack", file, into: staged, password } as const;
    const { madeAt, office, release, files } = await inThread(job, progress, signal);
    const messages = files.filter(({ name }) => dirname(name) === "messages").map(({ name }) => basename(name, ".wav"));
    const prepared = await prepareCopy({
      file: places.database,
      now,
      messages: new Set(messages),
    });
    const config = files.some(({ name }) => name === CONFIG) ? await readFile(places.config, "utf8") : null;
    if (config !== null) checkConfig(config);
    const here = await readFile(placesIn(folder).config, "utf8").catch(() => null);
    return {
      madeAt: instant(madeAt),
      office: prepared.office?.name ?? office,
      release,
      contents: prepared.contents,
      unsent: prepared.unsent,
      otherConfig: config !== null && config !== here,
    };
  } catch (thrown) {
    await rm(staged, { recursive: true, force: true }).catch(() => undefined);
    throw told(thrown);
  }
}

/** What is wrong with a database or settings is wrong with the backup: nothing here is damaged. */
function told(thrown: unknown): unknown {
  if (!(thrown instanceof Fault)) return thrown;
  if (thrown.code === "store.newer")
    return new Fault("backup.newer", "It was made by a newer release; install that release first", thrown);
  const ofTheBackup = ["store.corrupt", "store.failed", "store.bad-snapshot", "store.conflict", "app.bad-config"];
  return ofTheBackup.includes(thrown.code) ? new Fault("backup.damaged", thrown.message, thrown) : thrown;
}
