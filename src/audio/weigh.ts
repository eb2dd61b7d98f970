import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { type Sound, soundOf } from "./grade.ts";
import type { Pcm } from "./pcm.ts";
import { trimmedPart } from "./trim.ts";

/** What a recording is worth: what is heard in it, and the part that is left when it is trimmed, in samples. */
export interface Weighed {
  readonly sound: Sound;
  readonly from: number;
  readonly until: number;
}

const program = fileURLToPath(new URL("./weigh-worker.js", import.meta.url));

/**
 * Weighs a recording in a thread of its own, for minutes of sound take long enough for another line to be late. Where no
 * thread is to be had it is done here: a message is worth that.
 */
export const weigh = (pcm: Pcm): Promise<Weighed> => inThread(pcm).catch(() => weighHere(pcm));

export function weighHere(pcm: Pcm): Weighed {
  const [from, until] = trimmedPart(pcm);
  return { sound: soundOf(pcm), from, until };
}

function inThread(pcm: Pcm): Promise<Weighed> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(program, { workerData: pcm, name: "weigh" });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("the thread ended")));
  });
}
