import type {
  Absence,
  Closure,
  HoursSlot,
  KnownCaller,
  Leave,
  MenuKey,
  Office,
  Override,
  Person,
  RotaRule,
  Service,
} from "../duty/office.ts";
import type { PhoneNumber } from "../kernel/phone-number.ts";
import type { Instant } from "../kernel/units.ts";
import { byDays, byInstants, type List, list, notPast, optional } from "./office-list.ts";
import { repeatColumns, repeatFrom } from "./rota-repeat.ts";

/** The lists of an office whose entries are saved and removed one by one, by id, number or key. */
export interface OfficeEntries {
  readonly people: Person;
  readonly rota: RotaRule;
  readonly closures: Closure;
  readonly leave: Leave;
  readonly absences: Absence;
  readonly overrides: Override;
  readonly callers: KnownCaller;
  readonly blocked: PhoneNumber;
  readonly menu: MenuKey;
}

export type EntryKind = keyof OfficeEntries;

/** Where each list lies in the database. People come first, for others name them. */
export const lists: { readonly [K in EntryKind]: List<OfficeEntries[K]> } = {
  people: list<Person, PersonRow, PhoneNumber>({
    table: "person",
    key: "id",
    columns: ({ id, name, ringSeconds, email, language, roles, told }) => ({
      id,
      name,
      email: email ?? null,
      language,
      roles: JSON.stringify(roles),
      told_messages: told.messages,
      told_missed: told.missedCalls,
      told_texts: told.texts ?? null,
      ring_seconds: ringSeconds === undefined ? null : JSON.stringify(ringSeconds),
    }),
    items: { table: "person_number", parent: "person", column: "number", of: (person) => person.numbers },
    read: (row, numbers) => ({
      id: row.id,
      name: row.name,
      numbers,
      ...optional("email", row.email),
      language: row.language,
      ...(row.ring_seconds === null ? {} : { ringSeconds: JSON.parse(row.ring_seconds) }),
      roles: JSON.parse(row.roles),
      told: { messages: row.told_messages, missedCalls: row.told_missed, ...optional("texts", row.told_texts) },
    }),
  }),
  rota: list<RotaRule, RotaRow>({
    table: "rota_rule",
    key: "id",
    columns: ({ id, service, person, order, level, from, to, repeat, starts, ends }) => ({
      id,
      service,
      person,
      order,
      level: level ?? null,
      from_time: from,
      to_time: to,
      starts,
      ends: ends ?? null,
      ...repeatColumns(repeat),
    }),
    read: (row) => ({
      id: row.id,
      service: row.service,
      person: row.person,
      order: row.order,
      ...optional("level", row.level),
      from: row.from_time,
      to: row.to_time,
      repeat: repeatFrom(row),
      starts: row.starts,
      ...optional("ends", row.ends),
    }),
    near: ({ firstDay, lastDay }) => ["starts <= ? AND (ends IS NULL OR ends >= ?)", [lastDay, firstDay]],
  }),
  closures: list<Closure, ClosureRow>({
    table: "closure",
    key: "id",
    columns: ({ id, name, firstDay, lastDay, from, to, says }) => ({
      id,
      name,
      first_day: firstDay,
      last_day: lastDay,
      from_time: from,
      to_time: to,
      says: says === undefined ? null : JSON.stringify(says),
    }),
    read: (row) => ({
      id: row.id,
      name: row.name,
      firstDay: row.first_day,
      lastDay: row.last_day,
      from: row.from_time,
      to: row.to_time,
      ...(row.says === null ? {} : { says: JSON.parse(row.says) }),
    }),
    near: notPast,
  }),
  leave: list<Leave, { id: string; person: string; first_day: string; last_day: string }>({
    table: "leave",
    key: "id",
    columns: ({ id, person, firstDay, lastDay }) => ({ id, person, first_day: firstDay, last_day: lastDay }),
    read: (row) => ({ id: row.id, person: row.person, firstDay: row.first_day, lastDay: row.last_day }),
    near: byDays,
  }),
  absences: list<Absence, { id: string; from_at: Instant; until_at: Instant; by: string }>({
    table: "absence",
    key: "id",
    columns: ({ id, from, until, by }) => ({ id, from_at: from, until_at: until, by }),
    read: (row) => ({ id: row.id, from: row.from_at, until: row.until_at, by: row.by }),
    near: byInstants,
  }),
  overrides: list<Override, { id: string; service: Service; from_at: Instant; until_at: Instant }, string>({
    table: "override",
    key: "id",
    columns: ({ id, service, from, until }) => ({ id, service, from_at: from, until_at: until }),
    items: { table: "override_person", parent: "override", column: "person", of: (override) => override.people },
    read: (row, people) => ({ id: row.id, service: row.service, from: row.from_at, until: row.until_at, people }),
    near: byInstants,
  }),
  callers: list<KnownCaller, CallerRow>({
    table: "known_caller",
    key: "number",
    columns: ({ number, name, fragile, otherNumbers, note, relatives, language, hardOfHearing }) => ({
      number,
      name,
      fragile,
      other_numbers: otherNumbers?.length ? JSON.stringify(otherNumbers) : null,
      note: note ?? null,
      relatives: relatives?.length ? JSON.stringify(relatives) : null,
      language: language ?? null,
      hard_of_hearing: hardOfHearing ?? false,
    }),
    read: (row) => ({
      number: row.number,
      name: row.name,
      fragile: row.fragile === 1,
      ...(row.other_numbers === null ? {} : { otherNumbers: JSON.parse(row.other_numbers) }),
      ...optional("note", row.note),
      ...(row.relatives === null ? {} : { relatives: JSON.parse(row.relatives) }),
      ...optional("language", row.language),
      ...(row.hard_of_hearing === 1 ? { hardOfHearing: true } : {}),
    }),
  }),
  blocked: list<PhoneNumber, { number: PhoneNumber }>({
    table: "blocked_number",
    key: "number",
    columns: (number) => ({ number }),
    read: ({ number }) => number,
  }),
  menu: list<MenuKey, { key: MenuKey["key"]; label: string; information: string | null }, string>({
    table: "menu_key",
    key: "key",
    columns: ({ key, label, information }) => ({ key, label, information: information ?? null }),
    items: { table: "menu_person", parent: "key", column: "person", of: (entry) => entry.people },
    read: ({ key, label, information }, people) => ({ key, label, ...optional("information", information), people }),
  }),
};

interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly language: Office["language"];
  readonly roles: string;
  readonly told_messages: Person["told"]["messages"];
  readonly told_missed: Person["told"]["missedCalls"];
  readonly told_texts: "all" | "urgent" | "none" | null;
  readonly ring_seconds: string | null;
}

interface CallerRow {
  readonly number: PhoneNumber;
  readonly name: string;
  readonly fragile: number;
  readonly other_numbers: string | null;
  readonly note: string | null;
  readonly relatives: string | null;
  readonly language: Office["language"] | null;
  readonly hard_of_hearing: number;
}

interface ClosureRow {
  readonly id: string;
  readonly name: string;
  readonly first_day: string;
  readonly last_day: string;
  readonly from_time: string;
  readonly to_time: string;
  readonly says: string | null;
}

type RotaRow = Parameters<typeof repeatFrom>[0] & {
  readonly id: string;
  readonly service: Service;
  readonly person: string;
  readonly order: number;
  readonly level: number | null;
  readonly from_time: string;
  readonly to_time: string;
  readonly starts: string;
  readonly ends: string | null;
};

/** What of an office is neither a list of entries nor its hours. */
export type OfficeSettings = Omit<Office, EntryKind | "hours">;
export type { HoursSlot };
