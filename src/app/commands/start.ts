import { mkdir } from "node:fs/promises";
import { systemClock } from "../../kernel/clock.ts";
import { explain } from "../../kernel/fault.ts";
import { silentLog } from "../../kernel/log.ts";
import { millis, seconds } from "../../kernel/units.ts";
import { consoleLog } from "../console-log.ts";
import { harmless } from "../harmless.ts";
import { lockData } from "../instance-lock.ts";
import { type Kept, keepRunning } from "../keep-running.ts";
import { ENDED } from "../last-resort.ts";
import { toStandardError, toStandardOutput } from "../outlet.ts";
import { dataFolder, inside } from "../paths.ts";
import { endSimulator, keepSimulator, PROGRAM } from "../simulated-line.ts";
import type { ProcessOptions } from "./telephone.ts";

interface StartOptions extends ProcessOptions {
  readonly demo: boolean;
}

/** What a call leaves behind is small and short-lived: room for it that is swept often, and a sixth of the memory less. */
const LEAN = ["--max-semi-space-size=1"];
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
  let network: { readonly lines: string; readonly kept: Kept } | null = null;
  const telephone = keepRunning({
    ...common,
    name: "telephone",
    words: words("telephone", ...LEAN),
    pauses: TELEPHONE_PAUSES,
    silentFor: SILENT_FOR,
    heard: lineIsReady,
    hopeless: giveUp,
    before: () => keepNetwork(),
  });
  const stopped = stopAsked(() => log.warn("app.stop-again", {}));
  await keepNetwork().catch(() => undefined);

  /** The lines that are simulated may be others after a restore. */
  async function keepNetwork(): Promise<void> {
    // Read only now: whoever answers calls is on its way.
    const { readConfig } = await import("../config.ts");
    const config = await readConfig(inside(folder).config, silentLog, { keep: false });
    const lines = JSON.stringify(config.lines.filter(({ port }) => port === "simulated"));
    if (network?.lines === lines) return;
    if (network) await endSimulator(network.kept);
    network = lines === "[]" ? null : { lines, kept: keepSimulator(folder, clock, log) };
  }
  await Promise.race([ready, clock.sleep(LINE_PATIENCE), hopeless, stopped]);
  const office = keepRunning({ ...common, name: "office", words: words("office"), pauses: OFFICE_PAUSES });
  if (network && options.demo) void demonstrateOn(ready, folder);

  const code = await Promise.race([stopped, hopeless]);
  const asked = (kept: Kept) => kept.stop((child) => void child.kill("SIGTERM"));
  await Promise.all([asked(telephone), asked(office)]);
  if (network) await endSimulator((network as { readonly kept: Kept }).kept);
  await unlock();
  process.exit(code);
}

/** Read only now: the simulator is half as large as the appliance, and a real line has no use for it. */
async function demonstrateOn(ready: Promise<string>, folder: string): Promise<void> {
  const line = await ready;
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
