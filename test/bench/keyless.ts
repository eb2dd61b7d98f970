import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Pcm } from "../../src/audio/pcm.ts";
import { pcmOf } from "../audio/keys/lines.ts";

/** Half of the sounds is for designing with, half for judging. */
export type Half = "design" | "judge";

/** Sound in which no key was pressed. */
export interface Keyless {
  readonly name: string;
  readonly pcm: Pcm;
}

/** Prompts and words that people recorded, and music, where Debian's packages put them. */
const recorded: Readonly<Record<string, readonly string[]>> = {
  "recorded voices": ["/usr/share/asterisk/sounds", "/usr/share/klettres", "/usr/share/ktuberling/sounds"],
  music: ["/usr/share/asterisk/moh", "/usr/share/games/wesnoth/1.16/data/core/music"],
};
const SPEEDS = [1, 0.87, 1.15] as const;

/** A book that each Debian has, read by machines. */
const BOOKS = ["GPL-3", "GPL-2", "LGPL-2.1", "GFDL-1.3", "MPL-2.0", "Artistic"].map(
  (name) => `/usr/share/common-licenses/${name}`,
);
/** Voices of espeak-ng, in each half others. */
const ESPEAK: Readonly<Record<Half, readonly string[]>> = {
  design: ["fr", "en+f2", "de+m3", "es+f4", "it", "ru+m7", "pl+f3", "sv"],
  judge: ["fr+f3", "en-us", "nl+m2", "pt+f1", "cs", "tr+f2", "fi+m5", "en+croak"],
};
const FLITE: Readonly<Record<Half, readonly string[]>> = { design: ["kal", "rms"], judge: ["slt", "awb"] };

const RAW = ["-t", "raw", "-r", "8000", "-c", "1", "-e", "signed", "-b", "16"] as const;
const MOST = 2 ** 30;
const FOLDER = join(tmpdir(), "permanence-keyless");

/** All there is of a half, one after the other. What was made once is kept in the folder of temporary files. */
export function* keyless(half: Half): Generator<Keyless> {
  for (const [name, folders] of Object.entries(recorded)) {
    const files = folders.flatMap(filesOf).filter((file) => halfOf(file) === half);
    for (const speed of SPEEDS)
      yield { name: `${name}, speed ${speed}`, pcm: kept(`${name}-${speed}-${half}`, () => played(files, speed)) };
  }
  for (const [n, voice] of ESPEAK[half].entries())
    yield {
      name: "espeak-ng",
      pcm: kept(`espeak-${voice}-${half}`, () => spoken("espeak-ng", ["-v", voice, "-f", bookOf(n), "-w"])),
    };
  for (const [n, voice] of FLITE[half].entries())
    yield {
      name: "flite",
      pcm: kept(`flite-${voice}-${half}`, () => spoken("flite", ["-voice", voice, "-f", bookOf(n), "-o"])),
    };
}

const bookOf = (n: number): string => BOOKS[n % BOOKS.length] as string;

const halfOf = (path: string): Half =>
  (createHash("sha256").update(path).digest()[0] as number) < 128 ? "design" : "judge";

const filesOf = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => /\.(wav|gsm|ogg)$/.test(name))
        .map((name) => join(folder, name))
        .sort()
    : [];

/** Files one after the other, as a machine with another clock would play them. */
function played(files: readonly string[], speed: number): Pcm {
  const parts = files.map((file) => {
    const { stdout } = spawnSync("sox", [file, ...RAW, "-", "speed", String(speed), "rate", "8000"], {
      maxBuffer: MOST,
    });
    return stdout;
  });
  return pcmOf(Buffer.concat(parts));
}

/** What a program says into the file that is the last of its words. */
function spoken(program: string, words: readonly string[]): Pcm {
  const wav = join(FOLDER, "spoken.wav");
  execFileSync(program, [...words, wav], { stdio: "ignore" });
  return pcmOf(execFileSync("sox", [wav, ...RAW, "-"], { maxBuffer: MOST, stdio: ["ignore", "pipe", "ignore"] }));
}

function kept(name: string, make: () => Pcm): Pcm {
  const path = join(FOLDER, `${name.replace(/[^\w.+-]+/g, "-")}.raw`);
  if (!existsSync(path)) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(`${path}.part`, new Uint8Array(make().buffer));
    renameSync(`${path}.part`, path);
  }
  return pcmOf(readFileSync(path));
}
