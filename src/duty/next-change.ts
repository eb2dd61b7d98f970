import type { Instant } from "../kernel/units.ts";
import type { Office } from "./office.ts";
import { type Schedule, type Stretch, scheduleOf } from "./schedule.ts";
import type { Day } from "./wall-clock.ts";

/** Farther than any public holiday or repeat by weeks lies ahead. */
const DAYS_AHEAD = 400;

/**
 * The next instant after `at` at which the answer changes: open or closed and by what, the absence, who is on duty
 * or on call, in their order. Null when nothing changes for 400 days.
 */
export function nextChange(office: Office, at: Instant): Instant | null {
  const schedule = scheduleOf(office);
  const first = schedule.zone.dayAt(at);
  const now = answerOf(schedule.at(at));
  for (const stretch of stretchesFrom(schedule, first, first + DAYS_AHEAD))
    if (stretch.from > at && answerOf(stretch) !== now) return stretch.from;
  return null;
}

/** The stretches of the days from `first` up to `end`, without it. */
export function* stretchesFrom(schedule: Schedule, first: Day, end: Day): Generator<Stretch, void, undefined> {
  for (let day = first; day < end; day++) yield* schedule.on(day);
}

/** What a caller could notice, as a text to compare. */
function answerOf({ closed, absence, onDuty, onCall }: Stretch): string {
  const ids = (people: Stretch["onDuty"]) => people.map(({ id }) => id);
  return JSON.stringify([closed, absence?.id ?? null, ids(onDuty), ids(onCall)]);
}
