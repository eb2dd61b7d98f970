import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { Header } from "tar";
import { Fault } from "../kernel/fault.ts";
import { FORMAT, MANIFEST, type Manifest, type PackedFile } from "./format.ts";

/** A file of the disk, and its name in the backup. */
export interface Source {
  readonly name: string;
  readonly path: string;
  /** A recording may be deleted by its rule while the others are packed; the database may not. */
  readonly optional: boolean;
}

export type About = Pick<Manifest, "madeAt" | "office" | "release" | "schema">;

const BLOCK = 512;
const CHUNK = 256 * 1024;

/** The bytes of a backup, as they are asked for; the manifest comes last. Faults: `backup.changed`, those of the disk. */
export async function* pack(sources: readonly Source[], about: About): AsyncGenerator<Uint8Array, void, undefined> {
  const files: PackedFile[] = [];
  for (const source of sources) {
    const handle = await open(source.path, "r").catch((thrown: NodeJS.ErrnoException) => {
      if (source.optional && thrown.code === "ENOENT") return null;
      throw thrown;
    });
    if (!handle) continue;
    try {
      const { size } = await handle.stat();
      yield headerOf(source.name, size, about.madeAt);
      const hash = createHash("sha256");
      for (let at = 0; at < size; ) {
        const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(CHUNK), 0, Math.min(CHUNK, size - at), at);
        if (bytesRead === 0) throw new Fault("backup.changed", `${source.name} became shorter while it was packed`);
        const chunk = buffer.subarray(0, bytesRead);
        hash.update(chunk);
        yield chunk;
        at += bytesRead;
      }
      yield padding(size);
      files.push({ name: source.name, size, sha256: hash.digest("hex") });
    } finally {
      await handle.close();
    }
  }
  const text = Buffer.from(`${JSON.stringify({ format: FORMAT, ...about, files } satisfies Manifest)}\n`);
  yield headerOf(MANIFEST, text.length, about.madeAt);
  yield text;
  yield padding(text.length);
  yield Buffer.alloc(2 * BLOCK);
}

/** Of a plain file that its owner alone may read. */
function headerOf(path: string, size: number, madeAt: number): Uint8Array {
  const block = Buffer.alloc(BLOCK);
  const header = new Header({ path, size, mode: 0o600, uid: 0, gid: 0, type: "File", mtime: new Date(madeAt) });
  if (header.encode(block)) throw new RangeError(`${path} needs more than a plain header`);
  return block;
}

const padding = (size: number): Uint8Array => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
