import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Pcm } from "../audio/pcm.ts";
import { explain, Fault } from "../kernel/fault.ts";
import { lowerPriority } from "./program.ts";
import type { Speech } from "./voice.ts";

interface Answer {
  readonly id: number;
  readonly pcm?: Pcm;
  readonly why?: string;
}

interface Waiting {
  done(answer: Answer): void;
  /** `left`: it had nothing to do and went, just when it was asked. */
  lost(why: string, left: boolean): void;
}

const childFile = fileURLToPath(new URL("./speech-child.js", import.meta.url));

/**
 * The process that makes telephone sound of speech, beside calls and never in their way. It is started when it is
 * needed, leaves by itself when it is not, and keeps no one from leaving.
 */
export class SpeechProcess {
  #child: ChildProcess | null = null;
  #waiting = new Map<number, Waiting>();
  #last = 0;

  /** Faults: `announcements.engine`. An abort ends the process, for nothing else frees the processor. */
  finish(speech: Speech, signal: AbortSignal): Promise<Pcm> {
    const id = ++this.#last;
    return new Promise<Pcm>((resolve, reject) => {
      const lost = (why: string): void => reject(new Fault("announcements.engine", `The speech process ${why}`));
      if (signal.aborted) return lost("was not asked in time");
      let child: ChildProcess;
      try {
        child = this.#running();
      } catch (thrown) {
        return lost(`can't be started (${explain(thrown)})`);
      }
      const late = (): void => this.#end(child, "took too long");
      signal.addEventListener("abort", late, { once: true });
      const settled = (): void => {
        signal.removeEventListener("abort", late);
        this.#waiting.delete(id);
        if (this.#waiting.size === 0) child.channel?.unref();
      };
      this.#waiting.set(id, {
        done: ({ pcm, why }) => {
          settled();
          if (pcm) resolve(pcm);
          else lost(`could not make it: ${why ?? "no reason given"}`);
        },
        lost: (why, left) => {
          settled();
          if (left) resolve(this.finish(speech, signal));
          else lost(why);
        },
      });
      child.channel?.ref();
      // Not even a channel could be had; its error comes later.
      if (!child.connected) return this.#end(child, "can't be reached");
      child.send({ id, speech }, (unsent) => {
        if (unsent) this.#end(child, "can't be reached");
      });
    });
  }

  close(): void {
    if (this.#child) this.#end(this.#child, "was closed");
  }

  #running(): ChildProcess {
    if (this.#child?.connected) return this.#child;
    const child = fork(childFile, {
      serialization: "advanced",
      execArgv: [],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    // First of all: one for which no descriptor is left says so by this.
    child.on("error", () => this.#end(child, "can't be run"));
    lowerPriority(child.pid);
    child.on("message", (answer: Answer) => this.#waiting.get(answer.id)?.done(answer));
    child.on("exit", (code) => this.#end(child, "ended before it was done", code === 0));
    child.unref();
    this.#child = child;
    return child;
  }

  #end(child: ChildProcess, why: string, left = false): void {
    if (this.#child !== child) return;
    this.#child = null;
    child.kill("SIGKILL");
    for (const waiting of [...this.#waiting.values()]) waiting.lost(why, left);
  }
}
