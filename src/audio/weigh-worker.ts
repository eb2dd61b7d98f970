import { parentPort, workerData } from "node:worker_threads";
import type { Pcm } from "./pcm.ts";
import { weighHere } from "./weigh.ts";

/** A thread that weighs one recording and ends. */
parentPort?.postMessage(weighHere(workerData as Pcm));
