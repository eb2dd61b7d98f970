import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../kernel/clock.ts";
import { Fault } from "../kernel/fault.ts";
import { type Log, silentLog } from "../kernel/log.ts";
import { millis, seconds } from "../kernel/units.ts";
import { type Kept, keepRunning } from "./keep-running.ts";
import { toStandardError, toStandardOutput } from "./outlet.ts";
import { simulatedPort } from "./paths.ts";

/** This program; the simulator is another run of it. */
export const PROGRAM = join(import.meta.dirname, "permanence.js");
const START_WITHIN_MS = 10_000;
/** A telephone network that fails is repaired, sooner or later. */
const PAUSES = [millis(100), millis(500), seconds(2), seconds(10)];

/**
 * Keeps the simulator running in a process of its own: a telephone exchange and a modem on a pseudo-terminal for each
 * line. The appliance meets it only there, byte for byte as it meets a real modem. It ends with this process.
 */
export const keepSimulator = (folder: string, clock: Clock, log: Log): Kept =>
  keepRunning({
    name: "simulator",
    words: [PROGRAM, "simulator", "--data", folder],
    pauses: PAUSES,
    clock,
    log,
    stdin: "pipe",
    out: toStandardOutput,
    err: toStandardError,
  });

/** Its pseudo-terminals are gone when this resolves: it ends when nobody holds its standard input. */
export const endSimulator = (simulator: Kept): Promise<void> => simulator.stop((child) => void child.stdin?.end());

/** The same, once its lines are there. Fault `app.no-simulator`. */
export async function startSimulator(folder: string, lines: readonly string[], clock: Clock): Promise<Kept> {
  const simulator = keepSimulator(folder, clock, silentLog);
  if (await simulatedLinesAreThere(folder, lines, clock)) return simulator;
  await endSimulator(simulator);
  throw new Fault("app.no-simulator", "The simulator did not come up.");
}

export async function simulatedLinesAreThere(folder: string, lines: readonly string[], clock: Clock): Promise<boolean> {
  const there = () => lines.every((line) => existsSync(simulatedPort(folder, line)));
  for (let waited = 0; waited < START_WITHIN_MS && !there(); waited += 20) await clock.sleep(millis(20));
  return there();
}
