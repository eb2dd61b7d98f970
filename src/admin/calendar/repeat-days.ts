import { DAY_MS, type Day, modulo, weekdayOf } from "../../duty/wall-clock.ts";

/** A rule of RFC 5545 §3.3.10, without its beginning and its end. */
export interface RepeatRule {
  readonly freq: "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";
  readonly interval: number;
  /** ISO: 1 Monday … 7 Sunday; `nth` 0 for each of them. */
  readonly byday: readonly { readonly nth: number; readonly weekday: number }[];
  readonly bymonth: readonly number[];
  readonly bymonthday: readonly number[];
  readonly byyearday: readonly number[];
  readonly byweekno: readonly number[];
  readonly bysetpos: readonly number[];
  /** From midnight, in order. */
  readonly minutes: readonly number[];
  /** ISO weekday on which weeks begin. */
  readonly wkst: number;
}

interface CivilDate {
  readonly year: number;
  /** 1 … 12. */
  readonly month: number;
  readonly day: number;
}

const dateOf = (day: Day): CivilDate => {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
};
const dayAt = (year: number, month: number, day: number): Day => Date.UTC(year, month - 1, day) / DAY_MS;
const lengthOf = (year: number, month: number): number => dateOf(dayAt(year, month + 1, 0)).day;
const weekStart = (day: Day, wkst: number): Day => day - modulo(weekdayOf(day) - wkst, 7);
const range = (first: Day, count: number): Day[] => Array.from({ length: count }, (_, n) => first + n);

/**
 * Every time that the rule gives from its first on, in order, up to a day: the rule itself has no end. With `from`, what
 * lies long before that day is passed over without being counted out.
 */
export function* repeatDays(
  rule: RepeatRule,
  start: { readonly day: Day; readonly minute: number },
  last: Day,
  from: Day = start.day,
): Generator<{ readonly day: Day; readonly minute: number }, void, undefined> {
  const passed = Math.floor((from - start.day) / longest[rule.freq] / rule.interval) - 1;
  for (let n = Math.max(0, passed) * rule.interval; ; n += rule.interval) {
    const period = periodOf(rule, start.day, n);
    if (period.first > last) return;
    const times = daysIn(rule, start.day, period).flatMap((day) => rule.minutes.map((minute) => ({ day, minute })));
    const chosen =
      rule.bysetpos.length === 0
        ? times
        : times.filter((_, at) => rule.bysetpos.some((pos) => pos === at + 1 || pos === at - times.length));
    for (const each of chosen)
      if (each.day > start.day || (each.day === start.day && each.minute >= start.minute)) yield each;
  }
}

/** Days. */
const longest = { DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 371 } as const;

interface Period {
  readonly first: Day;
  readonly days: readonly Day[];
}

function periodOf({ freq, wkst, byweekno }: RepeatRule, start: Day, n: number): Period {
  const { year, month } = dateOf(start);
  switch (freq) {
    case "DAILY":
      return { first: start + n, days: [start + n] };
    case "WEEKLY": {
      const first = weekStart(start, wkst) + 7 * n;
      return { first, days: range(first, 7) };
    }
    case "MONTHLY": {
      const first = dayAt(year, month + n, 1);
      const { year: y, month: m } = dateOf(first);
      return { first, days: range(first, lengthOf(y, m)) };
    }
    case "YEARLY": {
      // A week of the year may begin in the year before and end in the next.
      const first = byweekno.length > 0 ? firstWeek(year + n, wkst) : dayAt(year + n, 1, 1);
      const end = byweekno.length > 0 ? firstWeek(year + n + 1, wkst) : dayAt(year + n + 1, 1, 1);
      return { first, days: range(first, end - first) };
    }
  }
}

/** The week that holds at least four days of the year. */
const firstWeek = (year: number, wkst: number): Day => weekStart(dayAt(year, 1, 4), wkst);

function daysIn(rule: RepeatRule, start: Day, { first, days }: Period): readonly Day[] {
  const { freq, byday, bymonth, bymonthday, byyearday, byweekno, wkst } = rule;
  const begin = dateOf(start);
  const yearly = freq === "YEARLY";
  // What a rule leaves open is taken from its first day (§3.3.10, the table of what expands and what limits).
  const plain = byday.length === 0 && bymonthday.length === 0 && byyearday.length === 0;
  const tests: ((day: Day) => boolean)[] = [];
  if (bymonth.length > 0) tests.push((day) => bymonth.includes(dateOf(day).month));
  if (bymonthday.length > 0) tests.push((day) => oneOf(bymonthday, dateOf(day).day, monthLength(day)));
  if (byyearday.length > 0)
    tests.push((day) => {
      const { year } = dateOf(day);
      return oneOf(byyearday, day - dayAt(year, 1, 1) + 1, dayAt(year + 1, 1, 1) - dayAt(year, 1, 1));
    });
  if (byweekno.length > 0 && yearly)
    tests.push((day) => oneOf(byweekno, Math.floor((weekStart(day, wkst) - first) / 7) + 1, days.length / 7));
  if (byday.length > 0) {
    const byMonth = freq === "MONTHLY" || (yearly && bymonth.length > 0);
    tests.push((day) => byday.some((each) => isOn(each, day, byMonth, yearly)));
  }
  if (plain && freq === "WEEKLY") tests.push((day) => weekdayOf(day) === weekdayOf(start));
  if (plain && freq === "MONTHLY") tests.push((day) => dateOf(day).day === begin.day);
  if (plain && yearly && byweekno.length > 0) tests.push((day) => weekdayOf(day) === weekdayOf(start));
  else if (plain && yearly)
    tests.push((day) => dateOf(day).day === begin.day && (bymonth.length > 0 || dateOf(day).month === begin.month));
  return days.filter((day) => tests.every((test) => test(day)));
}

const monthLength = (day: Day): number => {
  const { year, month } = dateOf(day);
  return lengthOf(year, month);
};

/** Counted from the first, or with a minus from the last. */
const oneOf = (list: readonly number[], nth: number, count: number): boolean =>
  list.some((each) => each === nth || each === nth - count - 1);

function isOn({ nth, weekday }: RepeatRule["byday"][number], day: Day, byMonth: boolean, yearly: boolean): boolean {
  if (weekdayOf(day) !== weekday) return false;
  if (nth === 0 || !(byMonth || yearly)) return true;
  const { year, month, day: ofMonth } = dateOf(day);
  const place = byMonth ? ofMonth - 1 : day - dayAt(year, 1, 1);
  const length = byMonth ? lengthOf(year, month) : dayAt(year + 1, 1, 1) - dayAt(year, 1, 1);
  return nth === Math.floor(place / 7) + 1 || nth === -(Math.floor((length - 1 - place) / 7) + 1);
}
