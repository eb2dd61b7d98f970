import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js";
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

/** A number in data: written in any way, kept in E.164. A national number is read as French; write others with `+`. */
export const phoneNumberSchema = z.string().transform((text, context): PhoneNumber => {
  try {
    return parsePhoneNumber(text);
  } catch (fault) {
    context.addIssue({ code: "custom", message: (fault as Fault).message });
    return z.NEVER;
  }
});
