import type { Office, Service } from "../duty/office.ts";
import { type Stretch, scheduleOf } from "../duty/schedule.ts";
import { dayOfDate } from "../duty/wall-clock.ts";
import { type Instant, instant } from "../kernel/units.ts";
import { DAY, DAYS_WATCHED, type PlannedGap } from "./alarm.ts";

/** Gaps of one service that follow each other: whenever somebody was needed between them, nobody was there. */
export interface Row {
  readonly service: Service;
  readonly gaps: readonly PlannedGap[];
  readonly onLeave: readonly string[];
  readonly goesOn: boolean;
}

/** So long before now a gap that goes on may have begun, and it is still shown whole. Days. */
const BEHIND = 4;
/** A night, or a closed week-end, is seen to its end. Days. */
const BEYOND = 5;

/** The end of what is watched. */
export const horizonOf = (at: Instant): Instant => instant(at + DAYS_WATCHED * DAY);

/** The rows of gaps that are not over, and begin within the days that are watched. */
export function plannedRows(office: Office, at: Instant): readonly Row[] {
  const schedule = scheduleOf(office);
  const today = schedule.zone.dayAt(at);
  const end = horizonOf(at);
  const last = schedule.zone.dayAt(end);
  const since = onCallSince(office, at);
  const rows = { duty: rowsOf("duty"), "on-call": rowsOf("on-call") };
  for (let day = today - BEHIND; day <= last + BEYOND; day++)
    for (const stretch of schedule.on(day)) {
      const { closed, onDuty, onCall, from, until } = stretch;
      if (closed === null) rows.duty.take(stretch, onDuty.length > 0, end);
      // What nobody promised yet is not missing.
      else if (since !== null && until > since)
        rows["on-call"].take({ ...stretch, from: instant(Math.max(from, since)) }, onCall.length > 0, end);
    }
  return [...rows.duty.done(at), ...rows["on-call"].done(at)];
}

interface OpenRow {
  readonly gaps: { readonly from: Instant; until: Instant; closedBy: string | null }[];
  readonly onLeave: Set<string>;
  ended: boolean;
}

/** Makes rows of the stretches in which somebody of a service is needed, told in their order. */
function rowsOf(service: Service) {
  const rows: OpenRow[] = [];
  let finished = false;
  return {
    take({ from, until, closed, because }: Stretch, served: boolean, end: Instant) {
      const open = rows.at(-1)?.ended === false ? rows.at(-1) : undefined;
      const last = open?.gaps.at(-1);
      if (finished) return;
      // Beyond the horizon only what touches is looked at, to show a gap whole, and whether somebody is there then.
      finished = from >= end && last?.until !== from;
      if (finished) {
        if (open) open.ended = served;
        return;
      }
      if (served) {
        if (open) open.ended = true;
        return;
      }
      const row: OpenRow = open ?? { gaps: [], onLeave: new Set(), ended: false };
      if (!open) rows.push(row);
      const closedBy = closed && closed.by !== "hours" ? closed.name : null;
      if (last && last.until === from) {
        last.until = until;
        last.closedBy ??= closedBy;
      } else row.gaps.push({ from, until, closedBy });
      for (const { code, values } of because)
        if (code === "leave" && values.service === service && values.person) row.onLeave.add(values.person);
    },
    done: (at: Instant): Row[] =>
      rows.flatMap(({ gaps, onLeave, ended }) => {
        const ahead = gaps.filter(({ until }) => until > at);
        return ahead.length > 0 ? [{ service, gaps: ahead, onLeave: [...onLeave], goesOn: !ended }] : [];
      }),
  };
}

/** An on-call that ended so long ago was given up. */
const GIVEN_UP = 28;

/**
 * From when on somebody has to be on call whenever the office is closed; null: never. An agency that serves a fragile
 * client owes it at every hour, for such a caller goes straight there. One that has an on-call owes it from the day on
 * which it began, until four weeks after it ended: its announcements have offered it to callers.
 */
export function onCallSince(office: Office, at: Instant): Instant | null {
  if (office.callers.some(({ fragile }) => fragile)) return instant(0);
  const { zone } = scheduleOf(office);
  const oldest = instant(at - GIVEN_UP * DAY);
  const lines = office.rota
    .filter(({ service }) => service === "on-call")
    .map(({ starts, ends, repeat }) => {
      const last = repeat.every === "once" ? starts : ends;
      return {
        from: zone.instantOf(dayOfDate(starts), 0),
        until: last === undefined ? Number.POSITIVE_INFINITY : zone.instantOf(dayOfDate(last) + 1, 0),
      };
    });
  const all = [...lines, ...office.overrides.filter(({ service }) => service === "on-call")].filter(
    ({ from, until }) => until > oldest && from < until,
  );
  return all.length > 0 ? instant(Math.min(...all.map(({ from }) => from))) : null;
}
