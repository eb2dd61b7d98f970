import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { z } from "zod";
import type { Language } from "../duty/office.ts";
import { Fault } from "../kernel/fault.ts";
import { hertz } from "../kernel/units.ts";
import { run } from "./program.ts";
import type { Voice } from "./voice.ts";

/** espeak-ng's voices with a variant that a telephone carries well: `fr+f2` works, `fr-fr+f2` drops the variant. */
const ESPEAK_VOICES = { fr: "fr+f2", en: "en-gb+f2" } as const;

/** Words a minute that last as long as the same words of Pico: its usual 175 hurries. */
const ESPEAK_RATE = 161;

/** Where the owner put Piper (or the folder of sherpa-onnx-node) and a voice for each language (`fr_FR-siwis-medium.onnx`, its `.json` beside it). */
export interface PiperSettings {
  readonly program: string;
  readonly voices: Readonly<Partial<Record<Language, string | undefined>>>;
}

/** The part of a Piper voice's `.onnx.json` that is needed. */
const piperVoice = z.object({ audio: z.object({ sample_rate: z.int().min(8000).max(48_000) }) });

const spokenIn = (voices: PiperSettings["voices"]): Language[] =>
  (["fr", "en"] as const).filter((language) => voices[language] !== undefined);

function modelOf(voices: PiperSettings["voices"], language: Language): string {
  const model = voices[language];
  if (model === undefined) throw new Fault("announcements.engine", `Piper has no voice for "${language}"`);
  return model;
}

export function piper(command: string, voices: PiperSettings["voices"]): Voice {
  const languages = spokenIn(voices);
  return {
    name: `piper ${languages.map((language) => basename(voices[language] ?? "", ".onnx")).join(" ")}`,
    languages,
    async speak({ text, language, speed }, signal) {
      const model = modelOf(voices, language);
      const { audio } = piperVoice.parse(JSON.parse(await readFile(`${model}.json`, "utf8")));
      const stretch = (100 / speed).toFixed(2);
      // To Piper, a line is an utterance.
      const input = `${text.replace(/\s+/g, " ")}\n`;
      const bytes = await run(
        { command, args: ["--model", model, "--output-raw", "--length_scale", stretch], input },
        signal,
      );
      return { as: "raw", bytes, rate: hertz(audio.sample_rate) };
    },
  };
}

/**
 * The npm package sherpa-onnx-node, which needs no Python: a Piper voice in the form that its authors give it, with
 * `tokens.txt` and the folder `espeak-ng-data` beside the `.onnx`.
 */
export function sherpa(folder: string, voices: PiperSettings["voices"]): Voice {
  const languages = spokenIn(voices);
  return {
    name: `sherpa ${languages.map((language) => basename(voices[language] ?? "", ".onnx")).join(" ")}`,
    languages,
    speak: async (saying) => ({ as: "sherpa", saying, package: folder, model: modelOf(voices, saying.language) }),
  };
}

/** SVOX Pico, with the voices that come with the program: it works where nothing else is installed. */
export function pico(folder: string): Voice {
  return {
    name: "svox-pico",
    languages: ["fr", "en"],
    speak: async (saying) => ({ as: "pico", saying, folder }),
  };
}

export function espeak(command: string): Voice {
  return {
    name: "espeak-ng",
    languages: ["fr", "en"],
    async speak({ text, language, speed }, signal) {
      const rate = Math.round((ESPEAK_RATE * speed) / 100);
      const args = ["-v", ESPEAK_VOICES[language], "-s", String(rate), "--stdin", "--stdout"];
      return { as: "wav", bytes: await run({ command, args, input: text }, signal) };
    },
  };
}
