import { type FileHandle, open, unlink } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "../kernel/fault.ts";
import { type Millis, millis } from "../kernel/units.ts";
import { diskFault, syncFolder, writeAll } from "./disk.ts";
import { type Pcm, RATE } from "./pcm.ts";
import { encode } from "./sample-formats.ts";
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
  #scheduled = false;

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
    if (this.#waitingSamples < WRITTEN_EACH || this.#scheduled) return;
    this.#scheduled = true;
    this.#then(() => this.#flush());
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
    }
  }

  async #flush(): Promise<void> {
    this.#scheduled = false;
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
