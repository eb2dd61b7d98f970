import { ofWhom } from "../kernel/french-of.ts";
import { longestDays } from "./longest.ts";
import type { HoursSlot, Office, RotaRule } from "./office.ts";
import { type Problem, problem } from "./problem.ts";
import { type Occurrences, occurrences } from "./repeats.ts";
import { DAY_MINUTES, DAY_MS, type Day, dayOfDate, minuteOf, modulo, mondayOf } from "./wall-clock.ts";

/** Ends before beginnings, lines of the rota that never come, and things that overlap. */
export function checkTimes(office: Office): readonly Problem[] {
  const { people, rota, hours, closures, leave, absences, overrides } = office;
  const nameOf = (person: string): string => people.find(({ id }) => id === person)?.name ?? person;
  return [
    ...absences.flatMap(({ from, until }, i) =>
      until > from ? [] : [problem(`absences[${i}].until`, ...backwards("The absence", "L’absence"))],
    ),
    ...overrides.flatMap(({ from, until }, i) =>
      until > from ? [] : [problem(`overrides[${i}].until`, ...backwards("The replacement", "Le remplacement"))],
    ),
    ...closures.flatMap(({ name, firstDay, lastDay, from, to }, i) =>
      `${firstDay} ${from}` < `${lastDay} ${to}`
        ? []
        : [problem(`closures[${i}].lastDay`, ...backwards(`The closure "${name}"`, `La fermeture « ${name} »`))],
    ),
    ...leave.flatMap(({ person, firstDay, lastDay }, i) =>
      firstDay <= lastDay
        ? []
        : [
            problem(
              `leave[${i}].lastDay`,
              ...backwards(`The leave of ${nameOf(person)}`, `Le congé ${ofWhom(nameOf(person))}`),
            ),
          ],
    ),
    ...absences.flatMap(({ from, until }, i) =>
      until - from <= longestDays.absence * DAY_MS
        ? []
        : [
            problem(
              `absences[${i}].until`,
              `The absence lasts longer than ${longestDays.absence} days: enter a closure, which callers hear of.`,
              `L’absence dure plus de ${longestDays.absence} jours\u00a0: inscrivez une fermeture, dont les appelants entendront parler.`,
            ),
          ],
    ),
    ...overrides.flatMap(({ from, until }, i) =>
      until - from <= longestDays.override * DAY_MS
        ? []
        : [
            problem(
              `overrides[${i}].until`,
              "The replacement lasts longer than a year: change the rota.",
              "Le remplacement dure plus d’un an\u00a0: changez le planning.",
            ),
          ],
    ),
    ...closures.flatMap(({ name, firstDay, lastDay }, i) =>
      dayOfDate(lastDay) - dayOfDate(firstDay) <= longestDays.closure
        ? []
        : [
            problem(
              `closures[${i}].lastDay`,
              `The closure "${name}" lasts longer than a year: take the duty hours away.`,
              `La fermeture «\u00a0${name}\u00a0» dure plus d’un an\u00a0: retirez les heures de permanence.`,
            ),
          ],
    ),
    ...leave.flatMap(({ person, firstDay, lastDay }, i) =>
      dayOfDate(lastDay) - dayOfDate(firstDay) <= longestDays.leave
        ? []
        : [
            problem(
              `leave[${i}].lastDay`,
              `The leave of ${nameOf(person)} lasts longer than three years: end their lines of the rota.`,
              `Le congé ${ofWhom(nameOf(person))} dure plus de trois ans\u00a0: mettez fin à ses lignes de planning.`,
            ),
          ],
    ),
    ...rota.flatMap((rule, i) => neverOccurs(rule, `rota[${i}]`)),
    ...hours.flatMap(({ starts, ends }, i) =>
      starts === undefined || ends === undefined || starts <= ends
        ? []
        : [
            problem(
              `hours[${i}].ends`,
              "These hours end before they begin, so they have no effect.",
              "Ces heures finissent avant de commencer : sans effet.",
            ),
          ],
    ),
    ...pairs(hours, ([a], [b, n]) =>
      hoursOverlap(a, b)
        ? problem(
            `hours[${n}]`,
            `The hours ${slot(b)} overlap ${slot(a)}.`,
            `Les heures ${slot(b)} recoupent ${slot(a)}.`,
          )
        : null,
    ),
    ...pairs(absences, ([a, i], [b, n]) =>
      a.from < b.until && b.from < a.until
        ? problem(
            `absences[${n}]`,
            `This absence overlaps absences[${i}]: it ends with the later of the two.`,
            `Deux absences se recoupent (absences[${i}]) : c’est la dernière des deux fins qui compte.`,
          )
        : null,
    ),
    ...pairs(overrides, ([a, i], [b, n]) =>
      a.service === b.service && a.from < b.until && b.from < a.until
        ? problem(
            `overrides[${n}]`,
            `This replacement overlaps overrides[${i}]: the one that begins later holds.`,
            `Deux remplacements se recoupent (overrides[${i}]) : celui qui commence en dernier compte.`,
          )
        : null,
    ),
  ];
}

/** In English and in French; the French is for a masculine or a feminine subject alike. */
const backwards = (en: string, fr: string): readonly [string, string] => [
  `${en} ends before it begins, so it has no effect.`,
  `${fr} finit avant de commencer : sans effet.`,
];

const slot = ({ from, to }: HoursSlot): string => `${from}–${to}`;

/** Long enough for every repeat to come round: the fifth of a weekday, or day 366 of an interval. */
const LONGEST_WAIT_DAYS = 800;

function neverOccurs(rule: RotaRule, where: string): readonly Problem[] {
  const days = occurrences(rule.repeat, rule.starts, rule.ends);
  if (days.last < days.first)
    return [problem(`${where}.ends`, ...backwards(`The line "${rule.id}"`, `La ligne « ${rule.id} »`))];
  if (firstDay(days) !== null) return [];
  return [
    problem(
      `${where}.repeat`,
      `The line "${rule.id}" has no day between its beginning and its end, so it has no effect.`,
      `La ligne « ${rule.id} » n’a aucun jour entre son début et sa fin : elle est sans effet.`,
    ),
  ];
}

function firstDay(days: Occurrences): Day | null {
  const end = Math.min(days.last, days.first + LONGEST_WAIT_DAYS);
  for (let day = days.first; day <= end; day++) if (days.on(day)) return day;
  return null;
}

/** Whether two slots share a minute: in the same week of the calendar, where they have dates or weeks of their own. */
function hoursOverlap(a: HoursSlot, b: HoursSlot): boolean {
  if (!shareWeeks(a, b)) return false;
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

function shareWeeks(a: HoursSlot, b: HoursSlot): boolean {
  if ((a.ends ?? "9999") < (b.starts ?? "0") || (b.ends ?? "9999") < (a.starts ?? "0")) return false;
  const [every, other] = [a.interval ?? 1, b.interval ?? 1];
  if (a.starts === undefined || b.starts === undefined || every === 1 || other === 1) return true;
  const weeks = (mondayOf(dayOfDate(a.starts)) - mondayOf(dayOfDate(b.starts))) / 7;
  return modulo(weeks, commonDivisor(every, other)) === 0;
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));

/** What `compare` says of every two of a list, the earlier first. */
function pairs<T>(
  list: readonly T[],
  compare: (a: readonly [T, number], b: readonly [T, number]) => Problem | null,
): readonly Problem[] {
  return list.flatMap((a, i) => list.slice(i + 1).flatMap((b, n) => compare([a, i], [b, i + 1 + n]) ?? []));
}
