import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  type PhoneNumber as Parsed,
  parsePhoneNumberFromString,
} from "libphonenumber-js";
import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { frenchPlanDigits, frenchPlanNumber, isOfFrenchPlan } from "../kernel/french-plan.ts";
import type { PhoneNumber } from "../kernel/phone-number.ts";

/**
 * The one reader of telephone numbers: whatever is typed, imported, configured or sent by a network is read here, with
 * the country that it is written in. A number has one form, however it was written.
 */

const MOST_REMEMBERED = 5000;

/**
 * Reads a number as a person of that country (ISO 3166) writes it: `06 12 34 56 78`, `+33 (0)6…`, `0033.6…`.
 * Faults: `duty.bad-number` when it can't be dialled: not a number, a short or emergency one, one with an extension.
 */
export function parsePhoneNumber(text: string, country: string): PhoneNumber {
  const written = plainly(text);
  const number = numberIn(written, country, "valid");
  if (number !== null) return number;
  if (/^[1-9]\d{1,5}$/.test(written.replaceAll(/[\s.-]/g, "")))
    throw new Fault(
      "duty.bad-number",
      `"${text.trim()}" is not a telephone number to be rung from here, but a short or emergency one`,
    );
  throw new Fault("duty.bad-number", `"${text.slice(0, 40)}" is not a telephone number that can be dialled`);
}

/** The number that the network sent, as ours; null when it can't be one (withheld, internal, garbage). */
export const readPhoneNumber = (text: string | null, country: string): PhoneNumber | null =>
  text === null ? null : readOnce(text, country);

const readOnce = remembered((text, country): PhoneNumber | null => numberIn(plainly(text), country, "possible"));

/** Without the marks of direction that address books of Windows put around a number, and without `tel:`. */
const plainly = (text: string): string =>
  text
    .replaceAll(/\p{Cf}/gu, "")
    .replaceAll(/\s/g, " ")
    .trim()
    .replace(/^tel:/i, "");

/** `possible`: of the right length, so that a caller is known whose range is newer than our tables. */
function numberIn(text: string, country: string, least: "valid" | "possible"): PhoneNumber | null {
  // Letters would be taken for keys, and what follows a number for its extension.
  if (/[\p{L}#*;,]/u.test(text)) return null;
  const fits = (number: Parsed | null): number is Parsed =>
    number !== null &&
    (least === "valid" ? number.isValid() : number.isPossible()) &&
    !/^0*$/.test(number.nationalNumber);
  // `00` is dialled for `+` nearly everywhere, and written so everywhere.
  const ways = [text, ...(text.startsWith("00") ? [`+${text.slice(2)}`] : [])].map((way) => parsed(way, country));
  const found = ways.map((way) => ofPlan(way) ?? way).find(fits) ?? ways.find(fits);
  return found ? (found.number as string as PhoneNumber) : null;
}

/** A number of the French plan in its one form; null for any other. */
function ofPlan(number: Parsed | null): Parsed | null {
  const nine = number && frenchPlanDigits(number.number);
  return nine === null ? null : parsed(frenchPlanNumber(nine), "FR");
}

function parsed(text: string, country: string): Parsed | null {
  const known = isSupportedCountry(country) ? { defaultCountry: country as CountryCode } : {};
  const found = parsePhoneNumberFromString(text, { ...known, extract: false });
  return found && !found.ext ? found : null;
}

/** As people read it: national form where it is dialled so from the office's country, international for others. */
export const showPhoneNumber = (number: PhoneNumber, country: string): string => showOnce(number, country);

const showOnce = remembered((number, country): string => {
  const found = parsePhoneNumberFromString(number);
  if (!found) return number;
  const nine = isOfFrenchPlan(country) ? frenchPlanDigits(number) : null;
  if (nine !== null && found.country !== "FR")
    return `0${nine.slice(0, 3)} ${nine.slice(3).replaceAll(/\d\d(?=\d)/g, "$& ")}`;
  return nine !== null || found.country === country ? found.formatNational() : found.formatInternational();
});

/** The same few numbers come in every list, and reading fifty of them takes milliseconds. */
function remembered<T>(work: (text: string, country: string) => T): (text: string, country: string) => T {
  const known = new Map<string, T>();
  return (text, country) => {
    const key = `${country} ${text}`;
    const kept = known.get(key);
    if (kept !== undefined) return kept;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const result = work(text, country);
    known.set(key, result);
    return result;
  };
}

/** How a network may give this number: `+33612345678`, `0612345678`. */
export function formsOf(number: PhoneNumber): readonly string[] {
  const nine = frenchPlanDigits(number);
  if (nine !== null) return [...new Set([number, `0${nine}`, `+33${nine}`])];
  const national = parsePhoneNumberFromString(number)?.formatNational().replaceAll(/\D/g, "");
  return national ? [number, national] : [number];
}

/**
 * How a network may give this part of a number, whatever stands between its digits: `0612` and `+33612` for `06 12`.
 * Empty for what is no part of a number.
 */
export function partsLike(text: string, country: string): readonly string[] {
  const digits = text.replaceAll(/[\s()./-]/g, "");
  if (!/^\+?\d{2,15}$/.test(digits) || !isSupportedCountry(country)) return [];
  const code = `+${getCountryCallingCode(country)}`;
  const international = digits.replace(/^00/, "+");
  const plan = isOfFrenchPlan(country) ? /^\+(?:33|590|594|596|262|508)(\d*)$/.exec(international)?.[1] : undefined;
  if (plan !== undefined) return [international, `0${plan}`];
  if (international.startsWith(code)) return [international, `0${international.slice(code.length)}`];
  return digits.startsWith("0")
    ? [digits, ...codesFor(digits, country).map((each) => each + digits.slice(1))]
    : [digits];
}

/** `0692` is `+262692` as well, wherever in the French plan it is looked for. */
function codesFor(digits: string, country: string): readonly string[] {
  const own = `+${getCountryCallingCode(country as CountryCode)}`;
  if (!isOfFrenchPlan(country)) return [own];
  const there = frenchPlanNumber(digits.slice(1).padEnd(9, "0").slice(0, 9));
  return [...new Set([own, "+33", there.slice(0, there.length - 9)])];
}

/** A number in data: written in any way that people of this country do, kept in E.164. */
export const phoneNumberSchema = (country: string) =>
  z.string().transform((text, context): PhoneNumber => {
    try {
      return parsePhoneNumber(text, country);
    } catch (fault) {
      context.addIssue({ code: "custom", message: (fault as Fault).message });
      return z.NEVER;
    }
  });
