import { type FileHandle, open } from "node:fs/promises";
import { asFault, Fault } from "../kernel/fault.ts";

/** Writes all of it: a single write may take only a part. */
export async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    if (bytesWritten === 0) throw new Error("nothing could be written");
    done += bytesWritten;
  }
}

/** File systems that keep names by themselves (FAT, some network shares) refuse to sync a folder. */
const NO_FOLDER_SYNC = new Set(["EINVAL", "ENOTSUP", "EPERM"]);

/** Makes the names in a folder outlive a power cut: a file's own fsync doesn't promise that. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } catch (thrown) {
    if (!NO_FOLDER_SYNC.has((thrown as NodeJS.ErrnoException).code ?? "")) throw thrown;
  } finally {
    await handle.close();
  }
}

export function diskFault(path: string, thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  const why = asFault(thrown, "audio.disk").message;
  return new Fault("audio.disk", `The recording ${path} can't be written: ${why}`, thrown);
}
