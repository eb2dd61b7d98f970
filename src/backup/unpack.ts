import { createHash } from "node:crypto";
import { mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Header } from "tar";
import { Fault } from "../kernel/fault.ts";
import type { ByteSource } from "./byte-source.ts";
import { DATABASE, FORMAT, isPackable, MANIFEST, type Manifest, manifest, type PackedFile } from "./format.ts";

const BLOCK = 512;
const CHUNK = 256 * 1024;
/** A hundred thousand names with their sums. Bytes. */
const LARGEST_MANIFEST = 32 * 1024 * 1024;

/**
 * Unpacks a backup into an empty folder, holding each name, kind, size and sum against what a backup is. Whatever is
 * no plain file of a known name (a path that leads out, a link, a device) ends it before anything is written.
 * Each file is on the disk when this resolves. Faults: `backup.not-a-backup`, `backup.newer`, `backup.damaged`.
 */
export async function unpack(source: ByteSource, folder: string, largest: number): Promise<Manifest> {
  for (const each of ["messages", "announcements"]) await mkdir(join(folder, each), { recursive: true });
  const found = new Map<string, PackedFile>();
  for (let total = 0; ; ) {
    const wrong = (sentence: string, cause?: unknown) =>
      found.size === 0 ? notABackup(cause) : new Fault("backup.damaged", sentence, cause);
    const { type, name, size } = await headerIn(source, wrong);
    if (type !== "File" || size < 0 || (name !== MANIFEST && !isPackable(name)) || found.has(name))
      throw wrong(`It holds what no backup does: ${name}`);
    if (name === MANIFEST) {
      const listed = await readManifest(source, size);
      await readEnd(source);
      compare(listed, found);
      return listed;
    }
    total += size;
    if (total > largest) throw new Fault("backup.too-large", "It unpacks to more than it may");
    found.set(name, { name, size, sha256: await keep(source, size, join(folder, name)) });
    await readPadding(source, size);
  }
}

const notABackup = (cause?: unknown) => new Fault("backup.not-a-backup", "This file is no backup of Permanence", cause);

/** The next one. `wrong`: what to say of a block that is none. */
async function headerIn(source: ByteSource, wrong: (sentence: string, cause?: unknown) => Fault) {
  try {
    const { nullBlock, cksumValid, type, path = "", size = -1 } = new Header(await source.exactly(BLOCK));
    if (!nullBlock && cksumValid) return { type, name: path, size };
  } catch (thrown) {
    throw thrown instanceof Fault && thrown.code !== "backup.damaged"
      ? thrown
      : wrong("The file ends too early", thrown);
  }
  throw wrong("The list of its files is missing, or what comes before it is damaged");
}

async function keep(source: ByteSource, size: number, path: string): Promise<string> {
  const hash = createHash("sha256");
  await mkdir(dirname(path), { recursive: true });
  const handle = await open(path, "wx", 0o600);
  try {
    for (let left = size; left > 0; ) {
      const piece = await source.some(Math.min(left, CHUNK));
      if (!piece) throw new Fault("backup.damaged", "The file ends too early");
      hash.update(piece);
      await handle.write(piece);
      left -= piece.length;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return hash.digest("hex");
}

async function readPadding(source: ByteSource, size: number): Promise<void> {
  const rest = await source.exactly((BLOCK - (size % BLOCK)) % BLOCK);
  if (rest.some((byte) => byte !== 0)) throw new Fault("backup.damaged", "It was changed after it was made");
}

async function readManifest(source: ByteSource, size: number): Promise<Manifest> {
  if (size > LARGEST_MANIFEST) throw new Fault("backup.damaged", "The list of its files is too long");
  const text = (await source.exactly(size)).toString("utf8");
  await readPadding(source, size);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (thrown) {
    throw new Fault("backup.damaged", "The list of its files can't be read", thrown);
  }
  const { format } = (json ?? {}) as { readonly format?: unknown };
  if (typeof format === "number" && format > FORMAT)
    throw new Fault("backup.newer", "It was made by a newer release; install that release first");
  const parsed = manifest.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new Fault("backup.damaged", "The list of its files can't be read", parsed.error);
}

/** Nothing but zeros follows: two blocks, or as many as another tar program puts there. */
async function readEnd(source: ByteSource): Promise<void> {
  for (let count = 0; ; ) {
    const piece = await source.some(CHUNK);
    if (!piece && count >= 2 * BLOCK) return;
    if (!piece || piece.some((byte) => byte !== 0))
      throw new Fault("backup.damaged", piece ? "Something follows its end" : "The file ends too early");
    count += piece.length;
  }
}

function compare({ files }: Manifest, found: ReadonlyMap<string, PackedFile>): void {
  const listed = new Map(files.map((file) => [file.name, file]));
  for (const file of files) {
    const there = found.get(file.name);
    if (!there) throw new Fault("backup.damaged", `${file.name} is missing`);
    if (there.size !== file.size || there.sha256 !== file.sha256)
      throw new Fault("backup.damaged", `${file.name} is not as it was packed`);
  }
  for (const name of found.keys())
    if (!listed.has(name)) throw new Fault("backup.damaged", `${name} was added after it was made`);
  if (!found.has(DATABASE)) throw new Fault("backup.damaged", "The database is missing");
}
