import type { Admin } from "../../admin/admin.ts";
import { systemClock } from "../../kernel/clock.ts";
import { explain, Fault } from "../../kernel/fault.ts";
import { seconds } from "../../kernel/units.ts";
import { setUpMark } from "../../store/set-up-mark.ts";
import { type Config, readConfig } from "../config.ts";
import { consoleLog } from "../console-log.ts";
import { harmless } from "../harmless.ts";
import { lockData } from "../instance-lock.ts";
import { ENDED, type Ended, lastResort, leave } from "../last-resort.ts";
import { stopAsked } from "../launched.ts";
import { openOffice } from "../office.ts";
import { toStandardOutput } from "../outlet.ts";
import { dataFolder, inside } from "../paths.ts";
import { yieldProcessor } from "../yield-processor.ts";
import type { ProcessOptions } from "./telephone.ts";

const say = (line: string): void => toStandardOutput(`${harmless(line)}\n`);
const LOCK_WITHIN = seconds(15);

/** The process of the page, the post and the voice, until it is told to stop. No call depends on it. */
export async function office(options: ProcessOptions): Promise<void> {
  yieldProcessor();
  const folder = dataFolder(options.data);
  const [log, clock] = [consoleLog(options.log), systemClock];
  const resort = lastResort(log, clock);
  const stopped = stopAsked().then(() => ENDED.asked);
  const unlock = await lockData(folder, "office.pid", { clock, within: LOCK_WITHIN }, log);
  const config = await readConfig(inside(folder).config, log, { keep: false }).catch((thrown) => {
    log.error("app.not-started", { why: explain(thrown) });
    return leave(thrown instanceof Fault ? ENDED.hopeless : ENDED.failed, unlock, log, clock);
  });
  let over = (_: Ended) => {};
  const ended = new Promise<Ended>((resolve) => {
    over = resolve;
  });
  const house = await openOffice({
    folder,
    config,
    clock,
    log,
    again: (work) => void putBack(work),
    outdated: () => over(ENDED.again),
    served: (page) => welcome(page, config, folder),
  }).catch((thrown) => {
    log.error("app.not-started", { why: explain(thrown) });
    return leave(ENDED.failed, unlock, log, clock);
  });
  async function putBack(work: () => Promise<void>): Promise<void> {
    await house.letGo();
    await work().catch((thrown) => log.error("app.not-restored", { why: explain(thrown) }));
    house.done();
    over(ENDED.again);
  }
  resort.protect({ idle: async () => undefined, close: house.close });
  for (const trouble of house.troubles) say(`! ${explain(trouble)}`);
  const code = await Promise.race([stopped, ended, resort.ended]);
  await leave(code, () => house.close().finally(unlock), log, clock);
}

function welcome({ url, code }: Pick<Admin, "url" | "code">, { lines }: Config, folder: string): void {
  const here = onThisMachine(url);
  say(`The page: ${[...new Set([here, url])].join(", or in the office ")}`);
  if (lines.some(({ port }) => port === "simulated")) say(`A telephone to try it with: ${here}/phone`);
  if (code === null) return;
  say(
    setUpMark(folder).isThere()
      ? `Nobody can sign in. A password is set there with this code: ${code}`
      : `The first password is set there within half an hour, or with this code: ${code}`,
  );
}

/** The page's address for a browser on the box itself, where no name server need know it. */
function onThisMachine(url: string): string {
  const here = new URL(url);
  here.hostname = "localhost";
  return here.origin;
}
