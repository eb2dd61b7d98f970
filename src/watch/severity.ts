import { mondayOf, type Zone } from "../duty/wall-clock.ts";
import { type Instant, instant } from "../kernel/units.ts";
import { DAY, type Severity } from "./alarm.ts";

/** Thursday at nine: two days of work are left to put the coming week right. */
const THURSDAY = 3;
const HOUR = 9;

/** The last such hour that has come, and the next. */
export function lettersAround(zone: Zone, at: Instant): { readonly last: Instant; readonly next: Instant } {
  const thursday = mondayOf(zone.dayAt(at)) + THURSDAY;
  const of = (day: number) => zone.instantOf(day, HOUR * 60);
  return at < of(thursday)
    ? { last: of(thursday - 7), next: of(thursday) }
    : { last: of(thursday), next: of(thursday + 7) };
}

/** How soon somebody has to know of what begins then: whatever begins within a day of the next letter can't wait for it. */
export function severityOf(zone: Zone, at: Instant, begins: Instant): Severity {
  if (begins <= at) return "now";
  return begins < instant(lettersAround(zone, at).next + DAY) ? "soon" : "later";
}
