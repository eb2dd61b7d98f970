import { Worker } from "node:worker_threads";
import { Fault } from "../../kernel/fault.ts";
import { Refused } from "../sentences/refusals.ts";
import { createTurns, type Turns } from "./turns.ts";

/** Heavy work, in a thread of its own: so many at once, so many that wait, so long each and so much memory. */
export interface Workshop {
  /**
   * What the script answers to its data. Faults: `admin.busy` when too much waits, `admin.too-heavy` for what takes too
   * long or too much memory, `admin.work` when the thread ends without an answer.
   */
  run<T>(script: URL, workerData: unknown): Promise<T>;
}

const AT_ONCE = 1;
const MOST_WAITING = 8;
/** Milliseconds. */
const LONGEST = 15_000;
const MEMORY = { maxOldGenerationSizeMb: 256 };

export function createWorkshop(turns: Turns = createTurns(AT_ONCE, MOST_WAITING), longest = LONGEST): Workshop {
  return { run: (script, workerData) => turns.take(() => inThread(script, workerData, longest)) };
}

function inThread<T>(script: URL, workerData: unknown, longest: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { workerData, resourceLimits: MEMORY });
    const late = setTimeout(() => end(() => reject(new Refused("too-heavy"))), longest);
    const end = (tell: () => void): void => {
      clearTimeout(late);
      void worker.terminate();
      tell();
    };
    worker.once("message", (answer: T) => end(() => resolve(answer)));
    worker.once("error", (cause: NodeJS.ErrnoException) =>
      end(() =>
        reject(cause.code === "ERR_WORKER_OUT_OF_MEMORY" ? new Refused("too-heavy", "", {}, cause) : broken(cause)),
      ),
    );
    worker.once("exit", () => end(() => reject(broken())));
  });
}

const broken = (cause?: unknown): Fault => new Fault("admin.work", "A piece of work ended without an answer", cause);
