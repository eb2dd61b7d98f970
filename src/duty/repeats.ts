import type { HoursSlot, Repeat } from "./office.ts";
import { DAY_MS, type Day, dayOfDate, modulo, mondayOf, type WallDate, weekdayOf } from "./wall-clock.ts";

/** On which days something repeats, between its first and its last day, both included. */
export interface Occurrences {
  readonly first: Day;
  /** Infinity when it has no end. */
  readonly last: Day;
  on(day: Day): boolean;
}

export function occurrences(repeat: Repeat, starts: WallDate, ends?: WallDate): Occurrences {
  const first = dayOfDate(starts);
  const end = ends === undefined ? Number.POSITIVE_INFINITY : dayOfDate(ends);
  const last = repeat.every === "once" ? Math.min(first, end) : end;
  const matches = matcher(repeat, first);
  return { first, last, on: (day) => day >= first && day <= last && matches(day) };
}

/** The days on which a slot of the hours begins: always, unless it says from when, until when, or which weeks. */
export function hoursDays({ weekdays, starts, ends, interval = 1 }: HoursSlot): Occurrences {
  if (starts !== undefined) return occurrences({ every: "week", weekdays, interval }, starts, ends);
  const last = ends === undefined ? Number.POSITIVE_INFINITY : dayOfDate(ends);
  return {
    first: Number.NEGATIVE_INFINITY,
    last,
    on: (day) => day <= last && weekdays.includes(weekdayOf(day)),
  };
}

function matcher(repeat: Repeat, first: Day): (day: Day) => boolean {
  switch (repeat.every) {
    case "once":
      return (day) => day === first;
    case "day":
      return (day) => modulo(day - first, repeat.interval) === 0;
    case "week": {
      const week = mondayOf(first);
      return (day) =>
        repeat.weekdays.includes(weekdayOf(day)) && modulo((mondayOf(day) - week) / 7, repeat.interval) === 0;
    }
    case "month":
      return (day) => weekdayOf(day) === repeat.weekday && isNth(day, repeat.nth);
  }
}

/** Whether `day` is the `nth` of its weekday in its month; -1 asks for the last. */
function isNth(day: Day, nth: number): boolean {
  const date = new Date(day * DAY_MS);
  const ofMonth = date.getUTCDate();
  if (nth > 0) return Math.ceil(ofMonth / 7) === nth;
  const daysInMonth = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return ofMonth + 7 > daysInMonth;
}
