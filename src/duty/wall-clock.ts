import { IANAZone } from "luxon";
import { type Instant, instant } from "../kernel/units.ts";
import { offsetsIn } from "../kernel/zone-offset.ts";

/** A date of the calendar, `"2026-11-23"`. */
export type WallDate = string;
/** A date of the calendar as days since 1970-01-01: dates become plain arithmetic, without any zone. */
export type Day = number;

export const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;
export const DAY_MINUTES = 1440;

export const dayOfDate = (date: WallDate): Day =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY_MS;
export const dateOfDay = (day: Day): WallDate => new Date(day * DAY_MS).toISOString().slice(0, 10);
/** ISO: 1 Monday … 7 Sunday (1970-01-01 was a Thursday). */
export const weekdayOf = (day: Day): number => modulo(day + 3, 7) + 1;
/** The Monday of the ISO week that holds `day`. */
export const mondayOf = (day: Day): Day => day - (weekdayOf(day) - 1);
/** `"22:15"` as minutes from midnight; `"24:00"` is 1440. */
export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** What the clock on the office's wall shows, and the way back. */
export interface Zone {
  readonly name: string;
  /**
   * The first instant at which the wall clock shows this minute of this day *or later*. `minute` may exceed 1440.
   * So a time that daylight saving skips stands for the end of the gap, and a time that comes twice for its first
   * coming. It is one instant for whichever slot begins or ends there, and it never runs backwards: slots that touch
   * on the wall clock touch in time, on every night of the year.
   */
  instantOf(day: Day, minute: number): Instant;
  /** The day that holds `at`: from its first midnight up to the next day's. */
  dayAt(at: Instant): Day;
  /** What calendar and clock show: the day, and the minute from its midnight. */
  wallAt(at: Instant): { readonly day: Day; readonly minute: number };
  /** `"2026-11-23 09:00"`. */
  show(at: Instant): string;
  /** The time from one instant to another, cut wherever the zone's distance from UTC (milliseconds) changes. */
  stretches(
    since: Instant,
    until: Instant,
  ): { readonly from: Instant; readonly until: Instant; readonly offset: number }[];
}

/** A stretch of time in which the zone's distance from UTC stays the same. */
interface Span {
  readonly from: number;
  readonly until: number;
  readonly offset: number;
}

const zones = new Map<string, Zone>();

/** The zone of that name (tz database). Its changes of offset are found once a year of the calendar and kept. */
export function zoneNamed(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  const offsetOf = offsetsIn(name) ?? offsetsByFormatter(name);
  const years = new Map<number, readonly Span[]>();
  const spansAround = (ms: number): readonly Span[] => {
    const year = new Date(ms).getUTCFullYear();
    const spans = years.get(year) ?? spansOfYear((at) => offsetOf(at) * MINUTE_MS, year);
    years.set(year, spans);
    return spans;
  };
  const offsetAt = (at: number): number => spansAround(at).find((span) => at < span.until)?.offset ?? 0;
  const instantOf = (day: Day, minute: number): Instant => {
    const wall = day * DAY_MS + minute * MINUTE_MS;
    for (const { from, until, offset } of spansAround(wall))
      if (wall - offset < until) return instant(Math.max(wall - offset, from));
    return instant(wall);
  };
  const zone: Zone = {
    name,
    instantOf,
    dayAt(at) {
      let day = Math.floor((at + offsetAt(at)) / DAY_MS);
      // Only where the clocks change at midnight does either loop run.
      while (at >= instantOf(day + 1, 0)) day++;
      while (at < instantOf(day, 0)) day--;
      return day;
    },
    wallAt(at) {
      const wall = at + offsetAt(at);
      return { day: Math.floor(wall / DAY_MS), minute: Math.floor(modulo(wall, DAY_MS) / MINUTE_MS) };
    },
    show: (at) => new Date(at + offsetAt(at)).toISOString().slice(0, 16).replace("T", " "),
    stretches(since, until) {
      const found = [];
      for (let from = since; from < until; ) {
        const newYear = Date.UTC(new Date(from).getUTCFullYear() + 1, 0, 1);
        const span = spansAround(from).find((each) => from < each.until);
        const end = instant(Math.min(until, newYear, span?.until ?? newYear));
        found.push({ from, until: end, offset: span?.offset ?? 0 });
        from = end;
      }
      return found;
    },
  };
  zones.set(name, zone);
  return zone;
}

function offsetsByFormatter(name: string): (at: number) => number {
  const zone = IANAZone.create(name);
  return (at) => zone.offset(at);
}

/** Steps short enough that no zone changes its offset twice within one (the shortest is Morocco's month). */
const STEP_MS = 7 * DAY_MS;

/** A year's spans, with two days to spare on both sides: wall time and UTC differ by less. */
function spansOfYear(offsetAt: (at: number) => number, year: number): readonly Span[] {
  const end = Date.UTC(year + 1, 0, 3);
  const spans: Span[] = [];
  let from = Date.UTC(year, 0, 1) - 2 * DAY_MS;
  let offset = offsetAt(from);
  for (let at = from; at < end; at += STEP_MS) {
    if (offsetAt(at + STEP_MS) === offset) continue;
    const change = changeBetween(offsetAt, at, at + STEP_MS);
    spans.push({ from, until: change, offset });
    from = change;
    offset = offsetAt(change);
  }
  return [...spans, { from, until: Number.POSITIVE_INFINITY, offset }];
}

/** The first instant of the new offset, by halving. Offsets change on whole seconds. */
function changeBetween(offsetAt: (at: number) => number, before: number, after: number): number {
  const old = offsetAt(before);
  let low = before / 1000;
  let high = after / 1000;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * 1000) === old) low = middle;
    else high = middle;
  }
  return high * 1000;
}

export const modulo = (n: number, by: number): number => ((n % by) + by) % by;
