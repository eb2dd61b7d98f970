import { type HoursSlot, type Office, office } from "../duty/office.ts";
import type { Queries, Reading } from "./database.ts";
import { type Near, optional } from "./office-list.ts";
import { type EntryKind, lists, type OfficeEntries, type OfficeSettings } from "./office-lists.ts";

/** What holds before anybody said anything: no hours, nobody on duty, so every caller may leave a message. */
export const blankOffice: Office = office.parse({ name: "Permanence", zone: "Europe/Paris" });

interface OfficeRow {
  readonly name: string;
  readonly zone: string;
  readonly language: Office["language"];
  readonly country: string;
  readonly region: string | null;
  readonly closed_on_holidays: number;
  readonly worked_holidays: string;
  readonly threshold_days: number;
  readonly threshold_hours: number;
  readonly answer_after_rings: number;
  readonly ring_seconds: number;
  readonly screening: number;
  readonly message_seconds: number;
  /** Null: as the program has it. */
  readonly escalation: string | null;
  readonly take_up: string | null;
  readonly waiting: string | null;
}

interface HoursRow {
  readonly weekdays: string;
  readonly from_time: string;
  readonly to_time: string;
  readonly starts: string | null;
  readonly ends: string | null;
  readonly interval: number | null;
}

export const entryKinds = Object.keys(lists) as EntryKind[];

/** Whether anybody ever said what this office is. */
export async function isSet(from: Reading): Promise<boolean> {
  return (await from.get("SELECT 1 FROM office")) !== undefined;
}

export async function revision(from: Reading): Promise<number> {
  return (await from.get<{ revision: number }>("SELECT revision FROM office_revision"))?.revision ?? 0;
}

/** `near`: of what has a time, only what touches this stretch. */
export async function loadOffice(from: Reading, near?: Near): Promise<Office> {
  return {
    ...(await loadSettings(from)),
    hours: await loadHours(from),
    people: await lists.people.load(from, near),
    rota: await lists.rota.load(from, near),
    closures: await lists.closures.load(from, near),
    leave: await lists.leave.load(from, near),
    absences: await lists.absences.load(from, near),
    overrides: await lists.overrides.load(from, near),
    callers: await lists.callers.load(from, near),
    blocked: await lists.blocked.load(from, near),
    menu: await lists.menu.load(from, near),
  };
}

/** Replaces everything. Runs in a transaction, which keeps the old office when this fails. */
export async function writeOffice(to: Queries, next: Office): Promise<void> {
  await to.run("PRAGMA defer_foreign_keys = ON");
  for (const kind of entryKinds) await to.run(`DELETE FROM ${lists[kind].table}`);
  await writeSettings(to, settingsOf(next));
  await writeHours(to, next.hours);
  for (const kind of entryKinds) await putAll(to, kind, next);
}

type Lists = { readonly [K in EntryKind]: readonly OfficeEntries[K][] };

async function putAll<K extends EntryKind>(to: Queries, kind: K, all: Lists): Promise<void> {
  for (const entry of all[kind]) await lists[kind].put(to, entry);
}

export function settingsOf(whole: Office): OfficeSettings {
  const { hours, people, rota, closures, leave, absences, overrides, callers, blocked, menu, ...settings } = whole;
  return settings;
}

export async function loadSettings(from: Reading): Promise<OfficeSettings> {
  const row = await from.get<OfficeRow>("SELECT * FROM office");
  if (!row) return settingsOf(blankOffice);
  return {
    name: row.name,
    zone: row.zone,
    language: row.language,
    country: row.country,
    ...optional("region", row.region),
    closedOnHolidays: row.closed_on_holidays === 1,
    workedHolidays: JSON.parse(row.worked_holidays),
    threshold: { days: row.threshold_days, hours: row.threshold_hours },
    answerAfterRings: row.answer_after_rings,
    ringSeconds: row.ring_seconds,
    screening: row.screening === 1,
    messageSeconds: row.message_seconds,
    escalation: row.escalation === null ? blankOffice.escalation : JSON.parse(row.escalation),
    takeUp: row.take_up === null ? blankOffice.takeUp : JSON.parse(row.take_up),
    waiting: row.waiting === null ? blankOffice.waiting : JSON.parse(row.waiting),
  };
}

export async function writeSettings(to: Queries, settings: OfficeSettings): Promise<void> {
  await to.insert(
    "office",
    {
      id: 1,
      name: settings.name,
      zone: settings.zone,
      language: settings.language,
      country: settings.country,
      region: settings.region ?? null,
      closed_on_holidays: settings.closedOnHolidays,
      worked_holidays: JSON.stringify(settings.workedHolidays),
      threshold_days: settings.threshold.days,
      threshold_hours: settings.threshold.hours,
      answer_after_rings: settings.answerAfterRings,
      ring_seconds: settings.ringSeconds,
      screening: settings.screening,
      message_seconds: settings.messageSeconds,
      escalation: JSON.stringify(settings.escalation),
      take_up: JSON.stringify(settings.takeUp),
      waiting: JSON.stringify(settings.waiting),
    },
    "replace",
  );
}

export async function loadHours(from: Reading): Promise<HoursSlot[]> {
  const rows = await from.all<HoursRow>("SELECT * FROM hours_slot ORDER BY position");
  return rows.map((row) => ({
    weekdays: JSON.parse(row.weekdays),
    from: row.from_time,
    to: row.to_time,
    ...optional("starts", row.starts),
    ...optional("ends", row.ends),
    ...optional("interval", row.interval),
  }));
}

export async function writeHours(to: Queries, hours: readonly HoursSlot[]): Promise<void> {
  await to.run("DELETE FROM hours_slot");
  for (const [position, { weekdays, from, to: until, starts, ends, interval }] of hours.entries())
    await to.insert("hours_slot", {
      position,
      weekdays: JSON.stringify(weekdays),
      from_time: from,
      to_time: until,
      starts: starts ?? null,
      ends: ends ?? null,
      interval: interval ?? null,
    });
}
