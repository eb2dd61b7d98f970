import { mkdir } from "node:fs/promises";
import { systemClock } from "../../kernel/clock.ts";
import { explain } from "../../kernel/fault.ts";
import { millis, seconds } from "../../kernel/units.ts";
import { consoleLog } from "../console-log.ts";
import { harmless } from "../harmless.ts";
import { lockData } from "../instance-lock.ts";
import { type Kept, keepRunning } from "../keep-running.ts";
import { ENDED } from "../last-resort.ts";
import { toStandardError, toStandardOutput } from "../outlet.ts";
import { dataFolder, LINES_UNTOLD } from "../paths.ts";
import { endSimulator, keepSimulator, PROGRAM } from "../simulated-line.ts";
import type { ProcessOptions } from "./telephone.ts";

interface StartOptions extends ProcessOptions {
  readonly demo: boolean;
  readonly lines?: "analog" | "mobile";
}

/** What a call leaves behind is small and short-lived: room for it that is swept often, and a sixth of the memory less. */
const LEAN = ["--max-semi-space-size=1"];
/** So little is swept sooner by one thread than by five that have to be woken. */
const SWEPT_BY_ONE = "--single-threaded-gc";
/**
 * A call is short, and the next one is another's: what runs fifteen times as often as V8 asks for is made faster by it
 * and nothing else. Its helpers took a fifth of the processor's time of a call, and 4 MB.
 */
const FEW_MADE_FASTER = "--interrupt-budget=1000000";
/**
 * Each of ten threads takes room of its own from the C library, and gives none back: one for all of them will do. What
 * is as large as a recording is given back at once, for the library would learn not to.
 */
const GIVEN_BACK = { MALLOC_ARENA_MAX: "1", MALLOC_MMAP_THRESHOLD_: "65536", MALLOC_TRIM_THRESHOLD_: "131072" };
/** Nothing is told by the machine's own zone; one that is said beforehand may be changed for a moment (`kernel/zone-offset.ts`). */
const IN_A_ZONE = { TZ: process.env.TZ ?? "UTC" };
const AROUND = { ...GIVEN_BACK, ...IN_A_ZONE };
/** Whoever answers calls is there again at once; only what fails at each start waits. */
const TELEPHONE_PAUSES = [millis(0), millis(200), seconds(1), seconds(2), seconds(5), seconds(10)];
const OFFICE_PAUSES = [500, 500, 1000, 1000, 2000, 2000, 5000, 10_000].map(millis);
const SILENT_FOR = seconds(60);
/** The office takes most of a second of the processor to load: no modem waits for it, only one that is not there. */
const LINE_PATIENCE = seconds(3);

const say = (line: string): void => toStandardOutput(`${harmless(line)}\n`);

/**
 * Runs the appliance until it is told to stop: the process that answers calls, the one of the page and the post, and a
 * telephone network where lines are simulated. Each is started again when it ends. Here nothing is done that can fail.
 */
export async function start(options: StartOptions): Promise<void> {
  const folder = dataFolder(options.data);
  // Read by each process, as the configuration is.
  if (options.lines) process.env[LINES_UNTOLD] = options.lines;
  const [log, clock] = [consoleLog(options.log), systemClock];
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((thrown) =>
    log.error("app.no-folder", { why: explain(thrown) }),
  );
  const unlock = await lockData(folder, "running.pid", undefined, log);
  // Nothing is left half done here that a fault could spoil: who is started goes on.
  for (const last of ["uncaughtException", "unhandledRejection"] as const)
    process.on(last, (thrown: unknown) => log.error("app.launcher", { why: explain(thrown) }));

  const words = (name: string, ...node: string[]) => [
    ...[...node, PROGRAM, name, "--data", folder, "--log", options.log, "--language", options.language],
  ];
  const common = { clock, log, out: toStandardOutput, err: toStandardError };
  let lineIsReady = (_: string) => {};
  const ready = new Promise<string>((resolve) => {
    lineIsReady = resolve;
  });
  let giveUp = () => {};
  const hopeless = new Promise<number>((resolve) => {
    giveUp = () => resolve(ENDED.failed);
  });
  let stopping = false;
  let turn = Promise.resolve();
  let network: { readonly lines: string; readonly kept: Kept } | null = null;
  const telephone = keepRunning({
    ...common,
    name: "telephone",
    words: words("telephone", ...LEAN, SWEPT_BY_ONE, FEW_MADE_FASTER),
    env: AROUND,
    pauses: TELEPHONE_PAUSES,
    silentFor: SILENT_FOR,
    heard(says) {
      if (says.is === "ready") lineIsReady(says.line);
      if (says.is === "simulates") turn = turn.then(() => keepNetwork(says.lines));
    },
    hopeless: giveUp,
  });
  const stopped = stopAsked(() => log.warn("app.stop-again", {}));

  /** Who reads the configuration says which lines are simulated; they may be others after a restore. */
  async function keepNetwork(lines: string): Promise<void> {
    if (stopping || network?.lines === lines) return;
    const before = network;
    network = null;
    if (before) await endSimulator(before.kept);
    if (!stopping && lines !== "") network = { lines, kept: keepSimulator(folder, clock, log) };
  }
  await Promise.race([ready, clock.sleep(LINE_PATIENCE), hopeless, stopped]);
  const office = keepRunning({
    ...common,
    name: "office",
    words: words("office", ...LEAN, FEW_MADE_FASTER),
    env: AROUND,
    pauses: OFFICE_PAUSES,
  });
  void ready.then((line) => {
    if (network && options.demo) void demonstrateOn(line, folder);
  });

  const code = await Promise.race([stopped, hopeless]);
  stopping = true;
  const asked = (kept: Kept) => kept.stop((child) => void child.kill("SIGTERM"));
  await Promise.all([asked(telephone), asked(office)]);
  await turn;
  if (network) await endSimulator((network as { readonly kept: Kept }).kept);
  await unlock();
  process.exit(code);
}

/** Read only now: the simulator is half as large as the appliance, and a real line has no use for it. */
async function demonstrateOn(line: string, folder: string): Promise<void> {
  try {
    const { demonstrate } = await import("../demonstration.ts");
    await demonstrate(line, folder, say);
  } catch (thrown) {
    say(`! The demonstration call could not be placed: ${explain(thrown)}`);
  }
}

function stopAsked(again: () => void): Promise<number> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.once(signal, () => {
        resolve(ENDED.asked);
        process.on(signal, again);
      });
    }
  });
}
