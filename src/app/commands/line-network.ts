import { readPhoneNumber } from "../../duty/phone-number.ts";
import { systemClock } from "../../kernel/clock.ts";
import { Fault } from "../../kernel/fault.ts";
import type { PhoneNumber } from "../../kernel/phone-number.ts";
import { seconds } from "../../kernel/units.ts";
import { awayKey, divertedKey, keptDiverted } from "../../store/safe-number.ts";
import type { Store } from "../../store/store.ts";
import type { LineConfig } from "../config.ts";
import { readConfig } from "../config.ts";
import { consoleLog } from "../console-log.ts";
import { safeOf } from "../line-diverts.ts";
import { dataFolder, inside } from "../paths.ts";
import { type CommonOptions, operator, print, withStore } from "../terminal.ts";

/** A mobile line of the configuration. Faults: `app.no-line`, `app.not-mobile`. */
export async function mobileLineNamed(name: string, options: CommonOptions): Promise<LineConfig> {
  const { lines } = await readConfig(inside(dataFolder(options.data)).config, consoleLog("warn"));
  const line = lines.find((each) => each.name === name);
  if (!line) throw new Fault("app.no-line", `There is no line ${name}; \`permanence lines list\` shows them.`);
  if (line.kind !== "mobile") throw new Fault("app.not-mobile", `${name} is no mobile line: it has no SIM.`);
  return line;
}

interface AwayOptions extends CommonOptions {
  readonly to?: string;
  readonly back?: boolean;
}

/** The appliance looks every five seconds, and the network takes its time. */
const DONE_WITHIN = seconds(60);
const LOOK_EACH = seconds(0.5);

/** Sends every caller elsewhere by the network, before the box is off for long; `--back`: the box answers again. */
export const awayLine = (name: string, options: AwayOptions): Promise<void> =>
  withStore(options, async (store) => {
    const config = await mobileLineNamed(name, options);
    const to = options.back === true ? null : await numberFor(store, config, options.to);
    await store.settings.set(awayKey(name), to === null ? null : { to }, operator());
    const isDone = await seen(store, name, to);
    print(options, { line: name, to, done: isDone }, () => [
      isDone
        ? `${name}: ${to === null ? "the box answers again." : `the network sends every caller to ${to}.`}`
        : `${name}: noted, and not done yet. The appliance does it as soon as it runs and the line is idle.`,
    ]);
  });

async function numberFor(store: Store, config: LineConfig, given: string | undefined): Promise<PhoneNumber> {
  const chosen = given ?? (await safeOf(store.settings, config)).number;
  if (chosen === null)
    throw new Fault("app.no-number", `No safe number was chosen for ${config.name}: say one with --to.`);
  const number = readPhoneNumber(chosen, config.country);
  if (number === null) throw new Fault("app.no-number", `"${chosen}" is no telephone number.`);
  return number;
}

/** Whether the appliance has set it in the network, by what it keeps of it. */
async function seen(store: Store, name: string, to: PhoneNumber | null): Promise<boolean> {
  const until = systemClock.elapsed() + DONE_WITHIN;
  for (;;) {
    const kept = keptDiverted.safeParse(await store.settings.get(divertedKey(name)));
    const now = kept.success ? kept.data.always : undefined;
    if (now?.done === true && now.to === to) return true;
    const isRunning = (await store.lines.current()).some(({ line, state }) => line === name && state === "ready");
    if (!isRunning || systemClock.elapsed() >= until) return false;
    await systemClock.sleep(LOOK_EACH);
  }
}
