import { Worker } from "node:worker_threads";
import { Fault } from "../../kernel/fault.ts";
import { Refused } from "../sentences/refusals.ts";
import { createTurns, type Turns } from "./turns.ts";

/** Heavy work, in a thread of its own: so many at once, so many that wait, so long each and so much memory. */
export interface Workshop {
  /**
   * What the script answers to its data. Faults: `admin.busy` when too much waits, `admin.too-heavy` for what takes too
   * long or too much memory, `admin.work` when the thread ends without an answer. `given`: bytes in the data that nobody
   * else needs any more, which are then not copied.
   */
  run<T>(script: URL, workerData: unknown, given?: Uint8Array): Promise<T>;
}

const AT_ONCE = 1;
const MOST_WAITING = 8;
/** Milliseconds. */
const LONGEST = 15_000;
const MEMORY = { maxOldGenerationSizeMb: 256 };

export function createWorkshop(turns: Turns = createTurns(AT_ONCE, MOST_WAITING), longest = LONGEST): Workshop {
  return {
    run: (script, workerData, given) => turns.take(() => inThread(script, workerData, whole(given), longest)),
  };
}

/** Only what has its memory to itself can be handed over: small buffers share theirs. */
const whole = (given: Uint8Array | undefined): ArrayBuffer[] =>
  given?.buffer instanceof ArrayBuffer && given.byteLength === given.buffer.byteLength ? [given.buffer] : [];

function inThread<T>(script: URL, workerData: unknown, transferList: ArrayBuffer[], longest: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { workerData, transferList, resourceLimits: MEMORY });
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
