import type { KnownCaller, Office, Person } from "../duty/office.ts";
import { readPhoneNumber } from "../duty/phone-number.ts";
import type { CallerId } from "../kernel/caller-id.ts";
import type { PhoneNumber } from "../kernel/phone-number.ts";
import type { Caller } from "./plan.ts";

/** Whom the office's numbers belong to. */
export interface AddressBook {
  /** By each of their numbers. */
  readonly callers: ReadonlyMap<PhoneNumber, KnownCaller>;
  /** Who calls for a known caller, by their own number. */
  readonly relatives: ReadonlyMap<PhoneNumber, RelativeOf>;
  readonly people: ReadonlyMap<PhoneNumber, readonly Person[]>;
  readonly byId: ReadonlyMap<string, Person>;
  readonly blocked: ReadonlySet<PhoneNumber>;
}

export interface RelativeOf {
  readonly name: string;
  readonly relation: string | null;
  readonly of: KnownCaller;
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
    callers: new Map(office.callers.flatMap((caller) => numbersOf(caller).map((number) => [number, caller]))),
    relatives: new Map(office.callers.flatMap(relativesOf)),
    people,
    byId: new Map(office.people.map((person) => [person.id, person])),
    blocked: new Set(office.blocked),
  };
  books.set(office, book);
  return book;
}

/** All of a known caller's own numbers, the one to ring first. */
export const numbersOf = ({ number, otherNumbers = [] }: KnownCaller): readonly PhoneNumber[] => [
  number,
  ...otherNumbers,
];

const relativesOf = (caller: KnownCaller): readonly (readonly [PhoneNumber, RelativeOf])[] =>
  (caller.relatives ?? []).flatMap(({ name, relation = null, number }) =>
    number === undefined ? [] : [[number, { name, relation, of: caller }] as const],
  );

/** The known caller for whom this number calls: one of their own, or a relative's. */
export const clientBehind = (number: PhoneNumber | null, book: AddressBook): KnownCaller | undefined =>
  number === null ? undefined : (book.callers.get(number) ?? book.relatives.get(number)?.of);

/**
 * Who calls, from what the network told: the office's own name for the number (a known caller, one of its people)
 * before the network's.
 */
export function callerFrom(callerId: CallerId, office: Office): Caller {
  const number = readPhoneNumber(callerId.number, office.country);
  const book = addressBook(office);
  const ours = number === null ? undefined : ourNameFor(number, book);
  return { number, name: ours ?? callerId.name, withheld: callerId.presentation === "withheld" };
}

/** The office's own name for a number: of a known caller, one of its people, or somebody who calls for a client. */
export function ourNameFor(number: PhoneNumber, book: AddressBook): string | undefined {
  const known = book.callers.get(number)?.name ?? book.people.get(number)?.[0]?.name;
  if (known !== undefined) return known;
  const relative = book.relatives.get(number);
  return (
    relative && `${relative.name} (${[relative.relation, relative.of.name].filter((each) => each !== null).join(", ")})`
  );
}
