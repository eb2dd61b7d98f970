import { execFile, execFileSync, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { concat, FRAME_SAMPLES, type Pcm, silence } from "../../src/audio/pcm.ts";
import { readWav } from "../../src/audio/wav.ts";
import { millis } from "../../src/kernel/units.ts";

const execute = promisify(execFile);

/** Numbers in [0, 1) that are the same in each run. */
export function random(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** White noise of so many dBov. */
export function noise(dbov: number, ms: number, seed = 1): Pcm {
  const next = random(seed);
  const peak = Math.sqrt(3) * 32768 * 10 ** (dbov / 20);
  return silence(millis(ms)).map(() => Math.round((next() * 2 - 1) * peak));
}

export const over = (a: Pcm, b: Pcm): Pcm =>
  a.map((x, n) => Math.max(-32768, Math.min(32767, x + (b[n % b.length] as number))));

/** The sound on a line with this much noise. */
export const noisy = (pcm: Pcm, dbov: number, seed = 1): Pcm => over(pcm, noise(dbov, pcm.length / 8, seed));

export const louder = (pcm: Pcm, db: number): Pcm => pcm.map((x) => Math.round(x * 10 ** (db / 20)));
export const pause = (ms: number): Pcm => silence(millis(ms));
export const inTurn = (...parts: readonly Pcm[]): Pcm => concat(parts);

/** What a detector says, and after how many milliseconds. */
export function said<T>(feed: (pcm: Pcm) => T, pcm: Pcm, size = FRAME_SAMPLES): readonly (readonly [T, number])[] {
  const out: (readonly [T, number])[] = [];
  for (let at = 0; at < pcm.length; at += size)
    out.push([feed(pcm.subarray(at, at + size)), Math.min(at + size, pcm.length) / 8]);
  return out;
}

const spoken = new Map<string, Pcm>();

/** A voice, by Debian's espeak-ng: it has many, as callers have. */
export async function speak(text: string, voice: string): Promise<Pcm> {
  const known = spoken.get(`${voice}/${text}`);
  if (known) return known;
  const { stdout } = await execute("espeak-ng", ["-v", voice, "--stdout", "--", text], {
    encoding: "buffer",
    maxBuffer: 2 ** 26,
  });
  const sound = readWav(stdout);
  spoken.set(`${voice}/${text}`, sound);
  return sound;
}

export const FRENCH =
  "Bonjour, ici Madame Dupont. Je vous appelle parce que mon aide à domicile n'est pas venue ce matin. " +
  "Pouvez-vous me rappeler au zéro six, douze, trente-quatre ? Merci, au revoir et bonne journée.";
export const ENGLISH =
  "Hello, this is John Smith. I would like to ask a question about my bill. Please call me back. Good bye.";

export const hasSox = spawnSync("sox", ["--version"]).status === 0;
/** What sox makes of its standard input. */
export const soxOf = (input: Uint8Array, ...args: readonly string[]): Buffer =>
  execFileSync("sox", args, { input, maxBuffer: 2 ** 26, stdio: ["pipe", "pipe", "ignore"] });

/** The rise and fall of a voice, and nothing else of it. */
export function whispered(voice: Pcm): Pcm {
  const next = random(11);
  let envelope = 0;
  return voice.map((x) => {
    envelope += (Math.abs(x) - envelope) / 80;
    return Math.round(envelope * (next() * 2 - 1) * 2);
  });
}
