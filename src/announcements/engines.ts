import type { Pcm } from "../audio/pcm.ts";
import type { Language } from "../duty/office.ts";
import type { Clock } from "../kernel/clock.ts";
import { asFault, explain, Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { minutes } from "../kernel/units.ts";
import type { Saying } from "./saying.ts";

/** Makes telephone sound of a text: 8 kHz, trimmed, levelled. The first one that works is used. */
export interface SpeechEngine {
  /** Another name for any other sound. */
  readonly name: string;
  readonly languages: readonly Language[];
  /** Faults: `announcements.engine`. Ends when `signal` aborts. */
  speak(saying: Saying, signal: AbortSignal): Promise<Pcm>;
  close?(): void;
}

/** Whoever speaks a text: this process with its engines, or another one. */
export interface Speaking {
  /** Of the engines whose sounds are kept; best first. */
  names(language: Language): readonly string[];
  /** Faults: `announcements.no-engine`, or whatever keeps the other process; the reason of `signal` when it aborts. */
  speak(saying: Saying, signal: AbortSignal): Promise<{ readonly pcm: Pcm; readonly engine: string }>;
  close(): void;
}

/** An engine that failed is tried after the others for this long. */
const REST = minutes(1);

export class Engines implements Speaking {
  readonly #engines: readonly SpeechEngine[];
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #restUntil = new Map<SpeechEngine, number>();

  constructor(engines: readonly SpeechEngine[], clock: Clock, log: Log) {
    this.#engines = engines;
    this.#clock = clock;
    this.#log = log;
  }

  /** Best first. */
  names(language: Language): readonly string[] {
    return this.#speaking(language).map(({ name }) => name);
  }

  /**
   * Faults: `announcements.no-engine` when none can speak it, with the last one's reason; the reason of `signal`
   * when it aborts.
   */
  async speak(saying: Saying, signal: AbortSignal): ReturnType<Speaking["speak"]> {
    const engines = this.#speaking(saying.language);
    const rested = engines.filter((engine) => !this.#rests(engine));
    let last: Fault | undefined;
    for (const engine of [...rested, ...engines.filter((engine) => this.#rests(engine))]) {
      try {
        return { pcm: await engine.speak(saying, signal), engine: engine.name };
      } catch (thrown) {
        signal.throwIfAborted();
        last = asFault(thrown, "announcements.engine");
        this.#restUntil.set(engine, this.#clock.elapsed() + REST);
        this.#log.warn("announcements.engine-failed", { engine: engine.name, why: explain(last) });
      }
    }
    throw new Fault("announcements.no-engine", "No speech engine could say this text", last);
  }

  close(): void {
    for (const engine of this.#engines) engine.close?.();
  }

  #speaking(language: Language): readonly SpeechEngine[] {
    return this.#engines.filter(({ languages }) => languages.includes(language));
  }

  #rests(engine: SpeechEngine): boolean {
    return (this.#restUntil.get(engine) ?? 0) > this.#clock.elapsed();
  }
}
