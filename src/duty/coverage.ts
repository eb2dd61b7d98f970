import { type Instant, type Millis, millis } from "../kernel/units.ts";
import type { Closed } from "./duty.ts";
import { stretchesFrom } from "./next-change.ts";
import type { Office } from "./office.ts";
import { type Stretch, scheduleOf } from "./schedule.ts";
import { type Day, dateOfDay, dayOfDate, mondayOf, type WallDate, weekdayOf, type Zone } from "./wall-clock.ts";

/** One calendar day; a slot past midnight counts on each of its two days. */
export interface DayCoverage {
  readonly date: WallDate;
  /** ISO: 1 Monday … 7 Sunday. */
  readonly weekday: number;
  /** The weekly hours, before holidays and closures. */
  readonly scheduled: Millis;
  /** What holidays and closures leave of them. */
  readonly open: Millis;
  /** Open, with someone on duty, and no absence: a competent person really there. */
  readonly covered: Millis;
  /** Up to the threshold; 0 when it is met. */
  readonly missing: Millis;
  readonly meets: boolean;
  /** The holiday or closure that takes hours of this day. */
  readonly closed: Closed | null;
}

export type GapKind = "nobody-on-duty" | "nobody-on-call";

/** A time at which a caller would find nobody: in open hours on duty, outside them on call (G6). */
export interface Gap {
  readonly kind: GapKind;
  readonly from: Instant;
  readonly until: Instant;
  /** `"2026-11-23 09:00"`, on the office's clock. */
  readonly fromWall: string;
  readonly untilWall: string;
}

/** The proof of G1 for one ISO week. */
export interface Coverage {
  readonly monday: WallDate;
  readonly threshold: { readonly days: number; readonly hours: number };
  /** Monday to Sunday. */
  readonly days: readonly DayCoverage[];
  /** How many days meet the threshold's hours. */
  readonly daysMet: number;
  readonly meets: boolean;
  /** Days with weekly hours that stay below the threshold, and so may be made good. */
  readonly short: readonly DayCoverage[];
  readonly gaps: readonly Gap[];
}

/** How far the week that holds `weekOf` is covered, against the office's threshold, and where it is not. */
export function coverage(office: Office, weekOf: WallDate): Coverage {
  const schedule = scheduleOf(office);
  const monday = mondayOf(dayOfDate(weekOf));
  const needed = office.threshold.hours * 3_600_000;
  const days = [0, 1, 2, 3, 4, 5, 6].map((n) => dayCoverage(monday + n, schedule.on(monday + n), needed));
  const daysMet = days.filter(({ meets }) => meets).length;
  return {
    monday: dateOfDay(monday),
    threshold: office.threshold,
    days,
    daysMet,
    meets: daysMet >= office.threshold.days,
    short: days.filter(({ meets, scheduled }) => !meets && scheduled > 0),
    gaps: gaps(stretchesFrom(schedule, monday, monday + 7), schedule.zone),
  };
}

function dayCoverage(day: Day, stretches: readonly Stretch[], needed: number): DayCoverage {
  const sum = (counts: (stretch: Stretch) => boolean): Millis =>
    millis(stretches.filter(counts).reduce((total, { from, until }) => total + (until - from), 0));
  const covered = sum((stretch) => stretch.closed === null && stretch.absence === null && stretch.onDuty.length > 0);
  return {
    date: dateOfDay(day),
    weekday: weekdayOf(day),
    scheduled: sum(({ scheduled }) => scheduled),
    open: sum(({ closed }) => closed === null),
    covered,
    missing: millis(Math.max(0, needed - covered)),
    meets: covered >= needed,
    closed: stretches.find(({ scheduled, closed }) => scheduled && closed)?.closed ?? null,
  };
}

/** A momentary absence is no gap: it is no matter of planning. */
function gapOf({ closed, onDuty, onCall }: Stretch): GapKind | null {
  if (closed === null) return onDuty.length === 0 ? "nobody-on-duty" : null;
  return onCall.length === 0 ? "nobody-on-call" : null;
}

/** Gaps of one kind that touch are one gap, over midnight as well. */
function gaps(stretches: Iterable<Stretch>, zone: Zone): readonly Gap[] {
  const found: { kind: GapKind; from: Instant; until: Instant }[] = [];
  for (const stretch of stretches) {
    const kind = gapOf(stretch);
    const last = found.at(-1);
    if (last && last.kind === kind && last.until === stretch.from) last.until = stretch.until;
    else if (kind) found.push({ kind, from: stretch.from, until: stretch.until });
  }
  return found.map((gap) => ({ ...gap, fromWall: zone.show(gap.from), untilWall: zone.show(gap.until) }));
}
