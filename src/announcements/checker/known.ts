import { closesOn, holidaysOn } from "../../duty/holidays.ts";
import type { Office } from "../../duty/office.ts";
import { slotsByDay } from "../../duty/slots.ts";
import { DAY_MINUTES, type Day, dateOfDay, minuteOf, weekdayOf, type Zone, zoneNamed } from "../../duty/wall-clock.ts";
import type { Instant } from "../../kernel/units.ts";
import type { Stretch } from "./contradiction.ts";

/** What a text is compared with. */
export interface Known {
  readonly office: Office;
  /** By weekday, 1 Monday to 7 Sunday. */
  readonly week: readonly (readonly Stretch[])[];
  readonly today: Day;
  readonly zone: Zone;
}

/** The hours in force, of each weekday as it comes next. */
function weekOf(office: Office, zone: Zone, today: Day): readonly (readonly Stretch[])[] {
  const on = slotsByDay(office, zone);
  const week: (readonly Stretch[])[] = Array.from({ length: 8 }, () => []);
  for (let day = today; day < today + 7; day++)
    week[weekdayOf(day)] = joined(
      on(day).hours.map(({ of }) => {
        const from = minuteOf(of.from) % DAY_MINUTES;
        const to = minuteOf(of.to);
        return { from, to: to <= from ? to + DAY_MINUTES : to };
      }),
    );
  return week;
}

function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const kept: Stretch[] = [];
  for (const next of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = kept.at(-1);
    if (last && next.from <= last.to) kept[kept.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    else kept.push(next);
  }
  return kept;
}

export function knownOf(office: Office, now: Instant): Known {
  const zone = zoneNamed(office.zone);
  const today = zone.dayAt(now);
  return { office, week: weekOf(office, zone, today), today, zone };
}

/** The weekdays that have hours. */
export const worked = ({ week }: Known): readonly number[] =>
  [1, 2, 3, 4, 5, 6, 7].filter((day) => (week[day]?.length ?? 0) > 0);

/** Whether it lies in a closure, by its dates. */
export const covers = ({ firstDay, lastDay }: Office["closures"][number], day: Day): boolean => {
  const date = dateOfDay(day);
  return firstDay <= date && date <= lastDay;
};

/** The hours of one date, whatever closes it. */
export function stretchesOn(day: Day, { office, zone }: Known): readonly Stretch[] {
  return joined(
    slotsByDay(
      office,
      zone,
    )(day).hours.map(({ of }) => ({ from: minuteOf(of.from), to: minuteOf(of.to) || DAY_MINUTES })),
  );
}

/** What is left of a date's hours when holidays and closures have taken theirs. */
export function openOn(day: Day, known: Known): readonly Stretch[] {
  const { office } = known;
  if (holidaysOn(office, day).some((holiday) => closesOn(office, holiday))) return [];
  const date = dateOfDay(day);
  return office.closures
    .filter((closure) => covers(closure, day))
    .map(({ firstDay, lastDay, from, to }) => ({
      from: firstDay === date ? minuteOf(from) : 0,
      to: lastDay === date ? minuteOf(to) : 2 * DAY_MINUTES,
    }))
    .reduce(
      (open: readonly Stretch[], shut) => open.flatMap((stretch) => without(stretch, shut)),
      stretchesOn(day, known),
    );
}

const without = ({ from, to }: Stretch, shut: Stretch): readonly Stretch[] =>
  [
    { from, to: Math.min(to, shut.from) },
    { from: Math.max(from, shut.to), to },
  ].filter((part) => part.from < part.to);

/** The whole of this day the office is closed: it has no hours, or a holiday or closures take them all. */
export const isShut = (day: Day, known: Known): boolean => openOn(day, known).length === 0;
