import type { SpeechEngine } from "../../src/announcements/engines.ts";
import type { Log } from "../../src/kernel/log.ts";

export interface FakeEngine extends SpeechEngine {
  readonly said: string[];
  /** Throws instead of speaking. */
  broken: boolean;
  /** Waits for this before it speaks. */
  gate: Promise<void> | null;
}

/** An engine whose sound tells the length of its text. */
export function fakeEngine(name = "fake", languages: SpeechEngine["languages"] = ["fr", "en"]): FakeEngine {
  const said: string[] = [];
  return {
    name,
    languages,
    said,
    broken: false,
    gate: null,
    async speak({ text }, signal) {
      said.push(text);
      if (this.gate) await unlessAborted(this.gate, signal);
      if (this.broken) throw new Error("it has lost its voice");
      return new Int16Array(800 + text.length).fill(1000);
    },
  };
}

/** A log that is read by tests. */
export function keptLog(): Log & { readonly events: string[] } {
  const events: string[] = [];
  const keep = (event: string) => void events.push(event);
  return { events, debug: () => undefined, info: keep, warn: keep, error: keep };
}

function unlessAborted(gate: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    // On a busy machine it is asked when it is not wanted any more.
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    void gate.then(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    });
  });
}
