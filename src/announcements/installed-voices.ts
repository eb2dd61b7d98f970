import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { z } from "zod";
import { toTelephone } from "../audio/resample.ts";
import { readWav } from "../audio/wav.ts";
import type { Language } from "../duty/office.ts";
import { Fault } from "../kernel/fault.ts";
import { hertz } from "../kernel/units.ts";
import { run } from "./program.ts";
import { ESPEAK_RATE, espeakVoices, type Voice } from "./voice.ts";

/** Where the owner put Piper and a voice for each language (`fr_FR-siwis-medium.onnx`, its `.json` beside it). */
export interface PiperSettings {
  readonly program: string;
  readonly voices: Readonly<Partial<Record<Language, string | undefined>>>;
}

/** The part of a Piper voice's `.onnx.json` that is needed. */
const piperVoice = z.object({ audio: z.object({ sample_rate: z.int().min(8000).max(48_000) }) });

export function piper(command: string, voices: PiperSettings["voices"]): Voice {
  const languages = (["fr", "en"] as const).filter((language) => voices[language] !== undefined);
  return {
    name: `piper ${languages.map((language) => basename(voices[language] ?? "", ".onnx")).join(" ")}`,
    languages,
    async speak(text, language, signal) {
      const model = voices[language];
      if (model === undefined) throw new Fault("announcements.engine", `Piper has no voice for "${language}"`);
      const { audio } = piperVoice.parse(JSON.parse(await readFile(`${model}.json`, "utf8")));
      // To Piper, a line is an utterance.
      const input = `${text.replace(/\s+/g, " ")}\n`;
      const raw = await run({ command, args: ["--model", model, "--output-raw"], input }, signal);
      const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
      const samples = Float32Array.from({ length: raw.length >> 1 }, (_, n) => view.getInt16(n * 2, true) / 2 ** 15);
      return toTelephone(samples, hertz(audio.sample_rate));
    },
  };
}

/** SVOX Pico. It takes its text as an argument only, behind `--` so that it is never an option, and writes a file. */
export function pico(command: string): Voice {
  const names = { fr: "fr-FR", en: "en-GB" } as const;
  return {
    name: "pico",
    languages: ["fr", "en"],
    async speak(text, language, signal) {
      const folder = await mkdtemp(join(tmpdir(), "permanence-pico-"));
      try {
        const file = join(folder, "speech.wav");
        await run({ command, args: [`--lang=${names[language]}`, `--wave=${file}`, "--", text], input: "" }, signal);
        return readWav(await readFile(file));
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

export function espeak(command: string): Voice {
  return {
    name: "espeak-ng",
    languages: ["fr", "en"],
    async speak(text, language, signal) {
      const args = ["-v", espeakVoices[language], "-s", String(ESPEAK_RATE), "--stdin", "--stdout"];
      return readWav(await run({ command, args, input: text }, signal));
    },
  };
}
