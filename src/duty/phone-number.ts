import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from "libphonenumber-js";
import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import type { PhoneNumber } from "../kernel/phone-number.ts";

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
export function readPhoneNumber(text: string | null, country = "FR"): PhoneNumber | null {
  const parsed = text === null ? undefined : parsePhoneNumberFromString(text, country as CountryCode);
  return parsed?.isPossible() ? (parsed.number as string as PhoneNumber) : null;
}

/** As people read it: national form for the office's own country, international for others. */
export function showPhoneNumber(number: PhoneNumber, country = "FR"): string {
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed) return number;
  return parsed.country === country ? parsed.formatNational() : parsed.formatInternational();
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
