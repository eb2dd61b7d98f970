import { type Instant, instant } from "../kernel/units.ts";
import { type Spell, spellOf } from "./coverage.ts";
import { stretchesFrom } from "./next-change.ts";
import type { Office } from "./office.ts";
import { scheduleOf } from "./schedule.ts";
import { type Day, zoneNamed } from "./wall-clock.ts";

/** A stretch of time in which an office was in force, unchanged. */
export interface Era {
  readonly from: Instant;
  readonly until: Instant;
  readonly office: Office;
}

/** A date of an office's calendar, or what a change of its zone leaves of one. */
export interface DayPiece {
  readonly day: Day;
  readonly zone: string;
  readonly from: Instant;
  readonly until: Instant;
}

const eraAt = (eras: readonly Era[], at: Instant): Era | undefined =>
  eras.find(({ from, until }) => from <= at && at < until);

/** The dates from one instant to another, by the zone that was in force. Eras follow each other without a gap. */
export function daysOf(eras: readonly Era[], from: Instant, until: Instant): DayPiece[] {
  const found: DayPiece[] = [];
  for (let at = from; at < until; ) {
    const era = eraAt(eras, at);
    if (!era) break;
    const { zone } = era.office;
    const { dayAt, instantOf } = zoneNamed(zone);
    const day = dayAt(at);
    const moved = eras.find((each) => each.from > at && each.office.zone !== zone)?.from ?? until;
    const end = instant(Math.min(until, moved, instantOf(day + 1, 0)));
    found.push({ day, zone, from: at, until: end });
    at = end;
  }
  return found;
}

/**
 * What the schedule answered from one instant to another, by whatever was in force at each. What closes the hours is an
 * excuse only when it was in force as soon as it took the first of them (P15).
 */
export function spellsBetween(eras: readonly Era[], from: Instant, until: Instant): Spell[] {
  const found: Spell[] = [];
  for (const era of eras) {
    const [start, end] = [Math.max(from, era.from), Math.min(until, era.until)];
    if (start >= end) continue;
    const schedule = scheduleOf(era.office);
    const days = [schedule.zone.dayAt(instant(start)), schedule.zone.dayAt(instant(end - 1)) + 1] as const;
    for (const stretch of stretchesFrom(schedule, ...days)) {
      const [since, to] = [Math.max(start, stretch.from), Math.min(end, stretch.until)];
      if (since >= to) continue;
      const spell = spellOf(stretch);
      const excused = spell.excused && wasAnnounced(eras, era, stretch.from);
      found.push({ ...spell, excused, from: instant(since), until: instant(to) });
    }
  }
  return merged(found);
}

/** Whether the hours of this day were closed already when the first of them that the closure takes came. */
function wasAnnounced(eras: readonly Era[], { office }: Era, at: Instant): boolean {
  const schedule = scheduleOf(office);
  const { closed } = schedule.at(at);
  const first = schedule
    .on(schedule.zone.dayAt(at))
    .find((each) => each.scheduled && each.closed?.by === closed?.by && each.closed !== null)?.from;
  const then = eraAt(eras, first ?? at)?.office ?? office;
  return scheduleOf(then).at(first ?? at).closed?.by === closed?.by;
}

/** Two that are alike and touch are one. */
function merged(spells: readonly Spell[]): Spell[] {
  const answer = ({ from, until, ...rest }: Spell): string => JSON.stringify(rest);
  const found: Spell[] = [];
  for (const spell of spells) {
    const last = found.at(-1);
    if (last && last.until === spell.from && answer(last) === answer(spell))
      found[found.length - 1] = { ...last, until: spell.until };
    else found.push(spell);
  }
  return found;
}
