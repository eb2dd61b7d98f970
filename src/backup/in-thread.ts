import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { Fault } from "../kernel/fault.ts";
import type { Job, Result, Said } from "./jobs.ts";

const program = fileURLToPath(new URL("./worker.js", import.meta.url));

/** Does a job in a thread of its own. Faults: those of the job; `backup.stopped` when the signal ends it. */
export function inThread<J extends Job>(
  job: J,
  progress: (bytes: number) => void,
  signal?: AbortSignal,
): Promise<Result<J>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(program, { workerData: job, name: `backup-${job.do}` });
    const failed = (cause: unknown) => reject(new Fault("backup.failed", "It could not be finished", cause));
    const stop = () => {
      reject(new Fault("backup.stopped", "It was stopped"));
      void worker.terminate();
    };
    if (signal?.aborted) stop();
    signal?.addEventListener("abort", stop, { once: true });
    worker.on("message", (said: Said<J>) => {
      if (said.of === "progress") progress(said.bytes);
      else if (said.of === "done") resolve(said.result);
      else reject(new Fault(said.code, said.sentence));
    });
    worker.once("error", failed);
    worker.once("exit", () => {
      signal?.removeEventListener("abort", stop);
      failed("the thread ended");
    });
  });
}
