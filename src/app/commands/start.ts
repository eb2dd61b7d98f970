import { mkdir } from "node:fs/promises";
import { finishSwap } from "../../backup/swap.ts";
import type { Language, Office } from "../../duty/office.ts";
import { parseOffice } from "../../duty/parse-office.ts";
import { systemClock } from "../../kernel/clock.ts";
import { explain } from "../../kernel/fault.ts";
import type { Log } from "../../kernel/log.ts";
import type { Told } from "../../reception/call-page.ts";
import { fallbackOffice } from "../../reception/fallback-office.ts";
import { setUpMark } from "../../store/set-up-mark.ts";
import { type Config, readConfig } from "../config.ts";
import { consoleLog, type LogLevel } from "../console-log.ts";
import { demoOffice } from "../demo-office.ts";
import { harmless } from "../harmless.ts";
import { type House, openHouse } from "../house.ts";
import { lockData } from "../instance-lock.ts";
import { dataFolder, inside } from "../paths.ts";
import { keepPrivate } from "../private-folder.ts";
import { endSimulator, startSimulator } from "../simulated-line.ts";
import { storyteller } from "../story.ts";
import type { CommonOptions } from "../terminal.ts";

interface StartOptions extends CommonOptions {
  readonly demo: boolean;
  readonly log: LogLevel;
  readonly language: Language;
}

const say = (line: string): void => void process.stdout.write(`${harmless(line)}\n`);

/** Runs the appliance until it is told to stop: houses that follow each other, where a backup is put back between them. */
export async function start(options: StartOptions): Promise<void> {
  const folder = dataFolder(options.data);
  const log = consoleLog(options.log);
  await mkdir(folder, { recursive: true }).catch((thrown) => log.error("app.no-folder", { why: explain(thrown) }));
  await keepPrivate(folder, log);
  const unlock = await lockData(folder);
  const stopped = stopAsked();
  for (let demo = options.demo; ; demo = false) {
    await finishSwap(folder).catch((thrown) => log.error("app.restore-unfinished", { why: explain(thrown) }));
    const between = await runHouse({ ...options, demo }, folder, log, stopped);
    if (!between) break;
    await between().catch((thrown) => log.error("app.not-restored", { why: explain(thrown) }));
  }
  await unlock();
  process.exit(0);
}

/** What is to be done before the next house is opened; null when there is to be none. */
type Between = (() => Promise<void>) | null;

async function runHouse(options: StartOptions, folder: string, log: Log, stopped: Promise<null>): Promise<Between> {
  const config = await readConfig(inside(folder).config, log);
  const simulated = config.lines.filter(({ port }) => port === "simulated").map(({ name }) => name);
  const network = simulated.length > 0 ? await startSimulator(folder, simulated, systemClock) : null;

  let office: Office = fallbackOffice;
  let lineIsReady = () => {};
  const ready = new Promise<void>((resolve) => {
    lineIsReady = resolve;
  });
  let goOn = (_: Between) => {};
  const another = new Promise<Between>((resolve) => {
    goOn = resolve;
  });
  const tell = storyteller(() => office, options.language, say);
  const watch = (told: Told) => {
    if (told.of === "line" && told.trouble === null) lineIsReady();
    tell(told);
  };
  const house = await openHouse({
    ...{ folder, config, clock: systemClock, log, watch, again: goOn },
    watchOffice(now) {
      office = now;
    },
    firstOffice: simulated.length > 0 ? parseOffice(demoOffice) : null,
  });
  office = await house.store.office.read();
  greet(house, office, config, folder);

  const demo = simulated[0] !== undefined && options.demo ? demonstrateOn(simulated[0], folder, ready) : null;
  demo?.catch((thrown) => say(`! The demonstration call could not be placed: ${explain(thrown)}`));
  const next = await Promise.race([stopped, another]);
  // A call is not cut off for a restore, and a stop does not wait for it.
  const between = next && (await Promise.race([stopped, house.idle().then(() => next)]));
  say(
    between ? "Closing for a moment: a backup is put back." : "Stopping: calls in progress are ended, messages kept.",
  );
  await house.close();
  if (network) await endSimulator(network);
  return between;
}

function greet(house: House, office: Office, config: Config, folder: string): void {
  say(greeting(office, config, folder));
  const simulated = config.lines.some(({ port }) => port === "simulated");
  if (house.page)
    say(`The page: ${[...new Set([onThisMachine(house.page.url), house.page.url])].join(", or in the office ")}`);
  if (house.page && simulated) say(`A telephone to try it with: ${onThisMachine(house.page.url)}/phone`);
  if (house.page?.code)
    say(
      setUpMark(folder).isThere()
        ? `Nobody can sign in. A password is set there with this code: ${house.page.code}`
        : `The first password is set there within half an hour, or with this code: ${house.page.code}`,
    );
  for (const trouble of house.troubles) say(`! ${explain(trouble)}`);
}

/** The page's address for a browser on the box itself, where no name server need know it. */
function onThisMachine(url: string): string {
  const here = new URL(url);
  here.hostname = "localhost";
  return here.origin;
}

function greeting({ name, zone }: Office, config: Config, folder: string): string {
  const lines = config.lines.map(({ name, port }) => `${name} (${port})`).join(", ");
  return `Permanence: ${name}, ${zone}. Lines: ${lines}. Data: ${folder}. Ctrl-C stops it.`;
}

/** Read only now: the simulator is half as large as the appliance, and a real line has no use for it. */
async function demonstrateOn(line: string, folder: string, ready: Promise<void>): Promise<void> {
  await ready;
  const { demonstrate } = await import("../demonstration.ts");
  await demonstrate(line, folder, say);
}

const stopAsked = (): Promise<null> =>
  new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve(null));
  });
