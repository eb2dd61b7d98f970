import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Instant } from "../kernel/units.ts";
import { checkId } from "./call-id.ts";
import { storeFault } from "./sqlite-fault.ts";
import { syncFolder } from "./sync-folder.ts";

/** The folder of recordings: `<id>.wav` is a kept message, `<call>.wav.part` one that is being spoken or was cut off. */
export interface MessageFiles {
  readonly folder: string;
  pathOf(id: string): string;
  exists(id: string): Promise<boolean>;
  /** Puts the recording under its final name; on the disk when this resolves. */
  take(partPath: string, id: string): Promise<void>;
  /** Takes that back. */
  putBack(id: string, partPath: string): Promise<void>;
  drop(path: string): Promise<void>;
  /** What was dropped so far does not come back with a power cut. */
  settle(): Promise<void>;
  /** Kept recordings and parts, by id; and what a crash left of a file that was being rewritten. */
  found(): Promise<{
    readonly kept: readonly string[];
    readonly parts: readonly string[];
    readonly scraps: readonly string[];
  }>;
  changedAt(path: string): Promise<Instant>;
}

export async function openMessageFiles(dataFolder: string): Promise<MessageFiles> {
  const folder = join(dataFolder, "messages");
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(fail);
  return messageFiles(folder);
}

function fail(thrown: unknown): never {
  throw storeFault(thrown);
}

const WAV = ".wav";
const PART = ".wav.part";

function messageFiles(folder: string): MessageFiles {
  const pathOf = (id: string): string => join(folder, checkId(id) + WAV);
  return {
    folder,
    pathOf,
    exists: (id) =>
      stat(pathOf(id)).then(
        (found) => found.isFile(),
        () => false,
      ),
    async take(partPath, id) {
      await syncFile(partPath);
      await rename(partPath, pathOf(id));
      await syncFolder(folder);
    },
    putBack: (id, partPath) => rename(pathOf(id), partPath),
    drop: (path) => rm(path, { force: true }).catch(fail),
    settle: () => syncFolder(folder).catch(fail),
    async found() {
      // A folder is no recording, whatever it is called.
      const entries = (await readdir(folder, { withFileTypes: true }).catch(fail)).filter((one) => !one.isDirectory());
      const names = entries.map(({ name }) => name).sort();
      const idsOf = (ending: string) =>
        names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length));
      const safe = (id: string) => /^[\w-]{1,64}$/.test(id);
      const scraps = names.filter((name) => name.endsWith(".new")).map((name) => join(folder, name));
      return { kept: idsOf(WAV).filter(safe), parts: idsOf(PART).filter(safe), scraps };
    },
    changedAt: async (path) => Math.round((await stat(path)).mtimeMs) as Instant,
  };
}

/** The samples must not reach the disk later than the name that promises them. */
async function syncFile(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
