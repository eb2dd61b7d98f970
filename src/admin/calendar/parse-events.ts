import ICAL from "ical.js";
import { type RawEntry, takeApart } from "./calendar-lines.ts";
import { parseRule, type RepeatData } from "./parse-rule.ts";
import { durationOf, type Property, parameterOf, propertyOf, textOf, timesOf, type WallTime } from "./properties.ts";
import { type ZoneReader, zoneReader } from "./zones.ts";

/** One entry of a calendar file, as far as the schedule asks. */
export interface CalendarEvent {
  /** `VEVENT`, or what else it is. */
  readonly kind: string;
  readonly uid: string;
  readonly title: string;
  readonly categories: readonly string[];
  /** Addresses and names of who is invited, in their order. */
  readonly attendees: readonly { readonly mail: string; readonly name: string }[];
  readonly cancelled: boolean;
  readonly start: WallTime | null;
  /** Days and minutes from the start, on the clock. */
  readonly lasts: { readonly days: number; readonly minutes: number } | null;
  readonly repeat: RepeatData | null;
  readonly more: readonly WallTime[];
  readonly without: readonly WallTime[];
  /** The time that this entry stands in place of, and whether in place of all that follow as well. */
  readonly insteadOf: WallTime | null;
  readonly andFuture: boolean;
  /** Names of what the entry says and nothing here can follow. */
  readonly unmet: readonly string[];
  /** What our own export says besides. */
  readonly own: {
    readonly person: string | null;
    readonly order: number;
    readonly service: string | null;
    readonly kind: "leave" | "closure" | null;
    /** Of a closure. */
    readonly name: string | null;
  };
}

export interface ParsedCalendar {
  /** Read one by one: who has enough of them stops. */
  readonly events: Iterable<CalendarEvent>;
  readonly zones: ZoneReader;
}

/** Reads a file. Throws for what is no calendar. What one entry gets wrong spoils that entry alone. */
export function parseEvents(text: string, officeZone: string): ParsedCalendar {
  const raw = takeApart(text);
  if (!raw) throw new TypeError("no calendar");
  ICAL.design.strict = false;
  const zones = zoneReader(officeZone, raw.zones.flatMap(zoneComponents));
  function* events() {
    for (const entry of raw?.entries ?? []) yield eventOf(entry, zones);
  }
  return { events: { [Symbol.iterator]: events }, zones };
}

function zoneComponents(text: string): ICAL.Component[] {
  try {
    const root = new ICAL.Component(ICAL.parse(`BEGIN:VCALENDAR\r\n${text}\r\nEND:VCALENDAR`) as unknown[]);
    return root.getAllSubcomponents("vtimezone");
  } catch {
    return [];
  }
}

function eventOf({ kind, lines }: RawEntry, zones: ZoneReader): CalendarEvent {
  const properties = lines.flatMap((line) => propertyOf(line) ?? []);
  const all = (name: string): Property[] => properties.filter((each) => each.name === name);
  const text = (name: string): string => all(name).map(textOf)[0]?.trim().slice(0, 200) ?? "";
  const unmet: string[] = [];
  const times = (name: string): readonly WallTime[] =>
    all(name).flatMap((property) => {
      const { times, unread } = timesOf(property);
      if (unread) unmet.push(/PERIOD/i.test(property.parameters) ? `${name};VALUE=PERIOD` : name);
      return times;
    });
  const [start = null] = all("DTSTART").flatMap((each) => timesOf(each).times);
  const [rule, ...others] = all("RRULE");
  if (others.length > 0) unmet.push("RRULE");
  if (all("EXRULE").length > 0) unmet.push("EXRULE");
  const read = rule && start ? parseRule(rule, start) : null;
  const range = all("RECURRENCE-ID").flatMap((each) => parameterOf(each, "RANGE")?.toUpperCase() ?? [])[0];
  if (range !== undefined && range !== "THISANDFUTURE") unmet.push(`RECURRENCE-ID;RANGE=${range}`);
  const [more, without, [insteadOf = null]] = [times("RDATE"), times("EXDATE"), times("RECURRENCE-ID")];
  const order = Number.parseInt(text("X-PERMANENCE-ORDER"), 10);
  return {
    kind,
    uid: text("UID"),
    title: text("SUMMARY"),
    cancelled: text("STATUS").toUpperCase() === "CANCELLED",
    categories: all("CATEGORIES").flatMap((each) => textOf(each).split(",")),
    attendees: all("ATTENDEE").map((each) => ({
      mail: each.value
        .replace(/^mailto:/i, "")
        .trim()
        .toLowerCase(),
      name: parameterOf(each, "CN") ?? "",
    })),
    start,
    lasts: start && lastingOf(all, start, zones),
    repeat: read?.data ?? null,
    more,
    without,
    insteadOf,
    andFuture: insteadOf !== null && range === "THISANDFUTURE",
    unmet: [...new Set([...(read?.unmet ?? []), ...unmet])],
    own: {
      person: text("X-PERMANENCE-PERSON") || null,
      order: order >= 1 && order <= 99 ? order : 0,
      service: text("X-PERMANENCE-SERVICE") || null,
      kind: (["leave", "closure"] as const).find((kind) => kind === text("X-PERMANENCE-KIND")) ?? null,
      name: text("X-PERMANENCE-NAME") || null,
    },
  };
}

function lastingOf(
  all: (name: string) => readonly Property[],
  start: WallTime,
  zones: ZoneReader,
): CalendarEvent["lasts"] {
  const [end] = all("DTEND").flatMap((each) => timesOf(each).times);
  if (end && end.zone === start.zone) return { days: end.day - start.day, minutes: end.minute - start.minute };
  if (end) return { days: 0, minutes: Math.round((zones.instantOf(end) - zones.instantOf(start)) / 60_000) };
  const [duration] = all("DURATION");
  if (duration) return durationOf(duration);
  return start.whole && all("DTEND").length === 0 ? { days: 1, minutes: 0 } : null;
}
