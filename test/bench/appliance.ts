import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { promisify } from "node:util";
import { memoryOf, type Usage, usageOf } from "./process-usage.ts";
import { until } from "./until.ts";

const PROGRAM = join(import.meta.dirname, "../../src/app/permanence.js");
const READY = "the line is ready";
const run = promisify(execFile);

/** One of the program's other commands, done. */
export async function permanence(folder: string, ...words: readonly string[]): Promise<void> {
  await run(process.execPath, [PROGRAM, ...words, "--data", folder]);
}

/** The real program, in a process of its own. */
export interface Appliance {
  /** When its process was started and when it said that the line is ready: milliseconds of `performance.now()`. */
  readonly startedAt: number;
  readonly readyAt: number;
  /** What it has told about its calls. */
  told(): string;
  usage(): Promise<Usage>;
  /** MB, now. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts the program, and waits for its line. */
export async function startAppliance(folder: string, log = "warn"): Promise<Appliance> {
  const startedAt = performance.now();
  const words = [PROGRAM, "start", "--no-demo", "--data", folder, "--log", log];
  const child: ChildProcess = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "pipe"] });
  let told = "";
  let readyAt = Number.NaN;
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (text) => {
      told += text;
      if (Number.isNaN(readyAt) && told.includes(READY)) readyAt = performance.now();
    });
  await until(() => {
    if (child.exitCode !== null) throw new Error(`The appliance ended:\n${told}`);
    return !Number.isNaN(readyAt);
  }, "the line is ready");
  return {
    startedAt,
    readyAt,
    told: () => told,
    usage: () => usageOf(child.pid ?? 0),
    memory: () => memoryOf(child.pid ?? 0),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}
