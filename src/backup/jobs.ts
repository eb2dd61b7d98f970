import { createReadStream } from "node:fs";
import { open, rm } from "node:fs/promises";
import { Fault } from "../kernel/fault.ts";
import { ByteSource } from "./byte-source.ts";
import { LARGEST, type Manifest } from "./format.ts";
import { type About, pack, type Source } from "./pack.ts";
import { unpack } from "./unpack.ts";

/** The two long pieces of work. Both run in a thread of their own: sums and ciphers would hold up every call. */
export type Job =
  | {
      readonly do: "pack";
      readonly sources: readonly Source[];
      readonly about: About;
      readonly into: string;
      readonly password: string | null;
      /** See `format.ts`. */
      readonly work: number;
    }
  | {
      readonly do: "unpack";
      readonly file: string;
      readonly into: string;
      readonly password: string | null;
    };

/** What a job says while it works and when it is done. `bytes`: read or written so far. */
export type Said<J extends Job = Job> =
  | { readonly of: "progress"; readonly bytes: number }
  | { readonly of: "done"; readonly result: Result<J> }
  | { readonly of: "fault"; readonly code: Fault["code"]; readonly sentence: string };

export type Result<J extends Job> = J extends { readonly do: "unpack" } ? Manifest : null;

/** How often it is told how far it is. Bytes. */
const STEP = 4 * 1024 * 1024;
/** Enough for the lines that say how an `age` file is encrypted. */
const HEAD = 256;

export async function runJob(job: Job, progress: (bytes: number) => void): Promise<Manifest | null> {
  return job.do === "pack" ? packJob(job, progress) : unpackJob(job, progress);
}

async function packJob(job: Job & { readonly do: "pack" }, progress: (bytes: number) => void): Promise<null> {
  const plain = pack(job.sources, job.about);
  const handle = await open(job.into, "wx", 0o600);
  try {
    const bytes = job.password === null ? plain : await (await cipher()).encrypt(plain, job.password, job.work);
    for await (const piece of counted(bytes, progress)) await handle.write(piece);
    await handle.sync();
    return null;
  } catch (thrown) {
    await rm(job.into, { force: true });
    throw thrown;
  } finally {
    await handle.close();
  }
}

async function unpackJob(job: Job & { readonly do: "unpack" }, progress: (bytes: number) => void): Promise<Manifest> {
  const head = await headOf(job.file);
  const raw = counted(createReadStream(job.file, { highWaterMark: 256 * 1024 }), progress);
  if (!isEncrypted(head)) return unpack(new ByteSource(raw), job.into, LARGEST);
  if (job.password === null) throw new Fault("backup.needs-password", "This backup is encrypted; give its password");
  return unpack(new ByteSource(await (await cipher()).decrypt(raw, job.password)), job.into, LARGEST);
}

/** Read only for a password: its sums take longer to load than all the rest. */
const cipher = () => import("./cipher.ts");

const isEncrypted = (head: Buffer): boolean => head.toString("latin1").startsWith("age-encryption.org/v1\n");

async function headOf(file: string): Promise<Buffer> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function* counted(
  pieces: AsyncIterable<Uint8Array>,
  progress: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0;
  let told = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes - told >= STEP) {
      told = bytes;
      progress(bytes);
    }
    yield piece;
  }
}
