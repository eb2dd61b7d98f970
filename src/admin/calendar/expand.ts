import { DAY_MINUTES, DAY_MS, type Day, dateOfDay, dayOfDate, minuteOf, type Zone } from "../../duty/wall-clock.ts";
import { type Instant, instant } from "../../kernel/units.ts";
import type { CalendarEvent } from "./parse-events.ts";
import type { RepeatData } from "./parse-rule.ts";
import type { WallTime } from "./properties.ts";
import { repeatDays } from "./repeat-days.ts";
import type { ZoneReader } from "./zones.ts";

/** One time at which an entry takes place. */
export interface Occurrence {
  /** Its day on the clock that the file counts by. */
  readonly day: Day;
  readonly from: Instant;
  readonly until: Instant;
}

export interface Expanded {
  readonly all: readonly Occurrence[];
  /** Taken out of a repeat one by one, so that it goes on around them. */
  readonly without: readonly Occurrence[];
  /** Goes on beyond what was asked for. */
  readonly endless: boolean;
}

/** A part of a repeat that other times, another length or another person hold from a time on. */
export interface Series {
  readonly start: WallTime;
  readonly repeat: RepeatData;
  readonly without: readonly WallTime[];
  /** In the times of the repeat itself; up to, without it. */
  readonly from: Instant | null;
  readonly until: Instant | null;
  /** How far its times are moved on the clock. */
  readonly days: number;
  readonly minutes: number;
}

/** No entry is followed farther: a day by day repeat of a quarter of a century. */
const MOST_STEPS = 10_000;
/** An end that lies farther off is none. Days. */
const FARTHEST = 366 * 30;
/** Of a repeat that has no count, nothing is counted out that lies longer ago. Days. */
const LONG_AGO = 366 * 4;

/** When an entry takes place, up to the horizon if it has no end. Empty when it has no time, or none that lasts. */
export function expand(event: CalendarEvent, series: Series | null, zones: ZoneReader, now: Instant): Expanded {
  const { start, lasts } = event;
  if (!start || !lasts || lasts.days * DAY_MINUTES + lasts.minutes <= 0)
    return { all: [], without: [], endless: false };
  // A part of a repeat is counted on the repeat's clock.
  const clock = series?.start ?? start;
  const at = (day: Day, minute: number): Occurrence => {
    const from = zones.instantOf({ ...clock, day, minute });
    const end = zones.instantOf({ ...clock, day: day + lasts.days, minute: minute + lasts.minutes });
    return { day, from: whole(from), until: whole(end) };
  };
  const of = series ?? (event.repeat && { ...unbounded, start, repeat: event.repeat, without: event.without });
  if (!of) return withMore([at(start.day, start.minute)], [], false);

  const days = new Set(of.without.filter((each) => each.whole).map(({ day }) => day));
  const instants = new Set<number>(of.without.map((each) => whole(zones.instantOf(each))));
  const { rule, count } = of.repeat;
  const today = Math.floor(now / DAY_MS);
  const end = endOf(of.repeat, of.start, zones);
  const ends = count !== null || end < (today + FARTHEST) * DAY_MS;
  const horizon = ends ? Number.POSITIVE_INFINITY : now + HORIZON;
  const lastDay = ends ? today + FARTHEST : today + HORIZON / DAY_MS + 1;
  const firstDay = count === null ? today - LONG_AGO : of.start.day;

  const [kept, out]: [Occurrence[], Occurrence[]] = [[], []];
  let met = 0;
  let complete = false;
  for (const { day, minute } of repeatDays(rule, of.start, lastDay, firstDay)) {
    const meant = whole(zones.instantOf({ ...of.start, day, minute }));
    complete = meant > end || (of.until !== null && meant >= of.until) || (count !== null && met >= count);
    if (complete || meant > horizon || met >= MOST_STEPS) break;
    met++;
    if (of.from !== null && meant < of.from) continue;
    const each = at(day + of.days, minute + of.minutes);
    (days.has(day) || instants.has(meant) ? out : kept).push(each);
  }
  if (count !== null && met >= count) complete = true;
  return withMore(kept, out, !(complete || (count === null && ends && met < MOST_STEPS)));

  function withMore(found: readonly Occurrence[], without: readonly Occurrence[], endless: boolean): Expanded {
    const more = event.more.slice(0, MOST_STEPS).map(({ day, minute }) => at(day, minute));
    const days = new Set(event.without.filter((each) => each.whole).map(({ day }) => day));
    const instants = new Set<number>(
      more.length === 0 ? [] : event.without.map((each) => whole(zones.instantOf(each))),
    );
    const isOut = ({ day, from }: Occurrence) => days.has(day) || instants.has(from);
    const all = [...found, ...more.filter((each) => !isOut(each))];
    return { all: more.length > 0 ? all.sort((a, b) => a.from - b.from) : all, without, endless };
  }
}

const unbounded = { from: null, until: null, days: 0, minutes: 0 };

/** The latest beginning that the rule allows. */
function endOf({ until }: RepeatData, start: WallTime, zones: ZoneReader): number {
  if (!until) return Number.POSITIVE_INFINITY;
  if (until.whole) return zones.instantOf({ ...until, zone: start.zone, whole: false, minute: DAY_MINUTES }) - 1;
  return zones.instantOf({ ...until, zone: until.zone ?? start.zone });
}

/** The clock of a schedule knows no seconds. */
const whole = (at: Instant): Instant => instant(Math.floor(at / 60_000) * 60_000);

/** A slot without its person: a day, and two times of the office's clock. */
export interface Piece {
  readonly day: Day;
  readonly from: string;
  readonly to: string;
}

/** No shift is a month long. */
const MOST_PIECES = 31;

/** A time as slots of a day each; what is longer than a day goes on in the next. Null for what is far too long. */
export function piecesOf({ from, until }: Pick<Occurrence, "from" | "until">, zone: Zone): Piece[] | null {
  const [first, last] = [wallOf(from, zone), wallOf(until, zone)];
  const pieces: Piece[] = [];
  for (let { day } = first; pieces.length <= MOST_PIECES; day++) {
    const left = (last.day - day) * DAY_MINUTES + minuteOf(last.time) - minuteOf(first.time);
    if (left <= 0) return pieces;
    const ends = left > DAY_MINUTES ? first.time : last.time;
    pieces.push({ day, from: first.time, to: ends === "00:00" ? "24:00" : ends });
  }
  return null;
}

export function wallOf(at: Instant, zone: Zone): { readonly day: Day; readonly time: string } {
  const shown = zone.show(at);
  return { day: dayOfDate(shown.slice(0, 10)), time: shown.slice(11) };
}

/** The days that a time touches, both included. */
export const daysOf = ({ from, until }: Pick<Occurrence, "from" | "until">, zone: Zone) => ({
  firstDay: dateOfDay(zone.dayAt(from)),
  lastDay: dateOfDay(zone.dayAt(instant(until - 1))),
});

/** How far a repeat is followed to see whether it is kept right. */
export const HORIZON = 731 * DAY_MS;
export const YEAR = 366 * DAY_MS;
