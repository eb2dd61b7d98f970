import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Pcm } from "../audio/pcm.ts";
import { readWav, writeWav } from "../audio/wav.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { Saying } from "./saying.ts";

export interface Kept {
  readonly pcm: Pcm;
  /** Sixteen hexadecimal digits that stand for text, language, speed and engine. */
  readonly version: string;
  /** Who spoke it. */
  readonly engine: string;
}

/** Sounds for one call each, beside those held because they were prepared. */
const MOST_LOOSE = 24;
/** Files that nothing asked for lately, beside those that are needed now. About 50 MB at most. */
const MOST_UNUSED_FILES = 200;

export const versionOf = ({ text, language, speed }: Saying, engine: string): string =>
  createHash("sha256")
    .update(JSON.stringify([text, language, speed, engine]))
    .digest("hex")
    .slice(0, 16);

/** What it is known by whoever speaks it. */
export const nameOf = ({ text, language, speed }: Saying): string => `${language} ${speed} ${text}`;

/**
 * Spoken sounds, in memory and as WAV files in `folder`. A file that can't be read or written is logged, never
 * thrown: the sound is then made anew, or lives in memory alone.
 */
export class SoundCache {
  readonly #folder: string;
  readonly #log: Log;
  readonly #memory = new Map<string, Kept>();
  #needed: ReadonlySet<string> = new Set();
  readonly #writes: boolean;
  #writable = true;

  /** `writes`: false where another process keeps the folder. */
  constructor(folder: string, log: Log, writes = true) {
    this.#folder = folder;
    this.#log = log;
    this.#writes = writes;
  }

  inMemory(saying: Saying): Kept | null {
    return this.#memory.get(nameOf(saying)) ?? null;
  }

  /** As one of `engines` has spoken it before; the first of them that has. */
  async onDisk(saying: Saying, engines: readonly string[]): Promise<Kept | null> {
    for (const engine of engines) {
      const version = versionOf(saying, engine);
      const pcm = await this.#read(version);
      if (!pcm) continue;
      this.#hold(saying, { pcm, version, engine });
      return { pcm, version, engine };
    }
    return null;
  }

  async add(saying: Saying, engine: string, pcm: Pcm): Promise<Kept> {
    const kept = { pcm, version: versionOf(saying, engine), engine };
    this.#hold(saying, kept);
    if (this.#writes) await this.#write(kept);
    return kept;
  }

  /** These are what the office needs now: they stay in memory, whatever else is spoken. */
  need(sayings: readonly Saying[]): void {
    this.#needed = new Set(sayings.map(nameOf));
    this.#dropLoose();
  }

  /** Of the files that are not in memory, the oldest go. For when all that is needed is there. */
  async clean(): Promise<void> {
    const held = new Set([...this.#memory.values()].map(({ version }) => `${version}.wav`));
    await this.#dropFiles(held).catch((thrown) =>
      this.#log.warn("announcements.cache-clean", { folder: this.#folder, why: explain(thrown) }),
    );
  }

  #hold(saying: Saying, kept: Kept): void {
    const name = nameOf(saying);
    this.#memory.delete(name);
    this.#memory.set(name, kept);
    this.#dropLoose();
  }

  #dropLoose(): void {
    const loose = [...this.#memory.keys()].filter((name) => !this.#needed.has(name));
    for (const name of loose.slice(0, -MOST_LOOSE)) this.#memory.delete(name);
  }

  async #dropFiles(held: ReadonlySet<string>): Promise<void> {
    const unused: { file: string; at: number }[] = [];
    await mkdir(this.#folder, { recursive: true });
    for (const name of await readdir(this.#folder)) {
      if (held.has(name) || !/^[0-9a-f]{16}\.(wav|part)$/.test(name)) continue;
      const file = join(this.#folder, name);
      unused.push({ file, at: name.endsWith(".part") ? 0 : (await stat(file)).mtimeMs });
    }
    unused.sort((a, b) => b.at - a.at);
    for (const { file, at } of unused.filter((each, n) => n >= MOST_UNUSED_FILES || each.at === 0))
      await rm(file, { force: at === 0 });
  }

  async #read(version: string): Promise<Pcm | null> {
    const file = join(this.#folder, `${version}.wav`);
    let bytes: Buffer;
    try {
      bytes = await readFile(file);
    } catch {
      return null;
    }
    try {
      const pcm = readWav(bytes);
      if (pcm.length === 0) throw new Error("it is empty");
      // Its time of change says when it was last of use; a read-only folder does without.
      const now = new Date();
      await utimes(file, now, now).catch(() => undefined);
      return pcm;
    } catch (thrown) {
      this.#log.warn("announcements.cache-corrupt", { file, why: explain(thrown) });
      return null;
    }
  }

  async #write({ pcm, version }: Kept): Promise<void> {
    const part = join(this.#folder, `${version}.part`);
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(part, writeWav(pcm));
      await rename(part, join(this.#folder, `${version}.wav`));
      this.#writable = true;
    } catch (thrown) {
      if (this.#writable) this.#log.warn("announcements.cache-write", { folder: this.#folder, why: explain(thrown) });
      this.#writable = false;
    }
  }
}
