import type { Instant } from "../kernel/units.ts";
import { type Decision, decide } from "./decide.ts";
import { edgesOf, factsAt, factsByDay } from "./facts.ts";
import { holidayClosing } from "./holidays.ts";
import type { Office } from "./office.ts";
import { type Day, type Zone, zoneNamed } from "./wall-clock.ts";

/** A stretch of time in which the schedule's answer stays the same. */
export interface Stretch extends Decision {
  readonly from: Instant;
  readonly until: Instant;
}

/** An office's schedule, prepared once: asking again is arithmetic. */
export interface Schedule {
  readonly zone: Zone;
  /** A day's stretches, in order, without gap or overlap from midnight to midnight. */
  on(day: Day): readonly Stretch[];
  at(at: Instant): Stretch;
}

const schedules = new WeakMap<Office, Schedule>();
/** Days kept ready: a year and some. */
const MOST_DAYS = 400;

/** The office's schedule, kept by the identity of the office: its data never changes in place. */
export function scheduleOf(office: Office): Schedule {
  const known = schedules.get(office);
  if (known) return known;
  const schedule = prepare(office);
  schedules.set(office, schedule);
  return schedule;
}

function prepare(office: Office): Schedule {
  const zone = zoneNamed(office.zone);
  const factsOn = factsByDay(office, zone);
  const setting = {
    zone,
    people: new Map(office.people.map((person) => [person.id, person])),
    holiday: (day: Day) => holidayClosing(office, day),
  };
  const days = new Map<Day, readonly Stretch[]>();

  const build = (day: Day): readonly Stretch[] => {
    const facts = factsOn(day);
    const edges = edgesOf(facts, zone.instantOf(day, 0), zone.instantOf(day + 1, 0));
    return edges.slice(1).map((until, i) => {
      const from = edges[i] ?? until;
      return { from, until, ...decide(factsAt(facts, from), setting) };
    });
  };
  const on = (day: Day): readonly Stretch[] => {
    const ready = days.get(day);
    if (ready) return ready;
    const [oldest] = days.keys();
    if (days.size >= MOST_DAYS && oldest !== undefined) days.delete(oldest);
    const built = build(day);
    days.set(day, built);
    return built;
  };
  return {
    zone,
    on,
    at(at) {
      const found = on(zone.dayAt(at)).find(({ until }) => at < until);
      if (!found) throw new RangeError(`no stretch of the schedule holds ${at}`);
      return found;
    },
  };
}
