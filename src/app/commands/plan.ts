import { withOwn } from "../../announcements/own-in-plan.ts";
import { callerFrom } from "../../attendant/address-book.ts";
import { attend } from "../../attendant/attend.ts";
import { attendWithoutHour } from "../../attendant/attend-without-hour.ts";
import { describePlan } from "../../attendant/describe-plan.ts";
import type { Step } from "../../attendant/plan.ts";
import type { Language } from "../../duty/office.ts";
import { parsePhoneNumber } from "../../duty/phone-number.ts";
import { type CallerId, callerId, unknownCaller } from "../../kernel/caller-id.ts";
import { systemClock } from "../../kernel/clock.ts";
import { readConfig } from "../config.ts";
import { consoleLog } from "../console-log.ts";
import { judgedClock } from "../judged-clock.ts";
import { lineWays } from "../line-ways.ts";
import { dataFolder, inside } from "../paths.ts";
import { type CommonOptions, callerName, print, readTime, wallClock, withStore } from "../terminal.ts";

interface PlanOptions extends CommonOptions {
  readonly at?: string;
  readonly from?: string;
  readonly language?: Language;
  readonly forwarding: boolean;
}

/** Who would get this call, and why: the same function that plans a real one. */
export const plan = (options: PlanOptions): Promise<void> =>
  withStore(options, async (store) => {
    const office = await store.office.read();
    const hour =
      options.at === undefined
        ? (await judgedClock(dataFolder(options.data), store)).hour
        : readTime(options.at, office.zone);
    const at = hour ?? systemClock.now();
    const from = callerOf(options.from, office.country);
    const caller = callerFrom(from, office);
    const abilities = { forwards: options.forwarding };
    const general =
      hour === null ? attendWithoutHour(caller, office, abilities) : attend(caller, hour, office, abilities);
    const planned = await withOwn(general, office, hour, store.announcements.current);
    const language = options.language ?? office.language;
    const { lines } = await readConfig(inside(dataFolder(options.data)).config, consoleLog("error"), { keep: false });
    const ways = puts(planned.steps) ? lineWays(lines, language) : [];
    print(options, { at, caller, plan: planned, ways }, () => [
      `${office.name}, ${wallClock(at, office.zone)} (${office.zone})${options.from === undefined ? "" : `, ${callerName(from, office)}`}`,
      ...describePlan(planned, language, office.country),
      ...(ways.length === 0 ? [] : [putsThrough[language], ...ways.map((way) => `  ${way}`)]),
    ]);
  });

const putsThrough = { fr: "Mise en relation :", en: "Put through:" } as const;

/** Whether anybody is put through by any of these. */
const puts = (steps: readonly Step[]): boolean =>
  steps.some(
    (step) =>
      step.do === "forward" ||
      (step.do === "menu" && (puts(step.otherwise) || Object.values(step.keys).some((each) => puts(each)))),
  );

/** As at `call`: a number, or `withheld`. */
function callerOf(from: string | undefined, country: string): CallerId {
  if (from === undefined) return unknownCaller;
  if (from === "withheld") return { ...unknownCaller, presentation: "withheld" };
  return callerId(parsePhoneNumber(from, country), null);
}
