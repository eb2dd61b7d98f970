import { type FileHandle, open, unlink } from "node:fs/promises";
import { join } from "node:path";
import { asFault, Fault } from "../kernel/fault.ts";
import { type Millis, millis } from "../kernel/units.ts";
import { type Pcm, RATE } from "./pcm.ts";
import { encode } from "./sample-formats.ts";
import { syncFolder } from "./sync-folder.ts";
import { WAV_HEADER, wavHeader } from "./wav.ts";

/** A sound file that is whole at every moment, whatever happens to the power. */
export interface Recording {
  readonly path: string;
  /** Never waits for the disk. Faults: `audio.disk` once the disk has failed; what was written before stays valid. */
  append(pcm: Pcm): void;
  /** Writes and syncs all there is. The file keeps its `.part` name for the store to change. Faults: `audio.disk`. */
  finish(): Promise<{ readonly path: string; readonly duration: Millis }>;
  /** Gives the recording up and deletes the file. */
  discard(): Promise<void>;
}

/** Samples handed to the kernel at a time, so that a disk sees few and whole writes. */
const WRITTEN_EACH = RATE / 2;
/** Samples after which sizes are patched and the disk is made to keep them. */
const SYNCED_EACH = RATE;

/**
 * Starts `<folder>/<name>.wav.part`, with a valid header from its first byte; never overwrites a file.
 * Faults: `audio.disk` (no room, no such folder, read-only, name taken), `audio.name`.
 */
export async function openRecording(folder: string, name: string): Promise<Recording> {
  if (!/^[\w-][\w.-]*$/.test(name)) throw new Fault("audio.name", `"${name}" can't be the name of a recording.`);
  const path = join(folder, `${name}.wav.part`);
  let file: FileHandle | null = null;
  try {
    file = await open(path, "wx+");
    await writeAll(file, wavHeader(0), 0);
    return new PartFile(folder, path, file);
  } catch (thrown) {
    await file?.close().catch(() => undefined);
    if (file) await unlink(path).catch(() => undefined);
    throw diskFault(path, thrown);
  }
}

class PartFile implements Recording {
  readonly path: string;
  readonly #file: FileHandle;
  #waiting: Uint8Array[] = [];
  #waitingSamples = 0;
  #written = 0;
  #synced = 0;
  #fault: Fault | null = null;
  #ended = false;
  /** All disk work in order, one after the other; it never rejects. */
  #work: Promise<void>;
  #flushing = false;

  constructor(folder: string, path: string, file: FileHandle) {
    this.path = path;
    this.#file = file;
    // The name must outlive a power cut too, but nobody waits for it: on an SD card this takes a while.
    this.#work = this.#guard(() => syncFolder(folder));
  }

  append(pcm: Pcm): void {
    if (this.#fault) throw this.#fault;
    if (this.#ended || pcm.length === 0) return;
    this.#waiting.push(encode("s16le", pcm));
    this.#waitingSamples += pcm.length;
    if (this.#waitingSamples >= WRITTEN_EACH && !this.#flushing) this.#then(() => this.#flush());
  }

  async finish(): Promise<{ path: string; duration: Millis }> {
    if (!this.#ended) {
      this.#ended = true;
      this.#then(async () => {
        await this.#flush();
        await this.#patch();
        await this.#file.sync();
      });
      await this.#close();
    }
    await this.#work;
    if (this.#fault) throw this.#fault;
    return { path: this.path, duration: millis((this.#written * 1000) / RATE) };
  }

  async discard(): Promise<void> {
    this.#ended = true;
    this.#waiting = [];
    await this.#close();
    await unlink(this.path).catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code !== "ENOENT") throw diskFault(this.path, thrown);
    });
  }

  #then(step: () => Promise<void>): void {
    this.#flushing = true;
    this.#work = this.#work.then(() => this.#guard(step));
  }

  /** The first failure ends the writing; the header is made to fit what is there, for a full disk still takes that. */
  async #guard(step: () => Promise<void>): Promise<void> {
    if (this.#fault) return;
    try {
      await step();
    } catch (thrown) {
      this.#fault = diskFault(this.path, thrown);
      this.#waiting = [];
      await this.#patch().catch(() => undefined);
    } finally {
      this.#flushing = false;
    }
  }

  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      const bytes = Buffer.concat(this.#waiting);
      this.#waiting = [];
      this.#waitingSamples = 0;
      await writeAll(this.#file, bytes, WAV_HEADER + this.#written * 2);
      this.#written += bytes.length / 2;
    }
    if (this.#written - this.#synced >= SYNCED_EACH) await this.#patch();
  }

  async #patch(): Promise<void> {
    await writeAll(this.#file, wavHeader(this.#written), 0);
    await this.#file.datasync();
    this.#synced = this.#written;
  }

  async #close(): Promise<void> {
    await this.#work;
    await this.#file.close().catch(() => undefined);
  }
}

/** A single write may take only a part. */
export async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    if (bytesWritten === 0) throw new Error("nothing could be written");
    done += bytesWritten;
  }
}

export function diskFault(path: string, thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  const why = asFault(thrown, "audio.disk").message;
  return new Fault("audio.disk", `The recording ${path} can't be written: ${why}`, thrown);
}
