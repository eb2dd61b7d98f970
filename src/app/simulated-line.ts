import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../kernel/clock.ts";
import { Fault } from "../kernel/fault.ts";
import { millis } from "../kernel/units.ts";
import { simulatedPort } from "./paths.ts";

/** This program; the simulator is another run of it. */
const PROGRAM = join(import.meta.dirname, "permanence.js");
const START_WITHIN_MS = 10_000;

/**
 * Starts the simulator in a process of its own: a telephone exchange and a modem on a pseudo-terminal for each line.
 * The appliance meets it only there, byte for byte as it meets a real modem. It ends with this process.
 * Fault `app.no-simulator`.
 */
export async function startSimulator(folder: string, lines: readonly string[], clock: Clock): Promise<ChildProcess> {
  const child = spawn(process.execPath, [PROGRAM, "simulator", "--data", folder], {
    stdio: ["pipe", "inherit", "inherit"],
  });
  const ended = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", (code) =>
      reject(new Fault("app.no-simulator", `The simulator ended (${code}); its own words are above.`)),
    );
  });
  ended.catch(() => undefined);
  const ready = async () => {
    for (let waited = 0; waited < START_WITHIN_MS; waited += 20) {
      if (lines.every((line) => existsSync(simulatedPort(folder, line)))) return;
      await clock.sleep(millis(20));
    }
    throw new Fault("app.no-simulator", "The simulator did not come up.");
  };
  await Promise.race([ready(), ended]);
  return child;
}

/** Its pseudo-terminals are gone when this resolves. */
export async function endSimulator(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.stdin?.end();
  await ended;
}
