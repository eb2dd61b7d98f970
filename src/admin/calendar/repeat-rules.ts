import { withoutDay } from "../../duty/move-slot.ts";
import type { Repeat } from "../../duty/office.ts";
import { occurrences } from "../../duty/repeats.ts";
import {
  DAY_MINUTES,
  type Day,
  dateOfDay,
  dayOfDate,
  minuteOf,
  mondayOf,
  weekdayOf,
  type Zone,
} from "../../duty/wall-clock.ts";
import type { Instant } from "../../kernel/units.ts";
import { type Expanded, type Occurrence, piecesOf } from "./expand.ts";
import type { NamelessRule } from "./fold.ts";
import type { RepeatData } from "./parse-rule.ts";

type Days = Pick<NamelessRule, "from" | "to" | "repeat" | "starts" | "ends">;

/**
 * The lines of a rota that a repeat without end becomes; null when none say the same. What they say is compared with
 * the repeat itself from `since` to `until`: zones, odd weeks and changes of the clock leave no doubt.
 */
export function repeatRules(
  data: RepeatData,
  { all, without }: Expanded,
  zone: Zone,
  since: Instant,
  until: Instant,
): Days[] | null {
  const whole = [...all, ...without].sort((a, b) => a.from - b.from);
  const made = candidates(data, whole).map(({ repeat, first }) => rulesFrom(repeat, first, zone));
  if (made.length === 0 || made.some((each) => each === null)) return null;
  const rules = merged(
    without.reduce(
      (left, out) => {
        const days = (piecesOf(out, zone) ?? []).map(({ day }) => day);
        return days.reduce(
          (kept, day, n) => kept.flatMap((rule) => (rule.piece === n ? cut(rule, day) : [rule])),
          left,
        );
      },
      made.flatMap((each) => each ?? []),
    ),
  );
  const wanted = whole.filter((each) => !without.includes(each)).flatMap((each) => piecesOf(each, zone) ?? []);
  const said = new Set(
    wanted
      .map(({ day, from, to }) => instants({ from, to }, day, zone))
      .filter(within(since, until))
      .map(key),
  );
  const kept = new Set(slotsBetween(rules, zone, since, until).map(key));
  return said.size === kept.size && [...said].every((each) => kept.has(each)) ? rules : null;
}

type PieceRule = Days & { readonly piece: number };
const cut = (rule: PieceRule, day: Day): readonly PieceRule[] => withoutDay(rule, day);

/** Repeats of ours that may say the same, each with the first of its occurrences. */
function candidates(data: RepeatData, all: readonly Occurrence[]): { repeat: Repeat; first: Occurrence }[] {
  const [first] = all;
  const { freq, interval, byday, bysetpos, bymonth, bymonthday, byyearday, byweekno, minutes } = data.rule;
  const other = [...bymonth, ...bymonthday, ...byyearday, ...byweekno].length > 0 || minutes.length > 1;
  if (!first || other || (bysetpos.length > 0 && freq !== "MONTHLY")) return [];
  const on = (weekday: number) => all.find(({ day }) => weekdayOf(day) === weekday);
  const weekly = (days: readonly number[], every: number) =>
    days.flatMap((weekday) => {
      const at = on(weekday);
      return at ? [{ repeat: { every: "week", weekdays: [weekday], interval: every } as Repeat, first: at }] : [];
    });
  if (freq === "DAILY" && byday.length === 0 && interval <= 366) return [{ repeat: { every: "day", interval }, first }];
  if (freq === "DAILY" && interval === 1)
    return weekly(
      byday.map(({ weekday }) => weekday),
      1,
    );
  if (freq === "WEEKLY" && interval <= 53)
    return weekly(byday.length > 0 ? byday.map(({ weekday }) => weekday) : [weekdayOf(first.day)], interval);
  if (freq !== "MONTHLY" || interval !== 1) return [];
  return byday.flatMap(({ nth, weekday }) => {
    const at = on(weekday);
    const which = nth !== 0 ? nth : byday.length === 1 && bysetpos.length === 1 ? (bysetpos[0] ?? 0) : 0;
    return at && (which === -1 || (which >= 1 && which <= 5))
      ? [{ repeat: { every: "month", weekday, nth: which } as Repeat, first: at }]
      : [];
  });
}

/** The lines of one repeat: one, or one for each day that it lasts. */
function rulesFrom(repeat: Repeat, first: Occurrence, zone: Zone): PieceRule[] | null {
  const pieces = piecesOf(first, zone);
  if (!pieces) return null;
  return pieces.map(({ day, from, to }, piece) => ({
    piece,
    from,
    to,
    starts: dateOfDay(day),
    repeat: repeat.every === "week" ? { ...repeat, weekdays: [weekdayOf(day)] } : repeat,
  }));
}

/** Weekdays of the same weeks and hours are one line. */
function merged(rules: readonly PieceRule[]): Days[] {
  const together = new Map<string, PieceRule[]>();
  for (const rule of rules) {
    const { repeat, from, to, ends } = rule;
    const interval = repeat.every === "week" ? repeat.interval : 0;
    const key = JSON.stringify([
      repeat.every === "week" ? mondayOf(dayOfDate(rule.starts)) : together.size,
      interval,
      from,
      to,
      ends ?? null,
    ]);
    together.set(key, [...(together.get(key) ?? []), rule]);
  }
  return [...together.values()].flatMap((all) => {
    const [one] = all;
    if (!one) return [];
    const { piece: _, ...rule } = one;
    if (rule.repeat.every !== "week") return [rule];
    const days = all.flatMap(({ repeat }) => (repeat.every === "week" ? repeat.weekdays : []));
    const starts = all.map((each) => each.starts).sort()[0] ?? rule.starts;
    return [{ ...rule, starts, repeat: { ...rule.repeat, weekdays: [...new Set(days)].sort((a, b) => a - b) } }];
  });
}

interface Span {
  readonly from: Instant;
  readonly until: Instant;
}

const key = ({ from, until }: Span) => `${from} ${until}`;
const within = (since: Instant, until: Instant) => (each: Span) => each.from >= since && each.from < until;

function instants({ from, to }: Pick<Days, "from" | "to">, day: Day, zone: Zone): Span {
  const [start, end] = [minuteOf(from), minuteOf(to)];
  return { from: zone.instantOf(day, start), until: zone.instantOf(day, end > start ? end : end + DAY_MINUTES) };
}

/** Every slot of lines that begins in a time; one that daylight saving swallows is none. */
export function slotsBetween(rules: readonly Days[], zone: Zone, since: Instant, until: Instant): Span[] {
  const [first, last] = [zone.dayAt(since) - 1, zone.dayAt(until) + 1];
  return rules.flatMap((rule) => {
    const days = occurrences(rule.repeat, rule.starts, rule.ends);
    const found: Span[] = [];
    for (let day = Math.max(first, days.first); day <= Math.min(last, days.last); day++)
      if (days.on(day)) found.push(instants(rule, day, zone));
    return found.filter((each) => each.until > each.from).filter(within(since, until));
  });
}
