import type { KnownCaller, Office, Person } from "../duty/office.ts";
import { readPhoneNumber } from "../duty/phone-number.ts";
import type { CallerId } from "../kernel/caller-id.ts";
import type { PhoneNumber } from "../kernel/phone-number.ts";
import type { Caller } from "./plan.ts";

/** Whom the office's numbers belong to. */
export interface AddressBook {
  readonly callers: ReadonlyMap<PhoneNumber, KnownCaller>;
  readonly people: ReadonlyMap<PhoneNumber, readonly Person[]>;
  readonly byId: ReadonlyMap<string, Person>;
  readonly blocked: ReadonlySet<PhoneNumber>;
}

const books = new WeakMap<Office, AddressBook>();

/** The office's address book, made once and kept by the identity of the office. */
export function addressBook(office: Office): AddressBook {
  const known = books.get(office);
  if (known) return known;
  const people = new Map<PhoneNumber, readonly Person[]>();
  for (const person of office.people)
    for (const number of person.numbers) people.set(number, [...(people.get(number) ?? []), person]);
  const book: AddressBook = {
    callers: new Map(office.callers.map((caller) => [caller.number, caller])),
    people,
    byId: new Map(office.people.map((person) => [person.id, person])),
    blocked: new Set(office.blocked),
  };
  books.set(office, book);
  return book;
}

/**
 * Who calls, from what the network told: the office's own name for the number (a known caller, one of its people)
 * before the network's.
 */
export function callerFrom(callerId: CallerId, office: Office): Caller {
  const number = readPhoneNumber(callerId.number, office.country);
  const book = addressBook(office);
  const ours = number === null ? undefined : (book.callers.get(number) ?? book.people.get(number)?.[0]);
  return { number, name: ours?.name ?? callerId.name, withheld: callerId.presentation === "withheld" };
}
