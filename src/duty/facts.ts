import type { Instant } from "../kernel/units.ts";
import { isOneStretch, leaveDays } from "./leave-days.ts";
import type { Absence, Closure, HoursSlot, Leave, Office, Override, RotaRule } from "./office.ts";
import { paged, type Range } from "./pages.ts";
import { byOrder, type Interval, slotsByDay } from "./slots.ts";
import { type Day, dayOfDate, minuteOf, type Zone } from "./wall-clock.ts";

/** Something of the office's data, in real time. */
export interface Timed<Of> {
  readonly of: Of;
  readonly from: Instant;
  readonly until: Instant;
}

/** All that may have a say about a day, or about an instant of it. */
export interface Facts {
  readonly day: Day;
  readonly hours: readonly Interval<HoursSlot>[];
  /** In the order to ring, each with the leave that takes its person out of it. */
  readonly rota: readonly (Interval<RotaRule> & { readonly leave: Leave | null })[];
  readonly closures: readonly Timed<Closure>[];
  readonly leave: readonly Timed<Leave>[];
  readonly absences: readonly Timed<Absence>[];
  /** Each with the leave that takes a person out of the whole of it; undefined where leave counts by the instant. */
  readonly overrides: readonly (Timed<Override> & { leaveOf?(person: string): Leave | null })[];
}

/** Prepares an office's data so that the facts of a day are found quickly. */
export function factsByDay(office: Office, zone: Zone): (day: Day) => Facts {
  const slotsOn = slotsByDay(office, zone);
  const closures = office.closures.map((of) => ({
    of,
    from: zone.instantOf(dayOfDate(of.firstDay), minuteOf(of.from)),
    until: zone.instantOf(dayOfDate(of.lastDay), minuteOf(of.to)),
  }));
  const leave = office.leave.map((of) => ({
    of,
    from: zone.instantOf(dayOfDate(of.firstDay), 0),
    until: zone.instantOf(dayOfDate(of.lastDay) + 1, 0),
  }));
  const absences = office.absences.map((of) => ({ of, from: of.from, until: of.until }));
  const leaveOn = leaveDays(office);
  const overrides = office.overrides.map((of) => ({
    of,
    from: of.from,
    until: of.until,
    ...(isOneStretch(of) && { leaveOf: (person: string) => leaveOn(person, zone.dayAt(of.from)) }),
  }));
  const near = {
    closures: paged(closures, rangeOf),
    leave: paged(leave, rangeOf),
    absences: paged(absences, rangeOf),
    overrides: paged(overrides, rangeOf),
  };

  return (day) => {
    const start = zone.instantOf(day, 0);
    const end = zone.instantOf(day + 1, 0);
    // What ends before it begins (a slip in the data) holds at no time.
    const touches = ({ from, until }: { from: Instant; until: Instant }) => from < end && until > start && from < until;
    const yesterday = slotsOn(day - 1);
    const today = slotsOn(day);
    return {
      day,
      hours: [...yesterday.hours, ...today.hours].filter(touches),
      rota: [...yesterday.rota, ...today.rota]
        .filter(touches)
        .sort(byOrder)
        .map((slot) => ({ ...slot, leave: leaveOn(slot.of.person, slot.day) })),
      closures: near.closures([start, end]).filter(touches),
      leave: near.leave([start, end]).filter(touches),
      absences: near.absences([start, end]).filter(touches),
      overrides: near.overrides([start, end]).filter(touches),
    };
  };
}

const rangeOf = ({ from, until }: { from: Instant; until: Instant }): Range => [from, until];

/** The facts that hold at one instant. */
export function factsAt(facts: Facts, at: Instant): Facts {
  const holds = ({ from, until }: { from: Instant; until: Instant }) => from <= at && at < until;
  return {
    day: facts.day,
    hours: facts.hours.filter(holds),
    rota: facts.rota.filter(holds),
    closures: facts.closures.filter(holds),
    leave: facts.leave.filter(holds),
    absences: facts.absences.filter(holds),
    overrides: facts.overrides.filter(holds),
  };
}

/** The instants at which a fact begins or ends, strictly between `start` and `end`, with these two, in order. */
export function edgesOf(facts: Facts, start: Instant, end: Instant): readonly Instant[] {
  const { hours, rota, closures, leave, absences, overrides } = facts;
  const edges = new Set([start, end]);
  for (const things of [hours, rota, closures, leave, absences, overrides])
    for (const { from, until } of things) {
      if (from > start) edges.add(from);
      if (until < end) edges.add(until);
    }
  return [...edges].sort((a, b) => a - b);
}
