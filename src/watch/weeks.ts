import type { Office } from "../duty/office.ts";
import { type Schedule, type Stretch, scheduleOf } from "../duty/schedule.ts";
import { type Day, dateOfDay, mondayOf, type WallDate, weekdayOf } from "../duty/wall-clock.ts";
import type { Instant } from "../kernel/units.ts";
import type { AlarmOf, Part, ShortWeek } from "./alarm.ts";
import { horizonOf, plannedRows } from "./planned-gaps.ts";
import { severityOf } from "./severity.ts";

/** This one and the next two. */
const WEEKS = 3;

export interface ShortWeeks {
  readonly alarm: AlarmOf<"under-threshold"> | null;
  /** Mondays of the weeks that would reach the threshold if the gaps in them, which are told anyway, were filled. */
  readonly byGaps: readonly WallDate[];
}

/**
 * Weeks that will stay under the certification's minimum, as far as somebody can still help it. A day that a holiday or
 * an announced closure takes is not held against its week.
 */
export function shortWeeks(office: Office, at: Instant): ShortWeeks {
  const { days, hours } = office.threshold;
  // An office without hours is always closed, and that is told elsewhere.
  if (office.hours.length === 0 || days === 0 || hours === 0) return { alarm: null, byGaps: [] };
  const schedule = scheduleOf(office);
  const { zone } = schedule;
  const goesOn = plannedRows(office, at).find((row) => row.service === "duty" && row.goesOn);
  const nobodyFrom = goesOn?.gaps[0]?.from ?? null;
  const thisMonday = mondayOf(zone.dayAt(at));
  const found: { readonly week: ShortWeek; readonly part: Part; readonly begins: Instant }[] = [];
  const byGaps: WallDate[] = [];
  for (let n = 0; n < WEEKS; n++) {
    const monday = thisMonday + 7 * n;
    const all = [0, 1, 2, 3, 4, 5, 6].map((day) =>
      dayOf(schedule, monday + day, hours * 3_600_000, { at, nobodyFrom }),
    );
    const met = all.filter(({ meets }) => meets).length;
    const excused = all.filter((day) => day.excused).length;
    const missing = days - met - excused;
    if (missing <= 0 || all.filter(({ mendable }) => mendable).length < missing) continue;
    const date = dateOfDay(monday);
    // The part of the alarm is looked for where gaps are watched.
    if (all.filter(({ byGap }) => byGap).length >= missing) {
      byGaps.push(date);
      continue;
    }
    const from = zone.instantOf(monday, 0);
    found.push({
      week: { monday: date, daysMet: met, excused },
      part: {
        id: date,
        like: all.map(({ meets, covered }) => (meets ? "+" : String(covered / 60_000))).join(" "),
        after: null,
        from,
        until: zone.instantOf(monday + 7, 0),
      },
      begins: from,
    });
  }
  const [first] = found;
  if (!first) return { alarm: null, byGaps };
  const alarm: AlarmOf<"under-threshold"> = {
    kind: "under-threshold",
    key: "under-threshold",
    severity: severityOf(zone, at, first.begins),
    from: first.begins,
    until: found.at(-1)?.part.until ?? null,
    parts: found.map(({ part }) => part),
    detail: { weeks: found.map(({ week }) => week), days, hours },
  };
  return { alarm, byGaps };
}

interface PlannedDay {
  readonly covered: number;
  readonly meets: boolean;
  /** But for a holiday or a closure it would meet the threshold. */
  readonly excused: boolean;
  /** It has not begun, and hours could be added to it. */
  readonly mendable: boolean;
  /** It would meet the threshold if its gaps, all of them watched, were filled. */
  readonly byGap: boolean;
}

interface Watched {
  readonly at: Instant;
  /** From then on nobody is on duty any more, as far as it is watched: what lies beyond is told as well. */
  readonly nobodyFrom: Instant | null;
}

/** As it is planned: a momentary absence changes no plan. */
function dayOf(schedule: Schedule, day: Day, needed: number, when: Watched): PlannedDay {
  const stretches = schedule.on(day);
  const sum = (counts: (stretch: Stretch) => boolean): number =>
    stretches.filter(counts).reduce((total, { from, until }) => total + (until - from), 0);
  const covered = sum(({ closed, onDuty }) => closed === null && onDuty.length > 0);
  const open = sum(({ closed }) => closed === null);
  const taken = sum(({ scheduled, closed }) => scheduled && closed !== null);
  const meets = covered >= needed;
  const byGap = !meets && open >= needed && isTold(schedule, day, when);
  const ahead = schedule.zone.instantOf(day, 0) >= when.at;
  return {
    covered,
    meets,
    excused: !meets && taken > 0 && covered + taken >= needed,
    mendable: !meets && taken === 0 && (byGap || (ahead && (open > 0 || weekdayOf(day) <= 5))),
    byGap,
  };
}

const gapsOn = (schedule: Schedule, day: Day): readonly Stretch[] =>
  schedule.on(day).filter(({ closed, onDuty }) => closed === null && onDuty.length === 0);

/** Whether the gaps of a day are told as such: they are watched, or come again as they are in the weeks that are. */
function isTold(schedule: Schedule, day: Day, { at, nobodyFrom }: Watched): boolean {
  if (nobodyFrom !== null && gapsOn(schedule, day).every(({ from }) => from >= nobodyFrom)) return true;
  const watched = (on: Day) => {
    const gaps = gapsOn(schedule, on);
    return gaps.length > 0 && gaps.every(({ from, until }) => until > at && from < horizonOf(at));
  };
  const hours = (on: Day) =>
    gapsOn(schedule, on)
      .flatMap(({ from, until }) => [schedule.zone.show(from).slice(11), schedule.zone.show(until).slice(11)])
      .join();
  return watched(day) || [7, 14].some((days) => watched(day - days) && hours(day - days) === hours(day));
}
