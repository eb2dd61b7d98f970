import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { z } from "zod";
import type { Language } from "../duty/office.ts";
import { Fault } from "../kernel/fault.ts";
import { hertz } from "../kernel/units.ts";
import { run } from "./program.ts";
import type { Voice } from "./voice.ts";

/** espeak-ng's voices with a variant that a telephone carries well: `fr+f2` works, `fr-fr+f2` drops the variant. */
const ESPEAK_VOICES = { fr: "fr+f2", en: "en-gb+f2" } as const;

/** Words a minute: slower than its usual 175, for callers who are old or ill. */
const ESPEAK_RATE = 145;

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
      const bytes = await run({ command, args: ["--model", model, "--output-raw"], input }, signal);
      return { as: "raw", bytes, rate: hertz(audio.sample_rate) };
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
        return { as: "wav", bytes: await readFile(file) };
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
      const args = ["-v", ESPEAK_VOICES[language], "-s", String(ESPEAK_RATE), "--stdin", "--stdout"];
      return { as: "wav", bytes: await run({ command, args, input: text }, signal) };
    },
  };
}

/** espeak-ng compiled to WebAssembly, from npm: it works where nothing else is installed. */
export function espeakOfNpm(): Voice {
  return {
    name: "espeak-ng-npm",
    languages: ["fr", "en"],
    speak: async (text, language) => ({ as: "espeak", text, voice: ESPEAK_VOICES[language], rate: ESPEAK_RATE }),
  };
}
