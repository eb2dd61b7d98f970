import type { Closed } from "../../duty/duty.ts";
import { stretchesFrom } from "../../duty/next-change.ts";
import type { Office } from "../../duty/office.ts";
import { type Stretch, scheduleOf } from "../../duty/schedule.ts";
import { type Instant, instant } from "../../kernel/units.ts";
import type { Stretch as StretchView } from "../schemas/today.ts";
import { who } from "./views.ts";

export const closedView = (closed: Closed | null) =>
  closed && { by: closed.by, name: closed.by === "hours" ? null : closed.name };

const stretchView = ({ from, until, closed, absence, onDuty, onCall }: Stretch): StretchView => ({
  from,
  until,
  closed: closedView(closed),
  absence: absence !== null,
  onDuty: onDuty.map(who),
  onCall: onCall.map(who),
  gap:
    closed === null ? (onDuty.length === 0 ? "nobody-on-duty" : null) : onCall.length === 0 ? "nobody-on-call" : null,
});

const answer = ({ from, until, ...rest }: StretchView): string => JSON.stringify(rest);

/** The schedule's answers from one instant to another, without gap or overlap; two that are alike are one. */
export function stretchesBetween(office: Office, from: Instant, until: Instant): StretchView[] {
  const schedule = scheduleOf(office);
  const days = [schedule.zone.dayAt(from), schedule.zone.dayAt(instant(until - 1)) + 1] as const;
  const found: StretchView[] = [];
  for (const each of stretchesFrom(schedule, ...days)) {
    if (each.until <= from || each.from >= until) continue;
    const view = stretchView(each);
    const last = found.at(-1);
    if (last && answer(last) === answer(view)) found[found.length - 1] = { ...last, until: view.until };
    else found.push(view);
  }
  return found;
}
