import { callerFrom } from "../../attendant/address-book.ts";
import { attend } from "../../attendant/attend.ts";
import { describePlan } from "../../attendant/describe-plan.ts";
import type { Language } from "../../duty/office.ts";
import { parsePhoneNumber } from "../../duty/phone-number.ts";
import { callerId, unknownCaller } from "../../kernel/caller-id.ts";
import { systemClock } from "../../kernel/clock.ts";
import { type CommonOptions, print, readTime, wallClock, withStore } from "../terminal.ts";

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
    const at = options.at === undefined ? systemClock.now() : readTime(options.at, office.zone);
    const number = options.from === undefined ? null : parsePhoneNumber(options.from, office.country);
    const caller = callerFrom(number === null ? unknownCaller : callerId(number, null), office);
    const planned = attend(caller, at, office, { forwards: options.forwarding });
    const language = options.language ?? office.language;
    print(options, { at, caller, plan: planned }, () => [
      `${office.name}, ${wallClock(at, office.zone)} (${office.zone})${caller.name ? `, ${caller.name}` : ""}`,
      ...describePlan(planned, language, office.country),
    ]);
  });
