import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from "libphonenumber-js";
import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import type { PhoneNumber } from "../kernel/phone-number.ts";

const MOST_REMEMBERED = 5000;

/**
 * Reads a number as a person of that country writes it (`06 12 34 56 78`, `+33 6…`).
 * Faults: `duty.bad-number` when it can't be dialled.
 */
export function parsePhoneNumber(text: string, country = "FR"): PhoneNumber {
  const parsed = parsePhoneNumberFromString(text, country as CountryCode);
  if (!parsed?.isValid())
    throw new Fault("duty.bad-number", `"${text.slice(0, 40)}" is not a telephone number that can be dialled`);
  return parsed.number as string as PhoneNumber;
}

/** The number that the network sent, as ours; null when it can't be one (withheld, internal, garbage). */
export const readPhoneNumber = (text: string | null, country = "FR"): PhoneNumber | null =>
  text === null ? null : readOnce(text, country);

const readOnce = remembered((text, country): PhoneNumber | null => {
  const parsed = parsePhoneNumberFromString(text, country as CountryCode);
  return parsed?.isPossible() ? (parsed.number as string as PhoneNumber) : null;
});

/** As people read it: national form for the office's own country, international for others. */
export const showPhoneNumber = (number: PhoneNumber, country = "FR"): string => showOnce(number, country);

const showOnce = remembered((number, country): string => {
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed) return number;
  return parsed.country === country ? parsed.formatNational() : parsed.formatInternational();
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
  const national = parsePhoneNumberFromString(number)?.formatNational().replaceAll(/\D/g, "");
  return national ? [number, national] : [number];
}

/**
 * How a network may give this part of a number, whatever stands between its digits: `0612` and `+33612` for `06 12`.
 * Empty for what is no part of a number.
 */
export function partsLike(text: string, country = "FR"): readonly string[] {
  const digits = text.replaceAll(/[\s()./-]/g, "");
  if (!/^\+?\d{2,15}$/.test(digits) || !isSupportedCountry(country)) return [];
  const code = `+${getCountryCallingCode(country)}`;
  const international = digits.replace(/^00/, "+");
  if (international.startsWith(code)) return [international, `0${international.slice(code.length)}`];
  return digits.startsWith("0") ? [digits, code + digits.slice(1)] : [digits];
}

/** A number in data: written in any way, kept in E.164. A national number is read as French; write others with `+`. */
export const phoneNumberSchema = z.string().transform((text, context): PhoneNumber => {
  try {
    return parsePhoneNumber(text);
  } catch (fault) {
    context.addIssue({ code: "custom", message: (fault as Fault).message });
    return z.NEVER;
  }
});
