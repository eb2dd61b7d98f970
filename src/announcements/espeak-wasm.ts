import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { toTelephone } from "../audio/resample.ts";
import { Fault } from "../kernel/fault.ts";
import { hertz } from "../kernel/units.ts";
import { lowerPriority } from "./program.ts";
import { ESPEAK_RATE, espeakVoices, type Voice } from "./voice.ts";

interface Answer {
  readonly id: number;
  readonly rate: number;
  readonly parts: readonly Int16Array[];
}

const isAnswer = (message: unknown): message is Answer =>
  typeof message === "object" && message !== null && "id" in message && "parts" in message;

const childFile = fileURLToPath(new URL("./espeak-wasm-child.js", import.meta.url));

/**
 * espeak-ng from npm, which works where nothing else is installed. Its process is started with the first text, kept
 * for the next ones, and leaves by itself.
 */
export function espeakWasm(): Voice {
  let child: ChildProcess | null = null;
  let last = 0;

  const started = (): ChildProcess => {
    if (child?.connected) return child;
    const fresh = fork(childFile, {
      serialization: "advanced",
      execArgv: [],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    lowerPriority(fresh.pid);
    // A faulty start is told to whoever waits, by `exit`; the process must not end for it.
    fresh.on("error", () => undefined);
    fresh.setMaxListeners(0);
    fresh.unref();
    fresh.channel?.unref();
    child = fresh;
    return fresh;
  };

  const speak: Voice["speak"] = (text, language, signal) =>
    new Promise((resolve, reject) => {
      const failed = (why: string) => reject(new Fault("announcements.engine", `The espeak-ng of npm ${why}`));
      if (signal.aborted) return failed("was not started in time");
      const asked = started();
      const id = ++last;
      const answered = (message: unknown) => {
        if (!isAnswer(message) || message.id !== id) return;
        done();
        resolve(toTelephone(joined(message.parts), hertz(message.rate)));
      };
      const gone = () => {
        done();
        failed("ended before it had spoken");
      };
      const late = () => {
        done();
        // It can't be told to stop: only ending it frees the processor.
        asked.kill("SIGKILL");
        if (child === asked) child = null;
        failed("took too long");
      };
      const done = () => {
        asked.off("message", answered).off("exit", gone).off("error", gone);
        signal.removeEventListener("abort", late);
        if (asked.listenerCount("message") === 0) asked.channel?.unref();
      };
      asked.on("message", answered).on("exit", gone).on("error", gone);
      signal.addEventListener("abort", late, { once: true });
      asked.channel?.ref();
      asked.send({ id, text, voice: espeakVoices[language], rate: ESPEAK_RATE }, (unsent) => {
        if (unsent) gone();
      });
    });

  return {
    name: "espeak-ng-npm",
    languages: ["fr", "en"],
    speak,
    close() {
      child?.kill();
      child = null;
    },
  };
}

/** Full scale ±1. */
function joined(parts: readonly Int16Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) for (const sample of part) whole[at++] = sample / 2 ** 15;
  return whole;
}
