import { parentPort, workerData } from "node:worker_threads";
import type { Language } from "../../duty/office.ts";
import type { SheetList } from "../schemas/sheets.ts";
import { readSheet } from "./read-sheet.ts";
import type { Known } from "./reading.ts";

/** A thread that reads one table and ends. */
const { bytes, list, known, language } = workerData as {
  readonly bytes: Uint8Array;
  readonly list: SheetList;
  readonly known: Known;
  readonly language: Language;
};
parentPort?.postMessage(readSheet(bytes, list, known, language));
