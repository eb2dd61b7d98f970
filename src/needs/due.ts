import type { Office } from "../duty/office.ts";
import { scheduleOf } from "../duty/schedule.ts";
import { type Instant, instant, minutes, plus } from "../kernel/units.ts";
import type { Weight } from "./need.ts";

/** What can't wait, by day and night. */
const SOON = minutes(30);
/** Of duty hours: a call of the late afternoon is called back in the morning. */
const IN_DUTY_HOURS = minutes(4 * 60);
/** For an office that does not open within the days that are looked at. */
const AT_LAST = minutes(72 * 60);
const DAYS_AHEAD = 14;

/** When a caller is to be called back at the latest, by rule. */
export function dueOf(weight: Weight, at: Instant, office: Office): Instant {
  if (weight !== "usual") return plus(at, SOON);
  const schedule = scheduleOf(office);
  const first = schedule.zone.dayAt(at);
  let left: number = IN_DUTY_HOURS;
  for (let day = first; day < first + DAYS_AHEAD; day++)
    for (const { from, until, closed } of schedule.on(day)) {
      if (closed !== null || until <= at) continue;
      const since = Math.max(from, at);
      if (until - since >= left) return instant(since + left);
      left -= until - since;
    }
  return plus(at, AT_LAST);
}
