import ICAL from "ical.js";
import { type Day, dayOfDate } from "../../duty/wall-clock.ts";
import type { WallTime } from "./wall-time.ts";
import { type ZoneReader, zoneReader } from "./zones.ts";

/** One entry of a calendar file, as far as the schedule asks. */
export interface CalendarEvent {
  readonly uid: string;
  readonly title: string;
  readonly categories: readonly string[];
  /** Addresses and names of who is invited, in their order. */
  readonly attendees: readonly { readonly mail: string; readonly name: string }[];
  readonly cancelled: boolean;
  readonly start: WallTime | null;
  /** Days and minutes from the start, on the clock. */
  readonly lasts: { readonly days: number; readonly minutes: number } | null;
  readonly rule: RepeatData | null;
  readonly more: readonly WallTime[];
  readonly without: readonly WallTime[];
  /** The time that this entry stands in place of. */
  readonly insteadOf: WallTime | null;
  /** What our own export says besides. */
  readonly own: { readonly person: string | null; readonly order: number; readonly service: string | null };
}

/** A rule of RFC 5545 §3.3.10; `until` on the clock. */
export interface RepeatData {
  readonly freq: string;
  readonly interval: number;
  readonly count: number | null;
  readonly until: WallTime | null;
  readonly byday: readonly string[];
  readonly bysetpos: readonly number[];
  /** Whether it has a part that none of the above is. */
  readonly other: boolean;
  /** The same rule without an end, from its first day on. */
  days(start: WallTime): IterableIterator<{ readonly day: Day; readonly minute: number }>;
}

export interface ParsedCalendar {
  readonly events: readonly CalendarEvent[];
  readonly zones: ZoneReader;
}

/** Reads a file. Throws for what is no calendar. What one entry gets wrong spoils that entry alone. */
export function parseEvents(text: string, officeZone: string): ParsedCalendar {
  ICAL.design.strict = false;
  const entries: string[] = [];
  const frame = text.replace(/^\uFEFF/, "").replaceAll(/^BEGIN:VEVENT\r?\n[\s\S]*?^END:VEVENT\s*?$/gim, (entry) => {
    entries.push(entry);
    return "X-ENTRY:";
  });
  const calendars = calendarsIn(frame);
  if (calendars.length === 0) throw new TypeError("no VCALENDAR");
  const zones = zoneReader(
    officeZone,
    calendars.flatMap((calendar) => calendar.getAllSubcomponents("vtimezone")),
  );
  return { events: entries.map((entry) => entryOf(entry, zones)), zones };
}

function calendarsIn(text: string): ICAL.Component[] {
  const parsed: unknown = ICAL.parse(text);
  const roots = !Array.isArray(parsed) ? [] : typeof parsed[0] === "string" ? [parsed] : parsed;
  return roots.map((root) => new ICAL.Component(root)).filter(({ name }) => name === "vcalendar");
}

function entryOf(text: string, zones: ZoneReader): CalendarEvent {
  const read = safely(() =>
    calendarsIn(`BEGIN:VCALENDAR\r\n${text}\r\nEND:VCALENDAR\r\n`)[0]?.getFirstSubcomponent("vevent"),
  );
  if (read) return eventOf(read, zones);
  const summary = new ICAL.Component("vevent");
  summary.addPropertyWithValue("summary", /^SUMMARY[^:\n]*:(.*)/im.exec(text)?.[1] ?? "");
  return eventOf(summary, zones);
}

function eventOf(component: ICAL.Component, zones: ZoneReader): CalendarEvent {
  const text = (name: string): string =>
    String(safely(() => component.getFirstPropertyValue(name)) ?? "").slice(0, 200);
  const start = safely(() => wallTimeOf(component.getFirstProperty("dtstart")));
  const order = Number.parseInt(text("x-permanence-order"), 10);
  return {
    uid: text("uid"),
    title: text("summary").trim(),
    categories: component.getAllProperties("categories").flatMap((each) => each.getValues().map(String)),
    attendees: component.getAllProperties("attendee").map((each) => ({
      mail: String(each.getFirstValue())
        .replace(/^mailto:/i, "")
        .trim()
        .toLowerCase(),
      name: String(each.getParameter("cn") ?? ""),
    })),
    cancelled: text("status").toUpperCase() === "CANCELLED",
    start,
    lasts: start && safely(() => lastingOf(component, start, zones)),
    rule: safely(() => ruleOf(component)),
    more: timesOf(component, "rdate"),
    without: timesOf(component, "exdate"),
    insteadOf: safely(() => wallTimeOf(component.getFirstProperty("recurrence-id"))),
    own: {
      person: text("x-permanence-person") || null,
      order: order >= 1 && order <= 99 ? order : 0,
      service: text("x-permanence-service") || null,
    },
  };
}

/** What can't be read is not there. */
function safely<T>(read: () => T): T | null {
  try {
    return read() ?? null;
  } catch {
    return null;
  }
}

function wallTimeOf(property: ICAL.Property | null, value: unknown = property?.getFirstValue()): WallTime | null {
  if (!property || !(value instanceof ICAL.Time)) return null;
  const two = (n: number) => String(n).padStart(2, "0");
  const day = dayOfDate(`${String(value.year).padStart(4, "0")}-${two(value.month)}-${two(value.day)}`);
  if (!Number.isInteger(day)) return null;
  const tzid = property.getParameter("tzid");
  const named = typeof tzid === "string" && tzid !== "" ? tzid : null;
  return {
    day,
    minute: value.isDate ? 0 : value.hour * 60 + value.minute,
    whole: value.isDate,
    zone: value.isDate ? null : value.zone === ICAL.Timezone.utcTimezone ? "UTC" : named,
  };
}

function timesOf(component: ICAL.Component, name: string): WallTime[] {
  return component
    .getAllProperties(name)
    .flatMap((each) => each.getValues().map((value: unknown) => safely(() => wallTimeOf(each, value)) ?? []))
    .flat();
}

function lastingOf(component: ICAL.Component, start: WallTime, zones: ZoneReader): CalendarEvent["lasts"] {
  const end = wallTimeOf(component.getFirstProperty("dtend"));
  if (end && end.zone === start.zone) return { days: end.day - start.day, minutes: end.minute - start.minute };
  if (end) return { days: 0, minutes: Math.round((zones.instantOf(end) - zones.instantOf(start)) / 60_000) };
  const duration: unknown = component.getFirstPropertyValue("duration");
  if (duration instanceof ICAL.Duration) {
    const { isNegative, weeks, days, hours, minutes } = duration;
    return isNegative ? null : { days: weeks * 7 + days, minutes: hours * 60 + minutes };
  }
  return start.whole ? { days: 1, minutes: 0 } : null;
}

const known = ["freq", "interval", "count", "until", "byday", "bysetpos", "wkst"];

function ruleOf(component: ICAL.Component): RepeatData | null {
  const property = component.getFirstProperty("rrule");
  const value: unknown = property?.getFirstValue();
  if (!property || !(value instanceof ICAL.Recur)) return null;
  const data: Readonly<Record<string, unknown>> = value.toJSON();
  const list = (name: string): unknown[] => [data[name] ?? []].flat();
  return {
    freq: String(value.freq),
    interval: value.interval || 1,
    count: value.count,
    until: value.until ? wallTimeOf(property, value.until) : null,
    byday: list("byday").map(String),
    bysetpos: list("bysetpos").map(Number),
    other:
      Object.keys(data).some((name) => !known.includes(name)) ||
      component.getAllProperties("rrule").length > 1 ||
      component.getAllProperties("exrule").length > 0,
    *days(start) {
      if (!canBeFollowed(String(value.freq), data)) {
        yield start;
        return;
      }
      const endless = value.clone();
      endless.until = null;
      endless.count = null;
      endless.interval = Math.max(1, value.interval);
      const first = new Date(start.day * 86_400_000);
      const from = new ICAL.Time(
        {
          ...{ year: first.getUTCFullYear(), month: first.getUTCMonth() + 1, day: first.getUTCDate() },
          ...{ hour: Math.floor(start.minute / 60), minute: start.minute % 60, second: 0, isDate: start.whole },
        },
        ICAL.Timezone.localTimezone,
      );
      const found = endless.iterator(from);
      for (let next = found.next(); next; next = found.next())
        yield {
          day: Date.UTC(next.year, next.month - 1, next.day) / 86_400_000,
          minute: start.whole ? 0 : next.hour * 60 + next.minute,
        };
    },
  };
}

/** The days of each month at most. */
const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a rule has days to be found at all: one that never comes would be looked for without an end. */
function canBeFollowed(freq: string, data: Readonly<Record<string, unknown>>): boolean {
  const list = (name: string): number[] => [data[name] ?? []].flat().map(Number);
  const strange = ["byyearday", "byweekno", "byhour", "byminute", "bysecond"].some((name) => list(name).length > 0);
  if (strange || !["DAILY", "WEEKLY", "MONTHLY", "YEARLY"].includes(freq)) return false;
  if (list("bysetpos").some((nth) => Math.abs(nth) > 4)) return false;
  const months = list("bymonth");
  const lengths = months.length > 0 ? months.map((month) => longest[month - 1] ?? 0) : longest;
  const days = list("bymonthday");
  return lengths.some((length) => length > 0 && (days.length === 0 || days.some((day) => Math.abs(day) <= length)));
}
