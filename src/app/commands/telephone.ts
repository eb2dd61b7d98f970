import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { finishSwap } from "../../backup/swap.ts";
import type { Language, Office } from "../../duty/office.ts";
import { parseOffice } from "../../duty/parse-office.ts";
import { systemClock } from "../../kernel/clock.ts";
import { explain, Fault } from "../../kernel/fault.ts";
import { minutes, seconds } from "../../kernel/units.ts";
import type { Told } from "../../reception/call-entry.ts";
import { fallbackOffice } from "../../reception/fallback-office.ts";
import { damageMark } from "../../store/open-database.ts";
import { type Config, readConfig } from "../config.ts";
import { consoleLog, type LogLevel } from "../console-log.ts";
import { demoOffice } from "../demo-office.ts";
import { harmless } from "../harmless.ts";
import { lockData } from "../instance-lock.ts";
import { ENDED, type Ended, lastResort, leave } from "../last-resort.ts";
import { sayToLauncher, stopAsked } from "../launched.ts";
import { toStandardOutput } from "../outlet.ts";
import { dataFolder, inside } from "../paths.ts";
import { keepPrivate } from "../private-folder.ts";
import { storyteller } from "../story.ts";
import { openTelephone } from "../telephone.ts";
import type { CommonOptions } from "../terminal.ts";

export interface ProcessOptions extends CommonOptions {
  readonly log: LogLevel;
  readonly language: Language;
}

const say = (line: string): void => toStandardOutput(`${harmless(line)}\n`);

const ALIVE_EACH_MS = 5000;
/** A process that is told to stop lets go of the lock within this. */
const LOCK_WITHIN = seconds(15);
/** Where damage was known at the start, which did what can be done about it: what is found sooner is no reason to begin again. */
const DAMAGE_AFTER = minutes(10);

/** The process that answers calls, until it is told to stop. `permanence start` runs it; so does a system's own care. */
export async function telephone(options: ProcessOptions): Promise<void> {
  const folder = dataFolder(options.data);
  const [log, clock] = [consoleLog(options.log), systemClock];
  const resort = lastResort(log, clock);
  const stopped = stopAsked().then(() => ENDED.asked);
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((thrown) =>
    log.error("app.no-folder", { why: explain(thrown) }),
  );
  const unlock = await lockData(folder, "telephone.pid", { clock, within: LOCK_WITHIN }, log);
  await keepPrivate(folder, log);
  await finishSwap(folder).catch((thrown) => log.error("app.restore-unfinished", { why: explain(thrown) }));
  const config = await readConfig(inside(folder).config, log).catch((thrown) => {
    process.stderr.write(`${harmless(explain(thrown))}\n`);
    return leave(thrown instanceof Fault ? ENDED.hopeless : ENDED.failed, unlock, log, clock);
  });
  const simulated = config.lines.filter(({ port }) => port === "simulated");
  sayToLauncher({ is: "simulates", lines: simulated.length > 0 ? JSON.stringify(simulated) : "" });

  let office: Office = fallbackOffice;
  const story = storyteller(() => office, options.language, say);
  const watch = (told: Told) => {
    if (told.of === "line" && told.trouble === null) sayToLauncher({ is: "ready", line: told.line });
    story(told);
  };
  const wasDamaged = existsSync(damageMark(inside(folder).database));
  let started = false;
  let beginsAgain = false;
  let over = (_: Ended) => {};
  const ended = new Promise<Ended>((resolve) => {
    over = resolve;
  });
  const house = await openTelephone({
    folder,
    config,
    clock,
    log,
    watch,
    watchOffice(now) {
      office = now;
    },
    firstOffice: simulated.length > 0 ? parseOffice(demoOffice) : null,
    async makeWay() {
      // A call is not cut off for a restore.
      await house.idle();
      say("Closing for a moment: a backup is put back.");
      await house.letGo();
      void house.placeIsFree().then(() => over(ENDED.again));
    },
    damaged() {
      if (!started || beginsAgain || (wasDamaged && clock.elapsed() < DAMAGE_AFTER)) return;
      beginsAgain = true;
      log.error("app.damage", { sentence: "The database is damaged; the process starts again and rescues it." });
      void house.idle().then(() => over(ENDED.again));
    },
  }).catch((thrown) => {
    log.error("app.not-started", { why: explain(thrown) });
    return leave(ENDED.failed, unlock, log, clock);
  });
  started = true;
  resort.protect(house);
  office = await house.store.office.read().catch(() => fallbackOffice);
  say(greeting(office, config, folder));
  if ((await house.store.example.state().catch(() => "own")) !== "own") say(EXAMPLE);
  for (const trouble of house.troubles) say(`! ${explain(trouble)}`);
  setInterval(() => sayToLauncher({ is: "alive" }), ALIVE_EACH_MS);

  const code = await Promise.race([stopped, ended, resort.ended]);
  if (code === ENDED.asked) say("Stopping: calls in progress are ended, messages kept.");
  await leave(code, () => house.close().finally(unlock), log, clock);
}

/** Nobody takes it for their own. */
const EXAMPLE = "This is an example agency, with people who do not exist. The page leaves it, and begins with yours.";

function greeting({ name, zone }: Office, config: Config, folder: string): string {
  const lines = config.lines.map(({ name, port }) => `${name} (${port})`).join(", ");
  return `Permanence: ${name}, ${zone}. Lines: ${lines}. Data: ${folder}. Ctrl-C stops it.`;
}
