import { DAY_MINUTES, DAY_MS, type Day, dateOfDay, dayOfDate, minuteOf, type Zone } from "../../duty/wall-clock.ts";
import { type Instant, instant } from "../../kernel/units.ts";
import type { CalendarEvent } from "./parse-events.ts";
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

/** No entry is followed farther: a day by day repeat of a quarter of a century. */
const MOST_STEPS = 10_000;

/** When an entry takes place, up to `until`. Empty when it has no time, or none that lasts. */
export function expand(event: CalendarEvent, zones: ZoneReader, until: Instant): Expanded {
  const { start, lasts, rule } = event;
  if (!start || !lasts || lasts.days * DAY_MINUTES + lasts.minutes <= 0)
    return { all: [], without: [], endless: false };
  const at = (day: Day, minute: number): Occurrence => {
    const from = zones.instantOf({ ...start, day, minute });
    const end = zones.instantOf({ ...start, day: day + lasts.days, minute: minute + lasts.minutes });
    return { day, from: whole(from), until: whole(end) };
  };
  const days = new Set(event.without.filter((each) => each.whole).map(({ day }) => day));
  const instants = new Set<number>(event.without.map((each) => whole(zones.instantOf(each))));
  const isOut = ({ day, from }: Occurrence) => days.has(day) || instants.has(from);

  const found: Occurrence[] = rule ? [] : [at(start.day, start.minute)];
  let endless = false;
  if (rule) {
    const last = lastOf(event, zones);
    for (const { day, minute } of rule.days(start)) {
      const each = at(day, minute);
      if (each.from > last || (rule.count !== null && found.length >= rule.count)) break;
      if (each.from > until || found.length >= MOST_STEPS) {
        endless = true;
        break;
      }
      found.push(each);
    }
  }
  for (const { day, minute } of event.more) if (found.length < MOST_STEPS) found.push(at(day, minute));
  return { all: found.filter((each) => !isOut(each)), without: found.filter(isOut), endless };
}

/** The latest beginning that the rule allows. */
function lastOf({ start, rule }: CalendarEvent, zones: ZoneReader): number {
  const until = rule?.until;
  if (!until) return Number.POSITIVE_INFINITY;
  if (until.whole)
    return zones.instantOf({ ...until, zone: start?.zone ?? null, whole: false, minute: DAY_MINUTES }) - 1;
  return zones.instantOf({ ...until, zone: until.zone ?? start?.zone ?? null });
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
