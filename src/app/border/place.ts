import { createHash } from "node:crypto";
import { type FileHandle, lstat, mkdir, open } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

const NAME = "border.sock";
/** As much as the address of a local socket takes (unix(7)), less some to spare. Bytes. */
const LONGEST_PATH = 100;

/** A place for the socket that both processes find; `close` when it is not needed any more. */
export interface Place {
  readonly path: string;
  close(): Promise<void>;
}

/**
 * Where the two processes meet, the best place first: in the data folder; where nothing can be written there, in a
 * folder that is this user's alone. A path too long for a socket's address is entered by the folder's descriptor.
 */
export async function* places(folder: string): AsyncGenerator<Place, void, undefined> {
  const best = await inFolder(folder);
  if (best) yield best;
  const own = await ownFolder(folder);
  const second = own === null ? null : await inFolder(own);
  if (second) yield second;
}

async function inFolder(folder: string): Promise<Place | null> {
  const path = join(folder, NAME);
  if (Buffer.byteLength(path) <= LONGEST_PATH) return { path, close: async () => undefined };
  const handle: FileHandle | null = await open(folder).catch(() => null);
  return handle && { path: `/proc/self/fd/${handle.fd}/${NAME}`, close: () => handle.close() };
}

/** Null where somebody else was there first. */
async function ownFolder(dataFolder: string): Promise<string | null> {
  const { uid } = userInfo();
  const name = createHash("sha256").update(dataFolder).digest("hex").slice(0, 16);
  const folder = join(tmpdir(), `permanence-${uid}-${name}`);
  await mkdir(folder, { mode: 0o700 }).catch(() => undefined);
  const own = await lstat(folder).catch(() => null);
  return own?.isDirectory() && own.uid === uid && (own.mode & 0o077) === 0 ? folder : null;
}
