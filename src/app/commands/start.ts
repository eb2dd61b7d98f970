import { mkdir } from "node:fs/promises";
import type { Language, Office } from "../../duty/office.ts";
import { parseOffice } from "../../duty/parse-office.ts";
import { systemClock } from "../../kernel/clock.ts";
import { explain } from "../../kernel/fault.ts";
import type { Told } from "../call-page.ts";
import { type Config, readConfig } from "../config.ts";
import { consoleLog, type LogLevel } from "../console-log.ts";
import { demoOffice } from "../demo-office.ts";
import { fallbackOffice } from "../fallback-office.ts";
import { harmless } from "../harmless.ts";
import { type House, openHouse } from "../house.ts";
import { lockData } from "../instance-lock.ts";
import { dataFolder, inside } from "../paths.ts";
import { startSimulator } from "../simulated-line.ts";
import { storyteller } from "../story.ts";
import type { CommonOptions } from "../terminal.ts";

interface StartOptions extends CommonOptions {
  readonly demo: boolean;
  readonly log: LogLevel;
  readonly language: Language;
}

const say = (line: string): void => void process.stdout.write(`${harmless(line)}\n`);

/** Runs the appliance until it is told to stop. */
export async function start(options: StartOptions): Promise<void> {
  const folder = dataFolder(options.data);
  const log = consoleLog(options.log);
  await mkdir(folder, { recursive: true }).catch((thrown) => log.error("app.no-folder", { why: explain(thrown) }));
  const config = await readConfig(inside(folder).config, log);
  const unlock = await lockData(folder);
  const simulated = config.lines.filter(({ port }) => port === "simulated").map(({ name }) => name);
  const network = simulated.length > 0 ? await startSimulator(folder, simulated, systemClock) : null;

  let office: Office = fallbackOffice;
  let lineIsReady = () => {};
  const ready = new Promise<void>((resolve) => {
    lineIsReady = resolve;
  });
  const tell = storyteller(() => office, options.language, say);
  const watch = (told: Told) => {
    if (told.of === "line" && told.trouble === null) lineIsReady();
    tell(told);
  };
  const house = await openHouse({
    ...{ folder, config, clock: systemClock, log, watch },
    watchOffice(now) {
      office = now;
    },
    firstOffice: simulated.length > 0 ? parseOffice(demoOffice) : null,
  });
  office = await house.store.office.read();
  say(greeting(office, config, folder));
  if (house.page)
    say(`The page: ${[...new Set([onThisMachine(house.page.url), house.page.url])].join(", or in the office ")}`);
  if (house.page && simulated.length > 0) say(`A telephone to try it with: ${onThisMachine(house.page.url)}/phone`);
  if (house.page?.code)
    say(`The first password is set there within half an hour, or with this code: ${house.page.code}`);
  for (const trouble of house.troubles) say(`! ${explain(trouble)}`);

  const stopped = stopAsked();
  const demo = simulated[0] !== undefined && options.demo ? demonstrateOn(simulated[0], folder, ready) : null;
  demo?.catch((thrown) => say(`! The demonstration call could not be placed: ${explain(thrown)}`));
  await stopped;
  await stop(house);
  network?.stdin?.end();
  await unlock();
  process.exit(0);
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

const stopAsked = (): Promise<void> =>
  new Promise((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });

async function stop(house: House): Promise<void> {
  say("Stopping: calls in progress are ended, messages kept.");
  await house.close();
}
