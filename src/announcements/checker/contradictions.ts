import { closesOn, holidaysOn } from "../../duty/holidays.ts";
import type { Language, Office } from "../../duty/office.ts";
import { slotsByDay } from "../../duty/slots.ts";
import {
  DAY_MINUTES,
  DAY_MS,
  type Day,
  dateOfDay,
  minuteOf,
  weekdayOf,
  type Zone,
  zoneNamed,
} from "../../duty/wall-clock.ts";
import type { Instant } from "../../kernel/units.ts";
import { type Claim, type Half, readClaims } from "./claims.ts";
import type { DateOfYear, Times } from "./tokens.ts";

/** In minutes from midnight; `to` past 1440 lies in the next morning. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What a text says against the schedule. */
export type Contradiction =
  | { readonly what: "open-days"; readonly days: readonly number[] }
  | { readonly what: "closed-days"; readonly days: readonly number[] }
  | { readonly what: "hours"; readonly day: number; readonly is: readonly Stretch[] }
  | { readonly what: "open-date" | "closed-date"; readonly date: Day }
  | { readonly what: "past-date" | "wrong-weekday" | "reopens"; readonly date: Day }
  | { readonly what: "no-such-date"; readonly date: DateOfYear }
  | { readonly what: "holidays"; readonly open: boolean };

/** Noon splits the day for who says "le matin". */
const NOON = 12 * 60;
/** A pause at noon that ends later than this belongs to the afternoon. */
const EARLY_AFTERNOON = 13 * 60;

/**
 * What a text, in figures or in words, says of times, days and dates that the schedule contradicts; empty when
 * nothing is. What can't be read for sure is not spoken of.
 */
export function contradictions(
  text: string,
  language: Language,
  office: Office,
  now: Instant,
): readonly Contradiction[] {
  const zone = zoneNamed(office.zone);
  const today = zone.dayAt(now);
  const week = weekOf(office, zone, today);
  const known = { office, week, today, zone };
  const claims = withoutExceptions(readClaims(text, language), worked(known));
  const found = claims.flatMap((claim) => against(claim, claims, known));
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}

interface Known {
  readonly office: Office;
  /** By weekday, 1 Monday to 7 Sunday. */
  readonly week: readonly (readonly Stretch[])[];
  readonly today: Day;
  readonly zone: Zone;
}

/** The hours in force, of each weekday as it comes next. */
function weekOf(office: Office, zone: Zone, today: Day): readonly (readonly Stretch[])[] {
  const on = slotsByDay(office, zone);
  const week: (readonly Stretch[])[] = Array.from({ length: 8 }, () => []);
  for (let day = today; day < today + 7; day++)
    week[weekdayOf(day)] = joined(
      on(day).hours.map(({ of }) => {
        const from = minuteOf(of.from) % DAY_MINUTES;
        const to = minuteOf(of.to);
        return { from, to: to <= from ? to + DAY_MINUTES : to };
      }),
    );
  return week;
}

function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const kept: Stretch[] = [];
  for (const next of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = kept.at(-1);
    if (last && next.from <= last.to) kept[kept.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    else kept.push(next);
  }
  return kept;
}

/** "Du lundi au samedi, sauf le mercredi": an exception goes from what it is one of, and is one of no more than that. */
function withoutExceptions(claims: readonly Claim[], all: readonly number[]): readonly Claim[] {
  let before: Extract<Claim, { says: "hours" }> | null = null;
  return claims.map((claim, n) => {
    if (claim.says === "closed") return claim.except && before?.half ? { ...claim, half: before.half } : claim;
    if (claim.says !== "hours") return claim;
    before = claim;
    const next = claims.findIndex((other, at) => at > n && other.says === "hours");
    const later = claims
      .slice(n + 1, next < 0 ? undefined : next)
      .flatMap((other) => (other.says === "closed" && other.days !== null && other.range === null ? [other] : []));
    const gone = later.flatMap(({ days, half }) => (half === null ? (days ?? []) : []));
    const halves = later.flatMap(({ days, half }) =>
      half === null ? [] : (days ?? []).map((day) => [day, half] as const),
    );
    const days = (claim.days ?? all).filter((day) => !gone.includes(day));
    if (days.length === 0 || (claim.days === null && gone.length === 0)) return claim;
    return { ...claim, days, whole: claim.days !== null && claim.whole, halves: new Map(halves) };
  });
}

function against(claim: Claim, all: readonly Claim[], known: Known): readonly Contradiction[] {
  switch (claim.says) {
    case "hours":
      return againstHours(claim, all, known);
    case "time":
      return againstTime(claim, known);
    case "closed":
      return againstClosed(claim, known);
    case "holidays":
      return claim.open === known.office.closedOnHolidays
        ? [{ what: "holidays", open: !known.office.closedOnHolidays }]
        : [];
    case "date":
      return againstDate(claim, known);
  }
}

const worked = ({ week }: Known): readonly number[] =>
  [1, 2, 3, 4, 5, 6, 7].filter((day) => (week[day]?.length ?? 0) > 0);

function againstHours(
  claim: Extract<Claim, { says: "hours" }>,
  all: readonly Claim[],
  known: Known,
): readonly Contradiction[] {
  const { week } = known;
  const days = claim.days ?? worked(known);
  const shut = days.filter((day) => (week[day] ?? []).length === 0);
  const found: Contradiction[] = shut.length > 0 ? [{ what: "open-days", days: shut }] : [];
  if (claim.days !== null && claim.whole) {
    const named = new Set(
      all.flatMap((other) => (other.says === "hours" || other.says === "time" ? (other.days ?? []) : [])),
    );
    const half = all.flatMap((other) => (other.says === "closed" && other.half !== null ? (other.days ?? []) : []));
    const left = worked(known).filter((day) => !named.has(day) && !half.includes(day));
    if (left.length > 0 && !found.some(({ what }) => what === "open-days" && left.length === 0))
      found.push({ what: "closed-days", days: left });
  }
  if (claim.ranges.length === 0) return found;
  for (const day of days.filter((each) => !shut.includes(each))) {
    const is = week[day] ?? [];
    // Other sentences may say the rest of the same day.
    const ranges = all.flatMap((other) =>
      other.says === "hours" && (other.days ?? days).includes(day) ? other.ranges : [],
    );
    const excepted = claim.halves.get(day);
    const half = claim.half ?? (excepted === "morning" ? "afternoon" : excepted === "afternoon" ? "morning" : null);
    const wanted = half === null ? is : inHalf(is, half);
    const said =
      half === null
        ? ranges
        : ranges.filter(({ from }) => from.some((at) => (half === "morning" ? at < NOON : at >= NOON)));
    if (!same(said, wanted)) found.push({ what: "hours", day, is });
  }
  return onceForAlike(found, known);
}

/** Days of the same hours are one thing to say. */
function onceForAlike(found: readonly Contradiction[], { week }: Known): readonly Contradiction[] {
  const seen = new Set<string>();
  return found.filter((each) => {
    if (each.what !== "hours") return true;
    const key = JSON.stringify(week[each.day]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

const inHalf = (stretches: readonly Stretch[], half: Half): readonly Stretch[] =>
  stretches.filter(({ from }) => (half === "morning" ? from < NOON : from >= NOON));

/** Each range said is one of the day, and each of the day is said; a whole day through noon may be said in two. */
function same(said: readonly { readonly from: Times; readonly to: Times }[], is: readonly Stretch[]): boolean {
  const fits = (range: { readonly from: Times; readonly to: Times }, { from, to }: Stretch): boolean =>
    range.from.some((at) => at % DAY_MINUTES === from % DAY_MINUTES) &&
    range.to.some((at) => at % DAY_MINUTES === to % DAY_MINUTES);
  return (
    said.every((range) => is.some((stretch) => fits(range, stretch))) &&
    is.every((stretch) => said.some((range) => fits(range, stretch)))
  );
}

function againstTime(claim: Extract<Claim, { says: "time" }>, known: Known): readonly Contradiction[] {
  const { week } = known;
  const days = (claim.days ?? worked(known)).filter((day) => (week[day] ?? []).length > 0);
  const right = (day: number): boolean => {
    const stretches = week[day] ?? [];
    const is = claim.half === null ? stretches : inHalf(stretches, claim.half);
    const first = is[0];
    const last = is.at(-1);
    if (!first || !last) return true;
    if (claim.side === "at") return is.some(({ from, to }) => claim.at.some((at) => at >= from && at <= to));
    if (claim.side === "until") return claim.at.some((at) => at % DAY_MINUTES === last.to % DAY_MINUTES);
    return claim.again ? is.some(({ from }) => claim.at.includes(from)) : claim.at.includes(first.from);
  };
  // Of no day in particular, it is enough that it is so on one.
  const wrong = claim.days === null ? (days.some(right) ? [] : days) : days.filter((day) => !right(day));
  const found = wrong.map((day): Contradiction => ({ what: "hours", day, is: week[day] ?? [] }));
  return onceForAlike(found, known);
}

function againstClosed(claim: Extract<Claim, { says: "closed" }>, known: Known): readonly Contradiction[] {
  const { week } = known;
  const days = claim.days ?? worked(known);
  const { range, half } = claim;
  const open = days.filter((day) => {
    const stretches = week[day] ?? [];
    if (half !== null)
      return stretches.some(({ from, to }) => (half === "morning" ? from < NOON : to > EARLY_AFTERNOON));
    if (range === null) return stretches.length > 0;
    return range.from.every((from) =>
      range.to.every((to) =>
        stretches.some((stretch) => stretch.from < (to > from ? to : to + DAY_MINUTES) && stretch.to > from),
      ),
    );
  });
  if (open.length === 0) return [];
  return range === null && half === null
    ? [{ what: "closed-days", days: open }]
    : onceForAlike(
        open.map((day): Contradiction => ({ what: "hours", day, is: week[day] ?? [] })),
        known,
      );
}

/** How long a date without a year may have been past: after that the next year's is meant. */
const PAST = 90;

function dayOf({ day, month, year }: DateOfYear, today: Day): Day | null {
  if (month === null) {
    // "Lundi 14": the next one.
    for (let each = today; each < today + 62; each++) if (new Date(each * DAY_MS).getUTCDate() === day) return each;
    return null;
  }
  const thisYear = new Date(today * DAY_MS).getUTCFullYear();
  const years = year === null ? [thisYear - 1, thisYear, thisYear + 1] : [year];
  const days = years.flatMap((each) => {
    const at = new Date(Date.UTC(each, month - 1, day));
    return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? [at.getTime() / DAY_MS] : [];
  });
  if (year !== null) return days[0] ?? null;
  return days.find((each) => each >= today - PAST) ?? days.at(-1) ?? null;
}

function againstDate(claim: Extract<Claim, { says: "date" }>, known: Known): readonly Contradiction[] {
  const { today } = known;
  const [from, to] = [dayOf(claim.from, today), dayOf(claim.to, today)];
  if (from === null || to === null) return [{ what: "no-such-date", date: from === null ? claim.from : claim.to }];
  const last = to < from ? to + 365 : to;
  const wrongDay = [
    [claim.from, from],
    [claim.to, last],
  ].find(
    ([said, day]) => (said as DateOfYear).weekday !== null && weekdayOf(day as Day) !== (said as DateOfYear).weekday,
  );
  if (wrongDay) return [{ what: "wrong-weekday", date: wrongDay[1] as Day }];
  // Reopening on a day that is past is as old as a closure until then.
  if (last < today) return [{ what: "past-date", date: last }];
  return claim.open ? openOn(claim, from, last, known) : closedOn(claim, from, last, known);
}

function openOn(claim: Extract<Claim, { says: "date" }>, from: Day, last: Day, known: Known): readonly Contradiction[] {
  if (claim.side === "until") return isShut(last, known) ? [{ what: "open-date", date: last }] : [];
  if (isShut(from, known)) return [{ what: "open-date", date: from }];
  const stretches = stretchesOn(from, known);
  const at = claim.at;
  if (at !== null && !stretches.some((stretch) => at.includes(stretch.from)))
    return [{ what: "hours", day: weekdayOf(from), is: stretches }];
  return [];
}

function closedOn(
  claim: Extract<Claim, { says: "date" }>,
  from: Day,
  last: Day,
  known: Known,
): readonly Contradiction[] {
  if (claim.side === "from") return isShut(from, known) ? [] : [{ what: "closed-date", date: from }];
  const works = (day: Day): boolean => stretchesOn(day, known).length > 0;
  // Until a Sunday: it is the Friday before that tells. When it began is not said.
  let first = claim.side === "until" ? last : from;
  while (claim.side === "until" && !works(first) && first > known.today) first--;
  for (let day = first; day <= last; day++) if (!isShut(day, known)) return [{ what: "closed-date", date: day }];
  if (claim.side !== "until" && last === from) return [];
  let next = last + 1;
  while (!works(next) && next < last + 8) next++;
  return known.office.closures.some((closure) => covers(closure, next)) && isShut(next, known)
    ? [{ what: "reopens", date: last }]
    : [];
}

const covers = ({ firstDay, lastDay }: Office["closures"][number], day: Day): boolean => {
  const date = dateOfDay(day);
  return firstDay <= date && date <= lastDay;
};

/** The hours of one date, whatever closes it. */
function stretchesOn(day: Day, { office, zone }: Known): readonly Stretch[] {
  return joined(
    slotsByDay(
      office,
      zone,
    )(day).hours.map(({ of }) => ({ from: minuteOf(of.from), to: minuteOf(of.to) || DAY_MINUTES })),
  );
}

/** The whole of this day the office is closed: it has no hours, or a holiday or a closure takes them. */
function isShut(day: Day, known: Known): boolean {
  const { office } = known;
  const stretches = stretchesOn(day, known);
  if (stretches.length === 0) return true;
  if (holidaysOn(office, day).some((holiday) => closesOn(office, holiday))) return true;
  return office.closures
    .filter((closure) => covers(closure, day))
    .some(({ from, to }) =>
      stretches.every((stretch) => minuteOf(from) <= stretch.from && minuteOf(to) >= Math.min(stretch.to, DAY_MINUTES)),
    );
}
