import { parentPort, workerData } from "node:worker_threads";
import { readCalendar } from "./read-calendar.ts";
import type { CalendarQuestion } from "./reading.ts";

/** A thread that reads one calendar file and ends. */
parentPort?.postMessage(readCalendar(workerData as CalendarQuestion));
