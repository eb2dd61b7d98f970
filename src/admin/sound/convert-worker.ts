import { parentPort, workerData } from "node:worker_threads";
import { type Cut, convertSound } from "./convert-sound.ts";

/** A thread that converts one recording and ends. */
const { upload, cut } = workerData as { readonly upload: Uint8Array; readonly cut: Cut };
parentPort?.postMessage(convertSound(upload, cut));
