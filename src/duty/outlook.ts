import type { Instant } from "../kernel/units.ts";
import { stretchesFrom } from "./next-change.ts";
import type { HoursSlot, Office } from "./office.ts";
import { hoursDays } from "./repeats.ts";
import { type Stretch, scheduleOf } from "./schedule.ts";
import { type Day, dateOfDay, dayOfDate, type WallDate } from "./wall-clock.ts";

/** What the planner knows of the time to come, as callers are told it. */

/** A closure or public holiday, with those that follow before the office opens again: for a caller they are one. */
export interface Shut {
  readonly from: Instant;
  /** The end of the last of them, weekends and nights behind it left out; null when it is not known. */
  readonly until: Instant | null;
  /** When the office opens again; null when that lies farther than anybody has planned. */
  readonly reopens: Instant | null;
  /** Only public holidays. */
  readonly holiday: boolean;
}

/** Farther than any closure is told of. */
const DAYS_AHEAD = 400;
/** Who hears weekly hours takes them for those of a week from now. */
const WEEK_AHEAD = 7;

const isShut = ({ closed }: Stretch): boolean => closed !== null && closed.by !== "hours";

/** The first instant from `at` on at which the office is open and has not stepped out; `at` itself where that is now. */
export function opensAt(office: Office, at: Instant): Instant | null {
  const schedule = scheduleOf(office);
  const first = schedule.zone.dayAt(at);
  for (const { until, from, closed, absence } of stretchesFrom(schedule, first, first + DAYS_AHEAD))
    if (until > at && closed === null && absence === null) return from > at ? from : at;
  return null;
}

/** When the office, open now, closes or steps out next; null when it does not. */
export function closesAt(office: Office, at: Instant): Instant | null {
  const schedule = scheduleOf(office);
  const first = schedule.zone.dayAt(at);
  for (const { from, closed, absence } of stretchesFrom(schedule, first, first + WEEK_AHEAD))
    if (from > at && (closed !== null || absence !== null)) return from;
  return null;
}

/** What shuts the office at `at`, or null when it is open, or closed by its hours alone. */
export function shutAt(office: Office, at: Instant): Shut | null {
  const schedule = scheduleOf(office);
  const now = schedule.at(at);
  if (!isShut(now)) return null;
  const reopens = opensAt(office, at);
  const first = schedule.zone.dayAt(at);
  let until: Instant = now.until;
  let holiday = true;
  for (const stretch of stretchesFrom(schedule, first, first + DAYS_AHEAD)) {
    if (reopens !== null && stretch.from >= reopens) break;
    if (stretch.until <= at || !isShut(stretch)) continue;
    until = stretch.until;
    holiday &&= stretch.closed?.by === "holiday";
  }
  return { from: at, until: reopens === null ? null : until, reopens, holiday };
}

/** What takes hours of the week from `at` on, after what shuts the office now: the exceptions to its weekly hours. */
export function exceptionsFrom(office: Office, at: Instant): readonly Shut[] {
  const schedule = scheduleOf(office);
  const first = schedule.zone.dayAt(at);
  const found: Shut[] = [];
  const now = shutAt(office, at);
  if (now?.reopens === null) return [];
  let after: number = now?.reopens ?? at;
  for (const stretch of stretchesFrom(schedule, first, first + WEEK_AHEAD + 1)) {
    if (stretch.until <= after || !stretch.scheduled || !isShut(stretch)) continue;
    const shut = shutAt(office, stretch.from);
    if (!shut) continue;
    found.push(shut);
    if (shut.reopens === null) break;
    after = shut.reopens;
  }
  return found;
}

/** The hours in force on a day, whichever weeks they are of. */
export const hoursOn = (office: Pick<Office, "hours">, day: Day): readonly HoursSlot[] =>
  office.hours.filter((slot) => {
    const { first, last } = hoursDays(slot);
    return first <= day && day <= last;
  });

/** A prepared change of the hours: the first day of the new ones. */
export interface HoursChange {
  readonly day: WallDate;
  readonly then: readonly HoursSlot[];
}

/** The changes of the hours after `day`, up to so many days later, in order. Hours that only go on are no change. */
export function hoursChanges(office: Pick<Office, "hours">, day: Day, days: number): readonly HoursChange[] {
  const edges = office.hours.flatMap(({ starts, ends }) => [
    ...(starts === undefined ? [] : [dayOfDate(starts)]),
    ...(ends === undefined ? [] : [dayOfDate(ends) + 1]),
  ]);
  const coming = [...new Set(edges)].filter((each) => each > day && each <= day + days).sort((a, b) => a - b);
  let before = weekly(hoursOn(office, day));
  return coming.flatMap((each) => {
    const then = hoursOn(office, each);
    if (weekly(then) === before) return [];
    before = weekly(then);
    return [{ day: dateOfDay(each), then }];
  });
}

/** What a week of them is like, as a text to compare. */
const weekly = (hours: readonly HoursSlot[]): string =>
  JSON.stringify(
    hours
      .map(({ weekdays, from, to, interval = 1, starts }) => [
        weekdays.toSorted((a, b) => a - b),
        from,
        to,
        interval,
        interval === 1 ? null : starts,
      ])
      .sort(),
  );
