import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Language, Office } from "../../duty/office.ts";
import { parseOffice } from "../../duty/parse-office.ts";
import { systemClock } from "../../kernel/clock.ts";
import { explain } from "../../kernel/fault.ts";
import { controlClient } from "../../simulator/control-client.ts";
import type { Told } from "../call-page.ts";
import { type Config, readConfig } from "../config.ts";
import { consoleLog, type LogLevel } from "../console-log.ts";
import { demoOffice } from "../demo-office.ts";
import { fallbackOffice } from "../fallback-office.ts";
import { type House, openHouse } from "../house.ts";
import { lockData } from "../instance-lock.ts";
import { dataFolder, demoSound, inside } from "../paths.ts";
import { startSimulator } from "../simulated-line.ts";
import { storyteller } from "../story.ts";
import type { CommonOptions } from "../terminal.ts";
import { summary } from "./call.ts";

interface StartOptions extends CommonOptions {
  readonly demo: boolean;
  readonly log: LogLevel;
  readonly language: Language;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs the appliance until it is told to stop. */
export async function start(options: StartOptions): Promise<void> {
  const folder = dataFolder(options.data);
  const log = consoleLog(options.log);
  await mkdir(folder, { recursive: true }).catch((thrown) => log.error("app.no-folder", { why: explain(thrown) }));
  const unlock = await lockData(folder);
  const config = await readConfig(inside(folder).config, log);
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
    firstOffice: simulated.length > 0 ? parseOffice(demoOffice) : null,
  });
  office = await house.store.office.read();
  say(greeting(office, config, folder));
  if (house.page) say(`The page: ${house.page.url}`);
  if (house.page?.code)
    say(`The first password is set there within half an hour, or with this code: ${house.page.code}`);
  for (const trouble of house.troubles) say(`! ${explain(trouble)}`);

  const stopped = stopAsked();
  const demo = simulated[0] !== undefined && options.demo ? demonstrate(simulated[0], folder, ready) : null;
  demo?.catch((thrown) => say(`! The demonstration call could not be placed: ${explain(thrown)}`));
  await stopped;
  await stop(house);
  network?.stdin?.end();
  await unlock();
  process.exit(0);
}

function greeting({ name, zone }: Office, config: Config, folder: string): string {
  const lines = config.lines.map(({ name, port }) => `${name} (${port})`).join(", ");
  return `Permanence: ${name}, ${zone}. Lines: ${lines}. Data: ${folder}. Ctrl-C stops it.`;
}

/** One call that a newcomer can follow: rung, answered, and whatever this hour brings. */
async function demonstrate(line: string, folder: string, ready: Promise<void>): Promise<void> {
  await ready;
  const save = join(inside(folder).simulator, `heard-${Date.now()}.wav`);
  say("A caller dials the line, to show what happens at this hour …");
  const outcome = await controlClient(inside(folder).simulator).call({
    from: "0199000043",
    to: line,
    says: demoSound("caller-fr"),
    save,
  });
  for (const text of summary(outcome)) say(`caller: ${text}`);
  say(`Messages are in ${inside(folder).messages}. Another call, from another shell: npx permanence call --help`);
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
