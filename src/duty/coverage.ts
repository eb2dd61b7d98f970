import { type Instant, type Millis, millis } from "../kernel/units.ts";
import type { Closed } from "./duty.ts";
import { stretchesFrom } from "./next-change.ts";
import type { Office } from "./office.ts";
import { type Schedule, type Stretch, scheduleOf } from "./schedule.ts";
import { type Day, dateOfDay, dayOfDate, mondayOf, type WallDate, weekdayOf, zoneNamed } from "./wall-clock.ts";

/**
 * What a day is known from. `sealed`: from what was sealed when it was over. `reckoned`: it was over before anything was
 * sealed here, and is reckoned from what the office said first. `planned`: it is not over, or not sealed yet.
 */
export type Basis = "sealed" | "reckoned" | "planned";

/** A stretch of time as coverage counts it: the schedule's answer, without what does not change what is proved. */
export interface Spell {
  readonly from: Instant;
  readonly until: Instant;
  readonly scheduled: boolean;
  readonly closed: Closed | null;
  /** The office stepped out. */
  readonly absent: boolean;
  /** Ids, in the order to ring them. */
  readonly onDuty: readonly string[];
  readonly onCall: readonly string[];
  /** Closed by a legal holiday, or by a closure that was announced before it began (P15). */
  readonly excused: boolean;
}

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
  /** Not met, and met but for a legal holiday or an announced closure. */
  readonly butFor: boolean;
  /** The holiday or closure that takes hours of this day. */
  readonly closed: Closed | null;
  readonly basis: Basis;
}

/** `met-but-for`: as many days as are needed, with those that only a legal holiday or an announced closure kept from it. */
export type Verdict = "met" | "met-but-for" | "short" | "not-shown";

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
  readonly verdict: Verdict;
  /** Whether nothing is to be made good: met, or met but for what is no fault of the office. */
  readonly meets: boolean;
  /** Days with weekly hours that stay below the threshold through the office's own doing, and so may be made good. */
  readonly short: readonly DayCoverage[];
  readonly gaps: readonly Gap[];
}

/** How far the week that holds `weekOf` is covered, against the office's threshold, and where it is not. */
export function coverage(office: Office, weekOf: WallDate): Coverage {
  const schedule = scheduleOf(office);
  const monday = mondayOf(dayOfDate(weekOf));
  const days = [0, 1, 2, 3, 4, 5, 6].map((n) =>
    dayCoverage(monday + n, spellsOf(schedule, monday + n), office.threshold.hours, "planned"),
  );
  const spells = stretchesFrom(schedule, monday, monday + 7);
  return weekCoverage(monday, office.threshold, days, gapsOf(Array.from(spells, spellOf), office.zone));
}

/** A week from its seven days. */
export function weekCoverage(
  monday: Day,
  threshold: Coverage["threshold"],
  days: readonly DayCoverage[],
  gaps: readonly Gap[],
): Coverage {
  const daysMet = days.filter(({ meets }) => meets).length;
  const verdict = verdictOf(days, daysMet, threshold.days);
  return {
    monday: dateOfDay(monday),
    threshold,
    days,
    daysMet,
    verdict,
    meets: verdict === "met" || verdict === "met-but-for",
    short: days.filter(({ meets, butFor, scheduled }) => !meets && !butFor && scheduled > 0),
    gaps,
  };
}

/** Of a week that was over before the office had any hours, nothing is shown. */
function verdictOf(days: readonly DayCoverage[], met: number, needed: number): Verdict {
  if (days.every(({ basis, scheduled }) => basis === "reckoned" && scheduled === 0)) return "not-shown";
  if (met >= needed) return "met";
  return met + days.filter(({ butFor }) => butFor).length >= needed ? "met-but-for" : "short";
}

const spellsOf = (schedule: Schedule, day: Day): readonly Spell[] => schedule.on(day).map(spellOf);

/** As the schedule has it now: whatever is planned is announced. */
export const spellOf = ({ from, until, scheduled, closed, absence, onDuty, onCall }: Stretch): Spell => ({
  from,
  until,
  scheduled,
  closed,
  absent: absence !== null,
  onDuty: onDuty.map(({ id }) => id),
  onCall: onCall.map(({ id }) => id),
  excused: scheduled && closed !== null && closed.by !== "hours",
});

/** `hours`: the threshold's. */
export function dayCoverage(day: Day, spells: readonly Spell[], hours: number, basis: Basis): DayCoverage {
  const sum = (counts: (spell: Spell) => boolean): Millis =>
    millis(spells.filter(counts).reduce((total, { from, until }) => total + (until - from), 0));
  const needed = hours * 3_600_000;
  const covered = sum(({ closed, absent, onDuty }) => closed === null && !absent && onDuty.length > 0);
  const excused = sum((spell) => spell.excused);
  return {
    date: dateOfDay(day),
    weekday: weekdayOf(day),
    scheduled: sum(({ scheduled }) => scheduled),
    open: sum(({ closed }) => closed === null),
    covered,
    missing: millis(Math.max(0, needed - covered)),
    meets: covered >= needed,
    butFor: covered < needed && excused > 0 && covered + excused >= needed,
    closed: spells.find(({ scheduled, closed }) => scheduled && closed)?.closed ?? null,
    basis,
  };
}

/** A momentary absence is no gap: it is no matter of planning. */
function gapOf({ closed, onDuty, onCall }: Spell): GapKind | null {
  if (closed === null) return onDuty.length === 0 ? "nobody-on-duty" : null;
  return onCall.length === 0 ? "nobody-on-call" : null;
}

/** Gaps of one kind that touch are one gap, over midnight as well. Times of day are of this zone. */
export function gapsOf(spells: Iterable<Spell>, zone: string): readonly Gap[] {
  const { show } = zoneNamed(zone);
  const found: { kind: GapKind; from: Instant; until: Instant }[] = [];
  for (const spell of spells) {
    const kind = gapOf(spell);
    const last = found.at(-1);
    if (last && last.kind === kind && last.until === spell.from) last.until = spell.until;
    else if (kind) found.push({ kind, from: spell.from, until: spell.until });
  }
  return found.map((gap) => ({ ...gap, fromWall: show(gap.from), untilWall: show(gap.until) }));
}
