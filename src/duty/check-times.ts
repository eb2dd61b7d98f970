import type { HoursSlot, Office, RotaRule } from "./office.ts";
import { type Problem, problem } from "./problem.ts";
import { type Occurrences, occurrences } from "./repeats.ts";
import { DAY_MINUTES, type Day, minuteOf } from "./wall-clock.ts";

/** Ends before beginnings, lines of the rota that never come, and things that overlap. */
export function checkTimes(office: Office): readonly Problem[] {
  const { rota, hours, closures, leave, absences, overrides } = office;
  return [
    ...absences.flatMap(({ from, until }, i) =>
      until > from ? [] : [problem(`absences[${i}].until`, "The absence ends before it begins, so it has no effect.")],
    ),
    ...overrides.flatMap(({ from, until }, i) =>
      until > from
        ? []
        : [problem(`overrides[${i}].until`, "The override ends before it begins, so it has no effect.")],
    ),
    ...closures.flatMap(({ name, firstDay, lastDay, from, to }, i) =>
      `${firstDay} ${from}` < `${lastDay} ${to}`
        ? []
        : [problem(`closures[${i}].lastDay`, `The closure "${name}" ends before it begins, so it has no effect.`)],
    ),
    ...leave.flatMap(({ person, firstDay, lastDay }, i) =>
      firstDay <= lastDay
        ? []
        : [problem(`leave[${i}].lastDay`, `The leave of "${person}" ends before it begins, so it has no effect.`)],
    ),
    ...rota.flatMap((rule, i) => neverOccurs(rule, `rota[${i}]`)),
    ...pairs(hours, ([a, i], [b, n]) =>
      hoursOverlap(a, b) ? problem(`hours[${n}]`, `These hours overlap those of hours[${i}].`) : null,
    ),
    ...pairs(absences, ([a, i], [b, n]) =>
      a.from < b.until && b.from < a.until
        ? problem(`absences[${n}]`, `This absence overlaps absences[${i}]: it ends with the later of the two.`)
        : null,
    ),
    ...pairs(overrides, ([a, i], [b, n]) =>
      a.service === b.service && a.from < b.until && b.from < a.until
        ? problem(`overrides[${n}]`, `This override overlaps overrides[${i}]: the one that begins later holds.`)
        : null,
    ),
  ];
}

/** Long enough for every repeat to come round: the fifth of a weekday, or day 366 of an interval. */
const LONGEST_WAIT_DAYS = 800;

function neverOccurs(rule: RotaRule, where: string): readonly Problem[] {
  const days = occurrences(rule.repeat, rule.starts, rule.ends);
  if (days.last < days.first)
    return [problem(`${where}.ends`, `"${rule.id}" ends before it begins, so it has no effect.`)];
  if (firstDay(days) !== null) return [];
  return [
    problem(`${where}.repeat`, `"${rule.id}" has no day between its beginning and its end, so it has no effect.`),
  ];
}

function firstDay(days: Occurrences): Day | null {
  const end = Math.min(days.last, days.first + LONGEST_WAIT_DAYS);
  for (let day = days.first; day <= end; day++) if (days.on(day)) return day;
  return null;
}

/** Whether two slots share a minute of the week. */
function hoursOverlap(a: HoursSlot, b: HoursSlot): boolean {
  const ofWeek = ({ weekdays, from, to }: HoursSlot) =>
    weekdays.map((weekday) => {
      const start = weekday * DAY_MINUTES + minuteOf(from);
      const length = minuteOf(to) - minuteOf(from);
      return { start, end: start + (length > 0 ? length : length + DAY_MINUTES) };
    });
  const WEEK = 7 * DAY_MINUTES;
  return ofWeek(a).some((x) =>
    ofWeek(b).some((y) => [-WEEK, 0, WEEK].some((shift) => x.start < y.end + shift && y.start + shift < x.end)),
  );
}

/** What `compare` says of every two of a list, the earlier first. */
function pairs<T>(
  list: readonly T[],
  compare: (a: readonly [T, number], b: readonly [T, number]) => Problem | null,
): readonly Problem[] {
  return list.flatMap((a, i) => list.slice(i + 1).flatMap((b, n) => compare([a, i], [b, i + 1 + n]) ?? []));
}
