import type { Office } from "../duty/office.ts";
import type { Instant } from "../kernel/units.ts";
import type { Alarm, WatchFacts } from "./alarm.ts";
import { absenceAlarm, closureAlarms, holidayAlarms } from "./day-alarms.ts";
import { gapAlarms } from "./gap-alarms.ts";
import { houseAlarms } from "./house-alarms.ts";
import { peopleAlarms } from "./people-alarms.ts";
import { shortWeeks } from "./weeks.ts";

export interface Hours {
  /** What the clock says: for what is no matter of the calendar. */
  readonly now: Instant;
  /** The hour that is believed; null while none is: nothing is told of days then. */
  readonly hour: Instant | null;
}

const ranks = { now: 0, soon: 1, later: 2 };

/**
 * Everything that is wrong, or will be within fourteen days, and that somebody can still put right: the worst first.
 * An office that is well, on an appliance that is, has none. Pure: what is known beside the office's data is in `facts`.
 */
export function foresee(office: Office, facts: WatchFacts, { now, hour }: Hours): readonly Alarm[] {
  const alarms = [...houseAlarms(facts, now), ...(hour === null ? [] : planned(office, facts, hour))];
  return alarms.toSorted((a, b) => ranks[a.severity] - ranks[b.severity]);
}

function planned(office: Office, facts: WatchFacts, at: Instant): readonly Alarm[] {
  // One that is still being set up has the guide, which says it better.
  if (office.people.length === 0) return [];
  const weeks = shortWeeks(office, at);
  return [
    ...absenceAlarm(office, at),
    ...gapAlarms(office, at, weeks.byGaps),
    ...(weeks.alarm ? [weeks.alarm] : []),
    ...holidayAlarms(office, at),
    ...closureAlarms(office, facts, at),
    ...peopleAlarms(office, facts, at),
  ];
}
