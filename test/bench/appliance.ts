import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { demoOffice } from "../../src/app/demo-office.ts";
import type { Pcm } from "../../src/audio/pcm.ts";
import { writeWav } from "../../src/audio/wav.ts";
import { Fault } from "../../src/kernel/fault.ts";
import { type Usage, usageOf } from "./process-usage.ts";
import type { TimedLine } from "./timed-line.ts";
import { until } from "./until.ts";

const PROGRAM = join(import.meta.dirname, "../../src/app/permanence.js");
const run = promisify(execFile);

/** The real program, in a process of its own. */
export interface Appliance {
  /** When its process was started and when it said that the line is ready: milliseconds of `performance.now()`. */
  readonly startedAt: number;
  readonly readyAt: number;
  /** What it has told about its calls. */
  told(): string;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

/** What the appliance shall be, for a measurement. */
export interface Installation {
  readonly folder: string;
  readonly line: TimedLine;
  /** Changes of the demonstration's office. */
  readonly office: Readonly<Record<string, unknown>>;
  /** What is said instead of these announcements; a name ends in `--urgent` for the variant with the key. */
  readonly recorded: Readonly<Record<string, Pcm>>;
}

/** Makes a data folder that has been used before: all is stored and spoken. */
export async function install({ folder, line, office, recorded }: Installation): Promise<void> {
  const { number, port } = line;
  await writeFile(join(folder, "config.json"), JSON.stringify({ lines: [{ name: "line-1", number, port }] }));
  const file = join(folder, "office.json");
  await writeFile(file, JSON.stringify({ ...demoOffice, hours: [], rota: [], closedOnHolidays: false, ...office }));
  const permanence = (...words: readonly string[]) => run(process.execPath, [PROGRAM, ...words, "--data", folder]);
  await permanence("import", file);
  for (const [which, sound] of Object.entries(recorded)) {
    const wav = join(folder, "to-record.wav");
    await writeFile(wav, writeWav(sound));
    const [kind = "", ...urgent] = which.split(" ");
    await permanence("announcements", "record", kind, wav, ...urgent);
  }
  const first = await startAppliance(folder, "info");
  await until(() => first.told().includes("announcements.prepared"), "the announcements are spoken");
  await first.stop();
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
    if (child.exitCode !== null) throw new Fault("app.bench", `The appliance ended:\n${told}`);
    return !Number.isNaN(readyAt);
  }, "the line is ready");
  return {
    startedAt,
    readyAt,
    told: () => told,
    usage: () => usageOf(child.pid ?? 0),
    async stop() {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

const READY = "the line is ready";
