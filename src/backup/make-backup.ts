import { mkdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Fault } from "../kernel/fault.ts";
import type { Instant } from "../kernel/units.ts";
import { type Contents, copyDatabase, removeDatabase } from "../store/copy-database.ts";
import { syncFolder } from "../store/sync-folder.ts";
import { CONFIG, DATABASE, isPackable, placesIn, WORK_FACTOR } from "./format.ts";
import { inThread } from "./in-thread.ts";
import type { Source } from "./pack.ts";
import { needRoom, sizeOf } from "./room.ts";

export interface MakeBackup {
  /** The data folder; an appliance may be at work on it. */
  readonly folder: string;
  /** The file that is made; nothing is ever written over. */
  readonly into: string;
  readonly password: string | null;
  readonly release: string;
  readonly now: Instant;
  /** Bytes done, of about so many. */
  readonly progress?: (bytes: number, total: number) => void;
  readonly signal?: AbortSignal;
  /** See `format.ts`; tests have no seconds to spare. */
  readonly work?: number;
}

export interface Made {
  /** Of the file. Bytes. */
  readonly size: number;
  readonly encrypted: boolean;
  readonly contents: Contents;
}

/**
 * Makes a backup beside whatever goes on: the database is copied over a connection of its own, the rest is read, summed
 * and ciphered in a thread. The file is there whole or not at all.
 * Faults: `backup.exists`, `backup.nothing`, `backup.no-room`, `backup.changed`, `backup.stopped`, those of the disk.
 */
export async function makeBackup(options: MakeBackup): Promise<Made> {
  const { folder, into, password, release, now, progress = () => undefined, work = WORK_FACTOR } = options;
  const places = placesIn(folder);
  if (await stat(into).catch(() => null)) throw new Fault("backup.exists", `There is a file ${into} already`);
  if ((await sizeOf(places.database)) === 0) throw new Fault("backup.nothing", `There is no database in ${folder}`);
  await mkdir(dirname(into), { recursive: true });
  const part = `${into}.part`;
  const database = `${part}.db`;
  try {
    await needRoom(dirname(into), (await sizeOf(places.database)) * 2);
    const copy = await copyDatabase(places.database, database);
    const sounds = [
      ...copy.messages.map((id) => join(places.messages, `${id}.wav`)),
      ...copy.announcements.map((file) => join(places.announcements, basename(file))),
    ];
    const sources: Source[] = [
      { name: DATABASE, path: database, optional: false },
      { name: CONFIG, path: places.config, optional: true },
      ...sounds.map((path) => ({ name: `${basename(dirname(path))}/${basename(path)}`, path, optional: true })),
    ].filter(({ name }) => isPackable(name));
    let total = 0;
    for (const { path } of sources) total += await sizeOf(path);
    await needRoom(dirname(into), total);
    const about = { madeAt: now, office: copy.office, release, schema: copy.schema };
    await rm(part, { force: true });
    const job = { do: "pack", sources, about, into: part, password, work } as const;
    await inThread(job, (bytes) => progress(bytes, total), options.signal);
    await rename(part, into);
    await syncFolder(dirname(into));
    return { size: await sizeOf(into), encrypted: password !== null, contents: copy.contents };
  } finally {
    await rm(part, { force: true });
    await removeDatabase(database);
  }
}
