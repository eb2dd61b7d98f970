import { frenchPlanDigits, isFrenchPlanCode } from "../kernel/french-plan.ts";
import type { DialPlan } from "./dialling.ts";

/**
 * The number of a caller in the one form in which it is dialled from this line, whatever form the network gave it
 * (`+33 6…`, `0033 6…`, `33 6…`, nine digits, behind an exchange with the key for an outside line): one caller is one
 * number. Null for what is none, such as nothing but zeros.
 */
export function callingNumber(text: string, plan: DialPlan): string | null {
  const clean = text.replace(/[\s().\-/"']/g, "");
  if (!/^\+?[0-9*#]+$/.test(clean)) return null;
  const number = atHome(withoutOutsideLine(clean, plan), plan);
  return /^\+?0+$/.test(number) ? null : number;
}

/** As many digits as a subscriber has in the smallest plans. */
const TELLING = 7;

/** Whether two spellings may be of one number, whatever the plan: the longer one has more in front. */
export function sameNumber(one: string, other: string): boolean {
  const [a, b] = [one, other].map((number) => number.replace(/\D/g, "").replace(/^0+/, "")) as [string, string];
  if (one === other || a === b) return true;
  return Math.min(a.length, b.length) >= TELLING && (a.endsWith(b) || b.endsWith(a));
}

/** Subscribers' numbers that are of one length are known as such without the trunk prefix: nine digits, or ten. */
const FRENCH = /^[1-9]\d{8}$/;
const AMERICAN = /^[2-9]\d{9}$/;
/** With the country code, and more than a number of the country itself. */
const WITH_CODE = 11;

function atHome(number: string, { countryCode, trunkPrefix, internationalPrefix }: DialPlan): string {
  if (countryCode === "") return number;
  const international =
    internationalPrefix !== "" && number.startsWith(internationalPrefix)
      ? `+${number.slice(internationalPrefix.length)}`
      : number;
  const whole = international.startsWith("+") ? international : `+${number}`;
  const isFrench = isFrenchPlanCode(countryCode);
  const nine = isFrench ? frenchPlanDigits(whole) : null;
  if (nine !== null) return trunkPrefix + nine;
  const home = `+${countryCode}`;
  if (international.startsWith(home)) return trunkPrefix + withoutTrunk(international.slice(home.length), trunkPrefix);
  if (international !== number || number.startsWith("+")) return international;
  if (trunkPrefix !== "" && number.startsWith(trunkPrefix)) return number;
  if (number.startsWith(countryCode) && number.length >= WITH_CODE && /^\d+$/.test(number))
    return trunkPrefix + withoutTrunk(number.slice(countryCode.length), trunkPrefix);
  const isSubscribers = (isFrench && FRENCH.test(number)) || (countryCode === "1" && AMERICAN.test(number));
  return isSubscribers ? trunkPrefix + number : number;
}

/** `+33 (0)6…`. */
const withoutTrunk = (number: string, trunkPrefix: string): string =>
  trunkPrefix !== "" && number.startsWith(trunkPrefix) ? number.slice(trunkPrefix.length) : number;

/** As long as a number with its country code and the prefix to leave the country is at least. */
const ABROAD = 12;

/** Behind a private exchange the key for an outside line may lead the number: `0 06…`, `0 00 32…`. */
function withoutOutsideLine(number: string, plan: DialPlan): string {
  const { outsideLine, trunkPrefix, internationalPrefix } = plan;
  if (outsideLine === "" || !number.startsWith(outsideLine)) return number;
  const rest = number.slice(outsideLine.length);
  const led = (prefix: string) => prefix !== "" && rest.startsWith(prefix);
  if (led(internationalPrefix)) return rest;
  const isAbroad = internationalPrefix !== "" && number.startsWith(internationalPrefix) && number.length >= ABROAD;
  return led(trunkPrefix) && !isAbroad ? rest : number;
}
