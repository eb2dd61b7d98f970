import { type Instant, instant } from "../kernel/units.ts";
import { stretchesFrom } from "./next-change.ts";
import type { Office, Service } from "./office.ts";
import { type Schedule, type Stretch, scheduleOf } from "./schedule.ts";
import type { Day } from "./wall-clock.ts";

/** A time in which one person serves without a break, by the schedule as it is now. */
export interface Shift {
  /** The person's id. */
  readonly person: string;
  readonly service: Service;
  /** On call: the first of the levels in which they are asked in it. On duty: 1. */
  readonly level: number;
  readonly from: Instant;
  readonly until: Instant;
}

/** What lasts longer than this beyond the time that is asked about is cut there: somebody who is always on call. */
const DAYS_BEYOND = 31;

/**
 * Every shift of an office that overlaps the time from one instant up to another, whole, in the order in which they
 * begin. On call is whoever the rota names, open or not; on duty whoever is while the office is open, stepped out for a
 * moment or not. Leave, replacements, holidays and the clocks' changes are as `dutyAt` has them; what adjoins is one.
 */
export function shiftsBetween(office: Office, from: Instant, until: Instant): readonly Shift[] {
  const schedule = scheduleOf(office);
  const { dayAt } = schedule.zone;
  return shiftsOf(schedule, reachOf(schedule, dayAt(from), -1), reachOf(schedule, dayAt(until), 1))
    .filter((shift) => shift.from < until && shift.until > from)
    .sort((a, b) => a.from - b.from || ranks[a.service] - ranks[b.service] || a.level - b.level);
}

/** The day on which the last of those who serve at that edge of `day` has begun, or ends. */
function reachOf(schedule: Schedule, day: Day, step: -1 | 1): Day {
  const inTurn = (on: Day): readonly Stretch[] => (step > 0 ? schedule.on(on) : schedule.on(on).toReversed());
  const edge = inTurn(day).at(-1);
  let serving = new Set(edge ? servingIn(edge).map(keyOf) : []);
  let reached = day;
  for (const end = day + step * DAYS_BEYOND; serving.size > 0 && reached !== end; ) {
    reached += step;
    for (const stretch of inTurn(reached)) {
      const here = new Set(servingIn(stretch).map(keyOf));
      serving = new Set([...serving].filter((key) => here.has(key)));
    }
  }
  return reached;
}

const ranks: Readonly<Record<Service, number>> = { duty: 0, "on-call": 1 };

type Serving = Omit<Shift, "from" | "until">;

const keyOf = ({ service, person }: Serving): string => `${service}/${person}`;

function shiftsOf(schedule: Schedule, first: Day, last: Day): Shift[] {
  const found: Shift[] = [];
  let going = new Map<string, Shift>();
  for (const stretch of stretchesFrom(schedule, first, last + 1)) {
    const now = new Map<string, Shift>();
    for (const serving of servingIn(stretch)) {
      const key = keyOf(serving);
      const before = going.get(key);
      now.set(key, {
        ...serving,
        level: Math.min(serving.level, before?.level ?? serving.level),
        from: before?.from ?? stretch.from,
        until: stretch.until,
      });
    }
    for (const [key, shift] of going) if (!now.has(key)) found.push(shift);
    going = now;
  }
  return [...found, ...going.values()];
}

function servingIn({ closed, onDuty, onCallLevels }: Stretch): Serving[] {
  const duty = closed === null ? onDuty : [];
  return [
    ...duty.map(({ id }): Serving => ({ person: id, service: "duty", level: 1 })),
    ...onCallLevels.flatMap((level, n) =>
      level.map(({ id }): Serving => ({ person: id, service: "on-call", level: n + 1 })),
    ),
  ];
}

/** The shift of this person that holds `at`, or null. */
export const shiftAt = (office: Office, person: string, service: Service, at: Instant): Shift | null =>
  shiftsBetween(office, at, instant(at + 1)).find((each) => each.person === person && each.service === service) ?? null;
