import { nextChange } from "../../duty/next-change.ts";
import type { Office } from "../../duty/office.ts";
import { type Instant, minutes, plus } from "../../kernel/units.ts";

/** A schedule that never changes is looked through to its end: not for every page, and not every minute. */
const NEVER_FOR = minutes(60);

/** When the schedule's answer changes next. Remembered until then: `nextChange` may look a year ahead. */
export function createForesight(): (office: Office, now: Instant) => Instant | null {
  const known = new WeakMap<
    Office,
    { readonly from: Instant; readonly until: Instant; readonly next: Instant | null }
  >();
  return (office, now) => {
    const found = known.get(office);
    if (found && now >= found.from && now < found.until) return found.next;
    const next = nextChange(office, now);
    known.set(office, { from: now, until: next ?? plus(now, NEVER_FOR), next });
    return next;
  };
}
