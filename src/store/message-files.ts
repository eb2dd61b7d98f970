import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Instant } from "../kernel/units.ts";
import { callOf, checkId } from "./call-id.ts";
import { storeFault } from "./sqlite-fault.ts";
import { syncFolder } from "./sync-folder.ts";

/**
 * The folder of recordings: `<id>.wav` is a kept message, `<id>-untrimmed.wav` the sound that it was trimmed from;
 * `<call>.wav.part` one that is being spoken or was cut off, with `<call>.wav.part.whole` once it is trimmed.
 */
export interface MessageFiles {
  readonly folder: string;
  pathOf(id: string): string;
  exists(id: string): Promise<boolean>;
  /** Puts the recording under its final name, with the sound that it was trimmed from; on the disk when this resolves. */
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
  /** Whether a part, or a kept recording, has the sound that it was trimmed from beside it: where. */
  wholeOf(sound: { readonly part: string } | { readonly id: string }): Promise<string | null>;
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
const WHOLE = ".whole";
const UNTRIMMED = "-untrimmed";

/** Beside a part that was trimmed: what it was trimmed from. */
export const wholeBeside = (partPath: string): string => partPath + WHOLE;

/** The name, as if it were an id, of the sound that a message was trimmed from. */
export const untrimmedOf = (id: string): string => id + UNTRIMMED;

function messageFiles(folder: string): MessageFiles {
  const pathOf = (id: string): string => join(folder, checkId(id) + WAV);
  const isThere = (path: string) =>
    stat(path).then(
      (found) => found.isFile(),
      () => false,
    );
  /** The sound beside goes along, where there is one. */
  async function along(from: string, to: string): Promise<void> {
    if (await isThere(from)) await rename(from, to);
  }
  const drop = (path: string) => rm(path, { force: true }).catch(fail);
  return {
    folder,
    pathOf,
    drop,
    exists: (id) => isThere(pathOf(id)),
    async take(partPath, id) {
      await syncFile(partPath);
      await along(wholeBeside(partPath), pathOf(untrimmedOf(id)));
      await rename(partPath, pathOf(id));
      await syncFolder(folder);
    },
    async putBack(id, partPath) {
      await rename(pathOf(id), partPath);
      await along(pathOf(untrimmedOf(id)), wholeBeside(partPath));
    },
    async wholeOf(sound) {
      const path = "part" in sound ? wholeBeside(sound.part) : pathOf(untrimmedOf(sound.id));
      return (await isThere(path)) ? path : null;
    },
    settle: () => syncFolder(folder).catch(fail),
    async found() {
      // A folder is no recording, whatever it is called.
      const entries = (await readdir(folder, { withFileTypes: true }).catch(fail)).filter((one) => !one.isDirectory());
      const names = entries.map(({ name }) => name).sort();
      const idsOf = (ending: string) =>
        names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length));
      const safe = (id: string) => /^[\w-]{1,64}$/.test(id);
      const there = new Set(names);
      /** What a crash left that belongs to nothing any more. */
      const isScrap = (name: string) =>
        name.endsWith(".new") ||
        (name.endsWith(PART + WHOLE) && !there.has(name.slice(0, -WHOLE.length))) ||
        (name.endsWith(UNTRIMMED + WAV) && !belongs(name.slice(0, -(UNTRIMMED + WAV).length)));
      /** A crash between two renamings leaves the part under its first name. */
      const belongs = (id: string) => there.has(id + WAV) || there.has(callOf(id) + PART);
      const scraps = names.filter(isScrap).map((name) => join(folder, name));
      const kept = idsOf(WAV).filter((id) => safe(id) && !id.endsWith(UNTRIMMED));
      return { kept, parts: idsOf(PART).filter(safe), scraps };
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
