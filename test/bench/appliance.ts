import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { inside } from "../../src/app/paths.ts";
import { until } from "../kit/until.ts";
import { memoryOf, type Usage, usageOf } from "./process-usage.ts";

/** As it runs on the box. */
const PROGRAM = join(import.meta.dirname, "../../run/permanence.js");
const READY = "the line is ready";
const run = promisify(execFile);

/** One of the program's other commands, done. */
export async function permanence(folder: string, ...words: readonly string[]): Promise<void> {
  await run(process.execPath, [PROGRAM, ...words, "--data", folder]);
}

/** Whoever answers calls, whoever has the page, and who started both. */
export type Part = "telephone" | "office" | "launcher";

/** The real program, in processes of its own. */
export interface Appliance {
  /** When its process was started and when it said that the line is ready: milliseconds of `performance.now()`. */
  readonly startedAt: number;
  readonly readyAt: number;
  /** What it has told about its calls. */
  told(): string;
  usage(of: Part): Promise<Usage>;
  /** MB, now. */
  memory(of: Part): Promise<number>;
  /** Until all announcements are spoken. */
  spoken(): Promise<void>;
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
  /** By the lock that it holds; the office begins once the line is ready. */
  const pidOf = async (part: Part): Promise<number> => {
    if (part === "launcher") return child.pid ?? 0;
    const lock = join(folder, `${part}.pid`);
    await until(() => existsSync(lock), `the ${part} has begun`);
    return Number((await readFile(lock, "utf8")).split(" ")[0]);
  };
  return {
    startedAt,
    readyAt,
    told: () => told,
    usage: async (of) => usageOf(await pidOf(of)),
    memory: async (of) => memoryOf(await pidOf(of)),
    spoken: () => until(() => existsSync(join(inside(folder).speech, "engines.json")), "the announcements are spoken"),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}
