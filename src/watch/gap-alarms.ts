import type { Office, Service } from "../duty/office.ts";
import { scheduleOf } from "../duty/schedule.ts";
import { dateOfDay, mondayOf, weekdayOf, type Zone } from "../duty/wall-clock.ts";
import { type Instant, instant } from "../kernel/units.ts";
import type { Alarm, GapDetail, Part, PlannedGap } from "./alarm.ts";
import { plannedRows, type Row } from "./planned-gaps.ts";
import { severityOf } from "./severity.ts";

/** More sorts of gaps than this are told as one. */
const MOST_SORTS = 3;

/**
 * The hours at which a caller would find nobody. Gaps at the same hours of several days are one alarm, and so are those
 * that follow each other: somebody's leave, a rota that ends. `shortOf`: Mondays of the weeks short by gaps, to be told with them.
 */
export function gapAlarms(office: Office, at: Instant, shortWeeks: readonly string[]): readonly Alarm[] {
  const { zone } = scheduleOf(office);
  const rows = plannedRows(office, at);
  const fragile = office.callers.find((caller) => caller.fragile)?.name ?? null;
  return (["duty", "on-call"] as const).flatMap((service) => {
    const sorts = sortsOf(
      rows.filter((row) => row.service === service),
      zone,
    );
    return sorts.map((sort): Alarm => {
      const { gaps } = sort;
      const kind = service === "duty" ? "nobody-on-duty" : "nobody-on-call";
      const from = gaps[0]?.from ?? at;
      const detail: GapDetail = {
        service,
        gaps,
        shape: sort.shape,
        goesOn: sort.goesOn,
        onLeave: sort.onLeave,
        fragile: service === "on-call" ? fragile : null,
        weeks:
          service === "duty" ? shortWeeks.filter((monday) => gaps.some((gap) => mondayIn(gap, zone) === monday)) : [],
      };
      return {
        kind,
        key: `${kind}/${sort.name}`,
        severity: severityOf(zone, at, from),
        from,
        until: gaps.at(-1)?.until ?? null,
        parts: partsOf(sort, service, zone),
        detail,
      };
    });
  });
}

interface Sort {
  readonly name: string;
  readonly shape: GapDetail["shape"];
  readonly gaps: readonly PlannedGap[];
  readonly goesOn: boolean;
  readonly onLeave: readonly string[];
  readonly rows: readonly Row[];
}

function sortsOf(rows: readonly Row[], zone: Zone): readonly Sort[] {
  const bySort = new Map<string, Row[]>();
  for (const row of rows) {
    const [only, second] = row.gaps;
    const name = only && !second && !row.goesOn ? hoursOf(only, zone) : "row";
    bySort.set(name, [...(bySort.get(name) ?? []), row]);
  }
  const sorts = [...bySort].map(([name, of]) => sortOf(name, name === "row" ? "row" : "alike", of));
  if (sorts.length <= MOST_SORTS) return sorts.sort((a, b) => (a.gaps[0]?.from ?? 0) - (b.gaps[0]?.from ?? 0));
  return [sortOf("many", "many", rows)];
}

function sortOf(name: string, shape: Sort["shape"], rows: readonly Row[]): Sort {
  return {
    name,
    shape: shape === "row" && rows.length > 1 ? "many" : shape,
    gaps: rows.flatMap(({ gaps }) => gaps).toSorted((a, b) => a.from - b.from),
    goesOn: rows.some(({ goesOn }) => goesOn),
    onLeave: [...new Set(rows.flatMap(({ onLeave }) => onLeave))],
    rows,
  };
}

/** `"12:00+0 13:00"`: the hours of a gap, and how many midnights it lasts. */
function hoursOf({ from, until }: PlannedGap, zone: Zone): string {
  const nights = zone.dayAt(instant(until - 1)) - zone.dayAt(from);
  return `${zone.show(from).slice(11)}+${nights} ${zone.show(until).slice(11)}`;
}

function partsOf({ rows }: Sort, service: Service, zone: Zone): readonly Part[] {
  return rows.flatMap(({ gaps }) =>
    gaps.map((gap, n) => {
      const before = gaps[n - 1];
      return {
        id: String(gap.from),
        like: `${service} ${weekdayOf(zone.dayAt(gap.from))} ${hoursOf(gap, zone)}`,
        after: before ? String(before.from) : null,
        from: gap.from,
        until: gap.until,
      };
    }),
  );
}

const mondayIn = ({ from }: PlannedGap, zone: Zone): string => dateOfDay(mondayOf(zone.dayAt(from)));
