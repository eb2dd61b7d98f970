import type { Instant } from "../kernel/units.ts";
import { stretchesFrom } from "./next-change.ts";
import type { HoursSlot, Office } from "./office.ts";
import { hoursDays } from "./repeats.ts";
import { type Stretch, scheduleOf } from "./schedule.ts";
import {
  type Day,
  dateOfDay,
  dayOfDate,
  minuteOf,
  modulo,
  mondayOf,
  type WallDate,
  weekdayOf,
  type Zone,
} from "./wall-clock.ts";

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
const hoursOn = (office: Pick<Office, "hours">, day: Day): readonly HoursSlot[] =>
  office.hours.filter((slot) => {
    const { first, last } = hoursDays(slot);
    return first <= day && day <= last;
  });

/** A prepared change of the hours: the first day of the new ones. */
export interface HoursChange {
  readonly day: WallDate;
  readonly then: readonly HoursSlot[];
}

/** The hours as somebody is told of them: those of now, and what follows. */
export interface HoursAhead {
  readonly hours: readonly HoursSlot[];
  /** In order. */
  readonly changes: readonly HoursChange[];
}

/**
 * The hours at `at`, and their changes up to so many days later. Hours that only go on are no change; nor is there one
 * where nothing of the old hours is left that the new ones would not have as well, as in the evening before, or over a
 * week-end.
 */
export function hoursAhead(office: Office, at: Instant, days: number): HoursAhead {
  const today = scheduleOf(office).zone.dayAt(at);
  const edges = office.hours.flatMap(({ starts, ends }) => [
    ...(starts === undefined ? [] : [dayOfDate(starts)]),
    ...(ends === undefined ? [] : [dayOfDate(ends) + 1]),
  ]);
  const coming = [...new Set(edges)].filter((each) => each > today && each <= today + days).sort((a, b) => a - b);
  const eras: { day: Day; hours: readonly HoursSlot[] }[] = [];
  for (const day of [today, ...coming].reverse()) {
    const hours = hoursOn(office, day);
    const [next] = eras;
    if (next && (weekly(hours) === weekly(next.hours) || isLeftAlike(hours, next.hours, [day, next.day], office, at)))
      next.day = day;
    else eras.unshift({ day, hours });
  }
  const [now, ...later] = eras;
  return { hours: now?.hours ?? [], changes: later.map(({ day, hours: then }) => ({ day: dateOfDay(day), then })) };
}

/** Whether both take the same time from `at` on, of the days from the first to before the second. */
function isLeftAlike(
  some: readonly HoursSlot[],
  others: readonly HoursSlot[],
  [first, end]: readonly [Day, Day],
  office: Office,
  at: Instant,
): boolean {
  const { zone } = scheduleOf(office);
  const left = (hours: readonly HoursSlot[], day: Day): string =>
    hours
      .filter((slot) => rhythmOf(slot)(day) && endOf(slot, day, zone) > at)
      .map(({ from, to }) => `${from} ${to}`)
      .sort()
      .join();
  for (let day = first; day < end; day++) if (left(some, day) !== left(others, day)) return false;
  return true;
}

/** On which days it would take place, had it always been so. */
function rhythmOf({ weekdays, interval = 1, starts }: HoursSlot): (day: Day) => boolean {
  const week = mondayOf(starts === undefined ? 0 : dayOfDate(starts));
  return (day) => weekdays.includes(weekdayOf(day)) && modulo((mondayOf(day) - week) / 7, interval) === 0;
}

function endOf({ from, to }: HoursSlot, day: Day, zone: Zone): Instant {
  const [start, end] = [minuteOf(from), minuteOf(to)];
  return zone.instantOf(day, end > start ? end : end + 24 * 60);
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
        // From whichever of its weeks it is counted.
        interval === 1 || starts === undefined ? null : modulo(mondayOf(dayOfDate(starts)) / 7, interval),
      ])
      .sort(),
  );
