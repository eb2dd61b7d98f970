import { parentPort, workerData } from "node:worker_threads";
import { storeFault } from "../store/sqlite-fault.ts";
import { type Job, runJob, type Said } from "./jobs.ts";

/** A thread that does one job and ends. */
const say = (said: Said): void => parentPort?.postMessage(said);
try {
  const result = await runJob(workerData as Job, (bytes) => say({ of: "progress", bytes }));
  say({ of: "done", result } as Said);
} catch (thrown) {
  const { code, message } = storeFault(thrown);
  say({ of: "fault", code, sentence: message });
}
