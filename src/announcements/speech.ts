import type { Log } from "../kernel/log.ts";
import { type Millis, seconds } from "../kernel/units.ts";
import type { SpeechEngine } from "./engines.ts";
import { findProgram } from "./program.ts";
import { speakable } from "./speakable.ts";
import { SpeechProcess } from "./speech-process.ts";
import type { Voice } from "./voice.ts";
import { espeak, espeakOfNpm, type PiperSettings, pico, piper } from "./voices.ts";

/** A minute of announcement takes a small machine a few seconds; past this an engine hangs. */
const LONGEST = seconds(30);

/** A voice with a time limit, whose sound is fit for a telephone and whose text is held to what can be spoken. */
export function engineOf(voice: Voice, process: SpeechProcess, limit: Millis = LONGEST): SpeechEngine {
  return {
    name: voice.name,
    languages: voice.languages,
    async speak(text, language, outer) {
      // The limit is the system's time, as the engine is: another process, which no other clock moves.
      const signal = AbortSignal.any([outer, AbortSignal.timeout(limit)]);
      return process.finish(await voice.speak(speakable(text), language, signal), signal);
    },
    close: () => process.close(),
  };
}

export interface EngineSettings {
  readonly piper: PiperSettings | null;
  /** Where installed programs are looked for: the environment's `PATH`. */
  readonly path: string;
}

/** The engines there are, best first. The last one came with the program, so there is always one. */
export async function findEngines({ piper: settings, path }: EngineSettings, log: Log): Promise<SpeechEngine[]> {
  const voices: Voice[] = [];
  if (settings) {
    const program = await findProgram(settings.program, path);
    if (program) voices.push(piper(program, settings.voices));
    else log.warn("announcements.piper-missing", { program: settings.program });
  }
  const [picoProgram, espeakProgram] = await Promise.all([
    findProgram("pico2wave", path),
    findProgram("espeak-ng", path),
  ]);
  if (picoProgram) voices.push(pico(picoProgram));
  if (espeakProgram) voices.push(espeak(espeakProgram));
  voices.push(espeakOfNpm());
  log.info("announcements.engines", { engines: voices.map(({ name }) => name) });
  const process = new SpeechProcess();
  return voices.map((voice) => engineOf(voice, process));
}
