import { DateTime } from "luxon";
import { holidaysOn } from "../../src/duty/holidays.ts";
import type { Office, Repeat } from "../../src/duty/office.ts";

/**
 * The schedule's rules once more, written as slowly and plainly as they are told, on luxon's calendar alone, with
 * nothing prepared: what the quick answer is compared with.
 */
export function naiveDuty(office: Office, at: number) {
  const { zone } = office;
  const now = DateTime.fromMillis(at, { zone });
  const days = [-2, -1, 0, 1].map((n) => DateTime.fromObject(ymd(now), CALENDAR).plus({ days: n }));
  const covers = (day: DateTime, from: string, to: string): boolean => {
    const end = to <= from ? day.plus({ days: 1 }) : day;
    return firstShowing(day, from, zone) <= at && at < firstShowing(end, to, zone);
  };
  const holiday = (day: DateTime): string | null => {
    const all = holidaysOn(office, Date.parse(`${day.toISODate()}T00:00Z`) / 86_400_000);
    const closing = all.filter(({ rule }) => !office.workedHolidays.includes(rule));
    return office.closedOnHolidays ? (closing[0]?.name ?? null) : null;
  };
  // The day that has begun last: what the wall shows, save where clocks go back over midnight.
  const today = days.filter((day) => firstShowing(day, "00:00", zone) <= at).at(-1) ?? days[1] ?? now;

  const closure = office.closures.filter(
    ({ firstDay, lastDay, from, to }) =>
      firstShowing(dateOf(firstDay), from, zone) <= at && at < firstShowing(dateOf(lastDay), to, zone),
  );
  const slots = days.flatMap((day) =>
    office.hours
      .filter((slot) => slot.weekdays.includes(day.weekday) && covers(day, slot.from, slot.to))
      .filter(({ starts, ends }) => (starts ?? "0000") <= iso(day) && iso(day) <= (ends ?? "9999"))
      .filter(({ starts = "", interval = 1 }) => interval === 1 || weeksBetween(starts, day) % interval === 0)
      .map(() => holiday(day)),
  );
  const open = closure.length === 0 && slots.includes(null);
  const holidayName = slots[0] ?? holiday(today);
  const closed = open ? null : closure.length > 0 ? "closure" : holidayName ? "holiday" : "hours";

  // Leave takes a person out of what begins on one of its days; of a replacement of many days, it takes its own days.
  const isAway = (person: string, day: DateTime): boolean =>
    office.leave.some((leave) => leave.person === person && leave.firstDay <= iso(day) && iso(day) <= leave.lastDay);
  const dayOf = (instant: number): DateTime => {
    const shown = DateTime.fromMillis(instant, { zone });
    const near = [-1, 0, 1].map((n) => DateTime.fromObject(ymd(shown), CALENDAR).plus({ days: n }));
    return near.filter((day) => firstShowing(day, "00:00", zone) <= instant).at(-1) ?? shown;
  };
  const who = (service: "duty" | "on-call"): readonly string[] => {
    const overrides = office.overrides.filter((o) => o.service === service && o.from <= at && at < o.until);
    const begun = Math.max(...overrides.map(({ from }) => from));
    const override = overrides.find(({ from }) => from === begun);
    const rostered = office.rota
      .filter((rule) => rule.service === service)
      .filter((rule) =>
        days.some((day) => occurs(rule, day) && covers(day, rule.from, rule.to) && !isAway(rule.person, day)),
      )
      .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
      .map(({ person }) => person);
    const counted = override && dayOf(override.until - override.from <= 25 * 3_600_000 ? override.from : at);
    const replacing = override?.people.filter((id) => counted && !isAway(id, counted));
    const known = (id: string) => office.people.some((person) => person.id === id);
    return [...new Set((replacing ?? rostered).filter(known))];
  };
  return { closed, onDuty: who("duty"), onCall: who("on-call") };
}

const weeksBetween = (starts: string, day: DateTime): number =>
  Math.round(day.startOf("week").diff(dateOf(starts).startOf("week"), "weeks").weeks);

/** Dates are reckoned where clocks never change, whatever the machine's own zone. */
const CALENDAR = { zone: "utc" };
const dateOf = (iso: string) => DateTime.fromISO(iso, CALENDAR);
const iso = (day: DateTime): string => day.toISODate() ?? "";
const ymd = ({ year, month, day }: DateTime) => ({ year, month, day });

/** The first instant at which the wall shows this time or later: quarter by quarter of an hour where the clocks change. */
function firstShowing(day: DateTime, time: string, zone: string): number {
  const date = time === "24:00" ? day.plus({ days: 1 }) : day;
  const [hour = 0, minute = 0] = time === "24:00" ? [] : time.split(":").map(Number);
  const guess = DateTime.fromObject({ ...ymd(date), hour, minute }, { zone });
  const near = (hours: number) => guess.plus({ milliseconds: hours * 3_600_000 });
  if (near(-3).offset === near(3).offset) return guess.toMillis();
  const wanted = DateTime.fromObject({ ...ymd(date), hour, minute }, CALENDAR).toFormat("yyyy-LL-dd HH:mm");
  for (let at = near(-2.5); ; at = at.plus({ minutes: 15 }))
    if (at.toFormat("yyyy-LL-dd HH:mm") >= wanted) return at.toMillis();
}

function occurs(rule: { repeat: Repeat; starts: string; ends?: string | undefined }, day: DateTime): boolean {
  const iso = day.toISODate() ?? "";
  if (iso < rule.starts || (rule.ends !== undefined && iso > rule.ends)) return false;
  const starts = dateOf(rule.starts);
  const { repeat } = rule;
  switch (repeat.every) {
    case "once":
      return iso === rule.starts;
    case "day":
      return Math.round(dateOf(iso).diff(starts, "days").days) % repeat.interval === 0;
    case "week": {
      const weeks = dateOf(iso).startOf("week").diff(starts.startOf("week"), "weeks").weeks;
      return repeat.weekdays.includes(day.weekday) && Math.round(weeks) % repeat.interval === 0;
    }
    case "month": {
      if (day.weekday !== repeat.weekday) return false;
      const all: number[] = [];
      for (let d = day.startOf("month"); d.month === day.month; d = d.plus({ days: 1 }))
        if (d.weekday === repeat.weekday) all.push(d.day);
      return all.at(repeat.nth > 0 ? repeat.nth - 1 : -1) === day.day;
    }
  }
}
