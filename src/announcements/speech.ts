import { access } from "node:fs/promises";
import { basename, isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Log } from "../kernel/log.ts";
import { type Millis, millis, seconds } from "../kernel/units.ts";
import { asSaid } from "./as-said.ts";
import type { SpeechEngine } from "./engines.ts";
import { findProgram } from "./program.ts";
import { speakable } from "./speakable.ts";
import { SpeechProcess } from "./speech-process.ts";
import type { Voice } from "./voice.ts";
import { espeak, type PiperSettings, pico, piper, sherpa } from "./voices.ts";

/** Past this, and what its letters add, an engine hangs: it need not be faster than somebody who reads aloud. */
const LONGEST = seconds(30);
const A_LETTER = millis(100);

/** A voice with a time limit, whose sound is fit for a telephone and whose text is held to what can be spoken. */
export function engineOf(voice: Voice, process: SpeechProcess, limit: Millis = LONGEST): SpeechEngine {
  return {
    name: voice.name,
    languages: voice.languages,
    async speak(saying, outer) {
      const text = speakable(asSaid(saying.text, saying.language));
      // The limit is the system's time, as the engine is: another process, which no other clock moves.
      const signal = AbortSignal.any([outer, AbortSignal.timeout(limit + A_LETTER * text.length)]);
      return process.finish(await voice.speak({ ...saying, text }, signal), signal);
    },
    close: () => process.close(),
  };
}

export interface EngineSettings {
  readonly piper: PiperSettings | null;
  /** Where installed programs are looked for: the environment's `PATH`. */
  readonly path: string;
  /** Where the data of the voices is that came with the program: the project's `audio/voices`. */
  readonly voices: string;
}

/** The engines there are, best first. Pico came with the program, so there is always one. */
export async function findEngines(settings: EngineSettings, log: Log): Promise<SpeechEngine[]> {
  const { piper: owners, path, voices: folder } = settings;
  const voices: Voice[] = [];
  if (owners) {
    const voice = await ownersVoice(owners, path);
    if (voice) voices.push(voice);
    else log.warn("announcements.piper-missing", { program: owners.program });
  }
  voices.push(pico(folder));
  const espeakProgram = await findProgram("espeak-ng", path);
  if (espeakProgram) voices.push(espeak(espeakProgram));
  log.info("announcements.engines", { engines: voices.map(({ name }) => name) });
  const process = new SpeechProcess();
  return voices.map((voice) => engineOf(voice, process));
}

/** Null where what the settings name is not there. */
async function ownersVoice({ program, voices }: PiperSettings, path: string): Promise<Voice | null> {
  const folder = await findPackage(program);
  if (folder) return sherpa(folder, voices);
  const command = await findProgram(program, path);
  return command ? piper(command, voices) : null;
}

/** The folder of an npm package: by its path, or one that was installed beside ours. Null where there is none. */
async function findPackage(name: string): Promise<string | null> {
  if (basename(name) !== "sherpa-onnx-node") return null;
  const folder = isAbsolute(name) ? name : fileURLToPath(new URL(`../../../node_modules/${name}`, import.meta.url));
  return access(join(folder, "package.json")).then(
    () => folder,
    () => null,
  );
}
