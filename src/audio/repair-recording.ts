import { type FileHandle, open, rename, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { type Millis, millis } from "../kernel/units.ts";
import { diskFault, syncFolder, writeAll } from "./disk.ts";
import { type Pcm, RATE } from "./pcm.ts";
import { WAV_HEADER, wavHeader, writeWav } from "./wav.ts";

/**
 * Makes a recording that was cut off valid again: its length is what the file holds, in whole samples, without the
 * zeros that a file system leaves at the end. Null when there is no sound in it: then it is left as it is.
 * Doing it twice is harmless. Faults: `audio.disk`.
 */
export async function repairRecording(
  path: string,
): Promise<{ readonly duration: Millis; readonly samples: number } | null> {
  let file: FileHandle | null = null;
  try {
    file = await open(path, "r+");
    const samples = await soundIn(file);
    if (samples === 0) return null;
    await file.truncate(WAV_HEADER + samples * 2);
    await writeAll(file, wavHeader(samples), 0);
    await file.sync();
    return { duration: millis((samples * 1000) / RATE), samples };
  } catch (thrown) {
    throw diskFault(path, thrown);
  } finally {
    await file?.close();
  }
}

/** Whole samples up to the last that is not zero, read from the end. */
async function soundIn(file: FileHandle): Promise<number> {
  const { size } = await file.stat();
  const chunk = new Uint8Array(0x10000);
  for (let end = WAV_HEADER + ((size - WAV_HEADER) & ~1); end > WAV_HEADER; ) {
    const from = Math.max(WAV_HEADER, end - chunk.length);
    const { bytesRead } = await file.read(chunk, 0, end - from, from);
    for (let i = bytesRead - 1; i >= 0; i--) if (chunk[i] !== 0) return (from + i - WAV_HEADER + 2) >> 1;
    end = from;
  }
  return 0;
}

/** Puts another sound in place of a finished recording: at any moment the file is the old one or the new one, whole. */
export async function rewrite(path: string, pcm: Pcm): Promise<void> {
  const fresh = `${path}.new`;
  try {
    const file = await open(fresh, "w");
    try {
      await writeAll(file, writeWav(pcm), 0);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, path);
    await syncFolder(dirname(path));
  } catch (thrown) {
    await unlink(fresh).catch(() => undefined);
    throw diskFault(path, thrown);
  }
}
