import { DateTime } from "luxon";
import type { HoursSlot, Office, Repeat } from "../../src/duty/office.ts";

/**
 * The schedule reckoned minute by minute, as somebody would with a pencil and a roll of paper: each minute of the days
 * around gets who is there, painted slot by slot. Shares nothing with the schedule but the office's data.
 */

const MINUTE = 60_000;
const DAYS_BEFORE = 4;
const DAYS_AFTER = 21;

/** What the office's wall clock shows at each minute of some weeks. */
interface Roll {
  readonly start: number;
  readonly minutes: number;
  readonly dates: readonly string[];
  /** The first minute at which the wall shows this time of this date, or later. */
  first(date: string, time: string): number;
}

const rolls = new Map<string, Roll>();

function rollOf(zone: string, firstDate: string): Roll {
  const key = `${zone} ${firstDate}`;
  const known = rolls.get(key);
  if (known) return known;
  const dates: string[] = [];
  for (let n = -DAYS_BEFORE; n <= DAYS_AFTER; n++) dates.push(datePlus(firstDate, n));
  const start = DateTime.fromISO(`${dates[0]}T00:00`, { zone }).startOf("hour").toMillis() - 180 * MINUTE;
  const minutes = (DAYS_BEFORE + DAYS_AFTER + 1) * 1440 + 360;
  const shown = new Map<string, number>();
  let latest = "";
  for (let n = 0; n < minutes; n++) {
    // Clocks change on quarters of an hour: between them a minute is a minute.
    const quarter = DateTime.fromMillis(start + n * MINUTE, { zone });
    const offset = quarter.offset;
    for (const end = Math.min(minutes, n + 15); n < end; n++) {
      const wall = new Date(start + (n + offset) * MINUTE).toISOString().slice(0, 16);
      if (wall <= latest) continue;
      // Times that were jumped over are shown, or later ones, from now on.
      for (let skipped = latest === "" ? wall : next(latest); skipped <= wall; skipped = next(skipped))
        shown.set(skipped, n);
      latest = wall;
    }
    n--;
  }
  const roll: Roll = {
    start,
    minutes,
    dates,
    first(date, time) {
      const wall = time === "24:00" ? `${datePlus(date, 1)}T00:00` : `${date}T${time}`;
      const found = shown.get(wall);
      if (found !== undefined) return found;
      return wall < (shown.keys().next().value ?? "") ? 0 : minutes;
    },
  };
  rolls.set(key, roll);
  return roll;
}

const next = (wall: string): string => new Date(Date.parse(`${wall}Z`) + MINUTE).toISOString().slice(0, 16);
const dayNumber = (date: string): number => Math.round(Date.parse(`${date}T00:00Z`) / 86_400_000);
const datePlus = (date: string, days: number): string =>
  new Date((dayNumber(date) + days) * 86_400_000).toISOString().slice(0, 10);
const weekdayOf = (date: string): number => new Date(`${date}T00:00Z`).getUTCDay() || 7;
const mondayOf = (date: string): number => dayNumber(date) - weekdayOf(date) + 1;

function occurs({ repeat, starts, ends }: { repeat: Repeat; starts: string; ends?: string | undefined }, date: string) {
  if (date < starts || (ends !== undefined && date > ends)) return false;
  switch (repeat.every) {
    case "once":
      return date === starts;
    case "day":
      return (dayNumber(date) - dayNumber(starts)) % repeat.interval === 0;
    case "week":
      return (
        repeat.weekdays.includes(weekdayOf(date)) && ((mondayOf(date) - mondayOf(starts)) / 7) % repeat.interval === 0
      );
    case "month": {
      if (weekdayOf(date) !== repeat.weekday) return false;
      const ofMonth = Number(date.slice(8));
      if (repeat.nth > 0) return Math.floor((ofMonth - 1) / 7) + 1 === repeat.nth;
      return datePlus(date, 7).slice(0, 7) !== date.slice(0, 7);
    }
  }
}

function isOf({ weekdays, starts, ends, interval = 1 }: HoursSlot, date: string): boolean {
  if (!weekdays.includes(weekdayOf(date)) || date < (starts ?? "") || date > (ends ?? "9999")) return false;
  return starts === undefined || ((mondayOf(date) - mondayOf(starts)) / 7) % interval === 0;
}

const EASTER: Readonly<Record<string, string>> = {
  2023: "2023-04-09",
  2024: "2024-03-31",
  2025: "2025-04-20",
  2026: "2026-04-05",
  2027: "2027-03-28",
};
const FIXED = ["01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"];

function isClosingHoliday(office: Office, date: string): boolean {
  if (!office.closedOnHolidays) return false;
  const easter = EASTER[date.slice(0, 4)];
  const moving = easter === undefined ? "" : `easter ${dayNumber(date) - dayNumber(easter)}`;
  const rules = [
    ...(FIXED.includes(date.slice(5)) ? [date.slice(5)] : []),
    ...(["easter 1", "easter 39", "easter 50"].includes(moving) ? [moving] : []),
  ];
  return rules.some((rule) => !office.workedHolidays.includes(rule));
}

export const FORTNIGHT_MINUTES = 14 * 1440;

/** Of each minute from `at` on, for fourteen days: 1 where a caller would find nobody. */
export interface Reckoned {
  readonly duty: Uint8Array;
  readonly onCall: Uint8Array;
}

/** `at` is a whole minute of the UTC day `firstDate`. */
export function reckon(office: Office, at: number, firstDate: string): Reckoned {
  const roll = rollOf(office.zone, firstDate);
  const { minutes, start, dates } = roll;
  const paint = (into: Uint8Array, from: number, until: number, color: (old: number) => number) => {
    for (let n = Math.max(0, from); n < Math.min(minutes, until); n++) into[n] = color(into[n] ?? 0);
  };
  const end = (date: string, from: string, to: string) => roll.first(to <= from ? datePlus(date, 1) : date, to);
  const bit = new Map(office.people.map(({ id }, n) => [id, 1 << n]));
  const onLeave = (person: string, date: string): boolean =>
    office.leave.some((leave) => leave.person === person && leave.firstDay <= date && date <= leave.lastDay);

  const open = new Uint8Array(minutes);
  for (const date of dates)
    for (const slot of office.hours)
      if (isOf(slot, date) && !isClosingHoliday(office, date))
        paint(open, roll.first(date, slot.from), end(date, slot.from, slot.to), () => 1);
  for (const { firstDay, lastDay, from, to } of office.closures) {
    if (lastDay < (dates[0] ?? "") || firstDay > (dates.at(-1) ?? "")) continue;
    paint(open, roll.first(firstDay, from), roll.first(lastDay, to), () => 0);
  }

  const service = (of: "duty" | "on-call"): Uint8Array => {
    const there = new Uint8Array(minutes);
    for (const date of dates)
      for (const rule of office.rota)
        if (rule.service === of && occurs(rule, date) && !onLeave(rule.person, date))
          paint(
            there,
            roll.first(date, rule.from),
            end(date, rule.from, rule.to),
            (old) => old | (bit.get(rule.person) ?? 0),
          );
    const minuteOf = (instant: number) => Math.ceil((instant - start) / MINUTE);
    // The one begun last is painted last; of several that begin together, the first in the list.
    const replacing = office.overrides
      .filter((each) => each.service === of)
      .toReversed()
      .toSorted((a, b) => a.from - b.from);
    for (const over of replacing) {
      const whole = over.until - over.from <= 25 * 60 * MINUTE;
      const dateAt = (instant: number) => {
        let date = dates[0] ?? "";
        for (const each of dates) if (start + roll.first(each, "00:00") * MINUTE <= instant) date = each;
        return date;
      };
      const begins =
        over.from < start
          ? (DateTime.fromMillis(over.from, { zone: office.zone }).toISODate() ?? "")
          : dateAt(over.from);
      for (const date of dates) {
        const mask = over.people
          .filter((person) => !onLeave(person, whole ? begins : date))
          .reduce((all, person) => all | (bit.get(person) ?? 0), 0);
        const from = Math.max(minuteOf(over.from), roll.first(date, "00:00"));
        const until = Math.min(minuteOf(over.until), roll.first(datePlus(date, 1), "00:00"));
        paint(there, from, until, () => mask);
      }
    }
    return there;
  };
  const [duty, onCall] = [service("duty"), service("on-call")];
  const owed = onCallOwedFrom(office, at, roll);
  const gaps = { duty: new Uint8Array(FORTNIGHT_MINUTES), onCall: new Uint8Array(FORTNIGHT_MINUTES) };
  for (let minute = 0; minute < FORTNIGHT_MINUTES; minute++) {
    const t = at + minute * MINUTE;
    const n = (t - start) / MINUTE;
    if (open[n] === 1 && duty[n] === 0) gaps.duty[minute] = 1;
    if (open[n] === 0 && onCall[n] === 0 && t >= owed) gaps.onCall[minute] = 1;
  }
  return gaps;
}

/** A fragile client is owed an on-call always; otherwise it is owed from its beginning to four weeks after its end. */
function onCallOwedFrom(office: Office, at: number, roll: Roll): number {
  if (office.callers.some(({ fragile }) => fragile)) return 0;
  const midnight = (date: string): number => {
    if (date < (roll.dates[0] ?? "")) return DateTime.fromISO(date, { zone: office.zone }).toMillis();
    if (date > (roll.dates.at(-1) ?? "")) return Number.POSITIVE_INFINITY;
    return roll.start + roll.first(date, "00:00") * MINUTE;
  };
  let owed = Number.POSITIVE_INFINITY;
  const given = (from: number, until: number) => {
    if (until > from && until > at - 28 * 1440 * MINUTE) owed = Math.min(owed, from);
  };
  for (const { service, starts, ends, repeat } of office.rota) {
    if (service !== "on-call") continue;
    const last = repeat.every === "once" ? starts : ends;
    given(midnight(starts), last === undefined ? Number.POSITIVE_INFINITY : midnight(datePlus(last, 1)));
  }
  for (const { service, from, until } of office.overrides) if (service === "on-call") given(from, until);
  return owed;
}
