import { addressBook, clientBehind, numbersOf, ourNameFor } from "../attendant/address-book.ts";
import type { Office } from "../duty/office.ts";
import { formsOf, readPhoneNumber } from "../duty/phone-number.ts";
import type { CallerId } from "../kernel/caller-id.ts";
import type { Instant } from "../kernel/units.ts";
import type { Owed } from "../needs/advance.ts";
import { dueOf } from "../needs/due.ts";
import type { NeedWhy, Weight } from "../needs/need.ts";
import { weightOf } from "../needs/observed.ts";
import type { PastCall } from "./call-observed.ts";

/** By what a caller's needs are one. */
export interface Keys {
  /** The first number of a client who has several, else their own; null for one that can't be called back. */
  readonly key: string | null;
  /** With all in which they may have been kept: other numbers of theirs, as networks give them. */
  readonly forms: readonly string[];
}

export function keysOf(caller: CallerId, office: Office): Keys {
  const number = readPhoneNumber(caller.number, office.country);
  if (number === null) return { key: null, forms: [] };
  const client = addressBook(office).callers.get(number);
  const numbers = client ? numbersOf(client) : [number];
  return { key: client?.number ?? number, forms: [...new Set(numbers.flatMap((each) => [each, ...formsOf(each)]))] };
}

/** What the caller of a call is owed, by the office as it is when the call ends. */
export function owedOf(call: PastCall, why: NeedWhy, office: Office, at: Instant): { keys: Keys; owed: Owed } {
  const { id, zone, caller, observed, planFragile } = call;
  const { presentation } = caller;
  const number = readPhoneNumber(caller.number, office.country);
  const book = addressBook(office);
  const client = clientBehind(number, book);
  const fragile = client ? client.fragile : planFragile;
  const weight = weightOf(fragile, observed);
  // What is no number that can be called back says something all the same: the number within a house.
  const unreadable = number === null ? caller.number : null;
  const name = (number === null ? undefined : ourNameFor(number, book)) ?? caller.name ?? unreadable;
  return {
    keys: keysOf(caller, office),
    owed: { call: id, why, number, name, presentation, fragile, weight, zone, due: dueWithin(weight, at, office) },
  };
}

/** A schedule that can't be worked out keeps nobody from being owed something: at once, then. */
export function dueWithin(weight: Weight, at: Instant, office: Office): Instant {
  try {
    return dueOf(weight, at, office);
  } catch {
    return at;
  }
}
