import type { RotaRule } from "./office.ts";
import { occurrences } from "./repeats.ts";
import { type Day, dateOfDay, dayOfDate, type WallDate, weekdayOf } from "./wall-clock.ts";

/** Where a slot shall be: whose, on which day it begins, from when to when on the clock. */
export interface Place {
  readonly person: string;
  readonly day: WallDate;
  readonly from: string;
  readonly to: string;
}

/** How much of a repeat moves: this slot alone, this weekday from now on, the whole series from now on. */
export type Extent = "once" | "weekday" | "series";

type Days = Pick<RotaRule, "repeat" | "starts" | "ends">;

/** No repeat leaves a longer time between two of its days. */
const LONGEST_PAUSE = 400;

/**
 * The lines of the rota that stand in place of one of which a slot was moved: what lies before that slot stays as it
 * was. The first keeps the line's id. Null when the line has no slot on that day, or its repeat can't say what was
 * asked: a day of the month that moves, several weekdays that move to another day.
 */
export function moveSlot(
  rule: RotaRule,
  date: WallDate,
  to: Place,
  extent: Extent,
  freshId: () => string,
): readonly RotaRule[] | null {
  const day = dayOfDate(date);
  if (!occurrences(rule.repeat, rule.starts, rule.ends).on(day)) return null;
  const moved = movedRules(rule, day, to, rule.repeat.every === "once" ? "series" : extent);
  if (!moved) return null;
  return [...until(rule, day), ...moved].map((each, n) => (n === 0 ? each : { ...each, id: freshId() }));
}

function movedRules(rule: RotaRule, day: Day, to: Place, extent: Extent): RotaRule[] | null {
  const { repeat, ends, ...rest } = rule;
  const place = { person: to.person, from: to.from, to: to.to, starts: to.day };
  if (extent === "once") return [...after(rule, day), { ...rest, ...place, repeat: { every: "once" } }];
  const shift = dayOfDate(to.day) - day;
  const series = { ...rest, ...place, ...(ends !== undefined && { ends: dateOfDay(dayOfDate(ends) + shift) }) };
  const weekday = weekdayOf(day + shift);
  switch (repeat.every) {
    case "once":
    case "day":
      return [{ ...series, repeat }];
    case "month":
      return shift === 0 ? [{ ...series, repeat }] : null;
    case "week": {
      const others = repeat.weekdays.filter((each) => each !== weekdayOf(day));
      if (extent === "series" && shift === 0) return [{ ...series, repeat }];
      if (extent === "series" && others.length > 0) return null;
      const kept = others.length > 0 ? after({ ...rule, repeat: { ...repeat, weekdays: others } }, day) : [];
      return [...kept, { ...series, repeat: { ...repeat, weekdays: [weekday] } }];
    }
  }
}

/** A line without its slot on `day`, as the lines before and after it; itself when it has none. */
export function withoutDay<Rule extends Days>(rule: Rule, day: Day): readonly Rule[] {
  return occurrences(rule.repeat, rule.starts, rule.ends).on(day) ? [...until(rule, day), ...after(rule, day)] : [rule];
}

/** A line without its slots from `day` on. */
function until<Rule extends Days>(rule: Rule, day: Day): Rule[] {
  const first = nextDay(rule, dayOfDate(rule.starts));
  return first !== null && first < day ? [{ ...rule, ends: dateOfDay(day - 1) }] : [];
}

/** A line without its slots up to `day`. It starts on a day of its own, so that it goes on counting from there. */
function after<Rule extends Days>(rule: Rule, day: Day): Rule[] {
  const next = nextDay(rule, day + 1);
  return next === null ? [] : [{ ...rule, starts: dateOfDay(next) }];
}

function nextDay({ repeat, starts, ends }: Days, from: Day): Day | null {
  const days = occurrences(repeat, starts, ends);
  for (let day = Math.max(from, days.first); day <= Math.min(days.last, from + LONGEST_PAUSE); day++)
    if (days.on(day)) return day;
  return null;
}
