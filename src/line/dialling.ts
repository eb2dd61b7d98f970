import { Fault } from "../kernel/fault.ts";
import { frenchPlanDigits, isFrenchPlanCode } from "../kernel/french-plan.ts";
import type { PhoneNumber } from "../kernel/phone-number.ts";

/** How numbers are dialled from a line. */
export interface DialPlan {
  /** Without `+`: `33`. */
  readonly countryCode: string;
  /** Dialled instead of the country code inside the country: `0`. */
  readonly trunkPrefix: string;
  /** Dialled instead of `+`: `00`. */
  readonly internationalPrefix: string;
  /** Dialled first to leave a private exchange: `0`, or nothing. */
  readonly outsideLine: string;
}

export const frenchDialPlan: DialPlan = {
  countryCode: "33",
  trunkPrefix: "0",
  internationalPrefix: "00",
  outsideLine: "",
};

/** What may stand in a command that dials: nothing from outside gets there without passing this. */
const isDialable = (text: string): boolean => /^[0-9*#+]+$/.test(text);

/**
 * The keys to press for a number in E.164 form. Fault `line.undialable` when anything but digits, `*` and `#` would
 * be left.
 */
export function dialled(to: PhoneNumber, plan: DialPlan): string {
  const home = `+${plan.countryCode}`;
  // All of the French plan is dialled alike, overseas as well.
  const nine = isFrenchPlanCode(plan.countryCode) ? frenchPlanDigits(to) : null;
  const atHome = plan.countryCode !== "" && to.startsWith(home) ? to.slice(home.length) : null;
  const national = nine ?? atHome;
  const text =
    plan.outsideLine + (national === null ? to.replace(/^\+/, plan.internationalPrefix) : plan.trunkPrefix + national);
  if (!isDialable(text) || text.includes("+")) {
    throw new Fault("line.undialable", `The number ${JSON.stringify(to)} can't be dialled on this line.`);
  }
  return text;
}
