import { closesOn, holidaysOn } from "../duty/holidays.ts";
import { isOneStretch } from "../duty/leave-days.ts";
import type { Office } from "../duty/office.ts";
import { scheduleOf } from "../duty/schedule.ts";
import { type Day, dateOfDay, dayOfDate, MINUTE_MS } from "../duty/wall-clock.ts";
import type { Instant } from "../kernel/units.ts";
import { type Alarm, type WatchFacts, wholePart } from "./alarm.ts";
import { horizonOf } from "./planned-gaps.ts";
import { severityOf } from "./severity.ts";

/** Open hours that an absence of the moment may take before somebody is asked about it. */
const LONG = 240 * MINUTE_MS;

/**
 * The switch was left on: it holds in open hours now, and was switched on before today's opening, on another day, or
 * has taken half a day of open hours.
 */
export function absenceAlarm(office: Office, at: Instant): readonly Alarm[] {
  const schedule = scheduleOf(office);
  const { closed, absence } = schedule.at(at);
  if (closed !== null || absence === null) return [];
  const today = schedule.zone.dayAt(at);
  const began = schedule.zone.dayAt(absence.from);
  let taken = 0;
  for (let day = began; day <= today; day++)
    for (const stretch of schedule.on(day))
      if (stretch.closed === null)
        taken += Math.max(0, Math.min(stretch.until, at) - Math.max(stretch.from, absence.from));
  if (began === today && taken < LONG) return [];
  const { from, until, by, id } = absence;
  return [
    {
      kind: "absence-forgotten",
      key: `absence-forgotten/${id}`,
      severity: "now",
      from,
      until,
      parts: [wholePart(id)],
      detail: { by, since: from, until },
    },
  ];
}

/** A holiday that closes the office though somebody was chosen for that very day: one of the two is a slip. */
export function holidayAlarms(office: Office, at: Instant): readonly Alarm[] {
  const { zone, on } = scheduleOf(office);
  const end = horizonOf(at);
  const found: Alarm[] = [];
  for (let day = zone.dayAt(at); zone.instantOf(day, 0) < end; day++) {
    const from = zone.instantOf(day, 0);
    const until = zone.instantOf(day + 1, 0);
    const holiday = office.closedOnHolidays
      ? holidaysOn(office, day).find((each) => closesOn(office, each))
      : undefined;
    if (
      !holiday ||
      !on(day).some(({ closed, scheduled, until }) => scheduled && closed?.by === "holiday" && until > at)
    )
      continue;
    const names = chosenFor(office, day, from, until);
    if (names.length === 0) continue;
    const date = dateOfDay(day);
    found.push({
      kind: "holiday-unasked",
      key: `holiday-unasked/${date}`,
      severity: severityOf(zone, at, from),
      from,
      until,
      parts: [wholePart(date)],
      detail: { day: date, holiday: holiday.name, names },
    });
  }
  return found;
}

/** Whom the rota or a replacement names for this day alone. */
function chosenFor({ rota, overrides, people }: Office, day: Day, from: Instant, until: Instant): readonly string[] {
  const date = dateOfDay(day);
  const ids = [
    ...rota
      .filter(({ service, repeat, starts }) => service === "duty" && repeat.every === "once" && starts === date)
      .map(({ person }) => person),
    ...overrides
      .filter((each) => each.service === "duty" && isOneStretch(each) && each.from >= from && each.from < until)
      .flatMap((each) => each.people),
  ];
  return people.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
}

/** A closure that takes open hours, of which the recording that callers hear then can't know. */
export function closureAlarms(office: Office, facts: WatchFacts, at: Instant): readonly Alarm[] {
  const { zone, on } = scheduleOf(office);
  const end = horizonOf(at);
  const recorded = facts.closureRecorded;
  if (recorded === null) return [];
  return office.closures.flatMap(({ id, name, firstDay, lastDay }): readonly Alarm[] => {
    const [first, last] = [dayOfDate(firstDay), dayOfDate(lastDay)];
    const from = zone.instantOf(first, 0);
    const until = zone.instantOf(last + 1, 0);
    if (until <= at || from >= end || last < first) return [];
    // Recorded in its days, or just before: it may well tell of it.
    if (recorded >= from) return [];
    let takes = false;
    for (let day = Math.max(first, zone.dayAt(at)); day <= last && zone.instantOf(day, 0) < end && !takes; day++)
      takes = on(day).some(({ scheduled, closed }) => scheduled && closed?.by === "closure");
    if (!takes) return [];
    return [
      {
        kind: "closure-unheard",
        key: `closure-unheard/${id}`,
        severity: severityOf(zone, at, from),
        from,
        until,
        parts: [wholePart(id)],
        detail: { name, firstDay, lastDay },
      },
    ];
  });
}
