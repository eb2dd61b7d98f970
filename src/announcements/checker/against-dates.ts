import { DAY_MS, type Day, weekdayOf } from "../../duty/wall-clock.ts";
import type { Claim } from "./claim.ts";
import type { Contradiction, Stretch } from "./contradiction.ts";
import { covers, isShut, type Known, openOn, stretchesOn } from "./known.ts";
import type { DateOfYear } from "./token.ts";

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

/** Days of the calendar. */
export function againstDate(claim: Extract<Claim, { says: "date" }>, known: Known): readonly Contradiction[] {
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
  return claim.open ? saidOpen(claim, from, last, known) : saidClosed(claim, from, last, known);
}

type DateClaim = Extract<Claim, { says: "date" }>;

function saidOpen(claim: DateClaim, from: Day, last: Day, known: Known): readonly Contradiction[] {
  if (claim.side === "until") return isShut(last, known) ? [{ what: "open-date", date: last }] : [];
  const stretches = openOn(from, known);
  if (stretches.length === 0) return [{ what: "open-date", date: from }];
  const { at } = claim;
  if (at !== null && !stretches.some((stretch) => at.includes(stretch.from)))
    return [{ what: "hours", day: weekdayOf(from), is: stretches }];
  // Again on the fifteenth, where the fourteenth is a day as others are.
  const before = from - 1;
  const isEarlier = claim.again && before > known.today && !isShut(before, known);
  return isEarlier && !known.office.closures.some((closure) => covers(closure, before))
    ? [{ what: "reopens-earlier", date: before }]
    : [];
}

function saidClosed(claim: DateClaim, from: Day, last: Day, known: Known): readonly Contradiction[] {
  const part = partOfDay(claim, from, last, known);
  if (part !== null && part.day === from && (claim.side === "from" || last === from)) return part.found;
  if (claim.side === "from") return isShut(from, known) ? begins(from, known) : [{ what: "closed-date", date: from }];
  const works = (day: Day): boolean => stretchesOn(day, known).length > 0;
  // Until a Sunday: it is the Friday before that tells. When it began is not said.
  let first = claim.side === "until" ? last : from;
  while (claim.side === "until" && !works(first) && first > known.today) first--;
  for (let day = first; day <= last; day++)
    if (part?.day !== day && !isShut(day, known)) return [{ what: "closed-date", date: day }];
  if (part !== null && part.found.length > 0) return part.found;
  if (claim.side !== "until" && last === from) return [];
  if (claim.side === "on" && part === null && begins(from, known).length > 0) return begins(from, known);
  let next = last + 1;
  while (!works(next) && next < last + 8) next++;
  return part?.day !== last && known.office.closures.some((closure) => covers(closure, next)) && isShut(next, known)
    ? [{ what: "reopens", date: last }]
    : [];
}

/** A closure that takes the day before as well began earlier than is said. */
function begins(from: Day, known: Known): readonly Contradiction[] {
  const closed = known.office.closures.find((closure) => covers(closure, from));
  let before = from - 1;
  while (closed && covers(closed, before) && stretchesOn(before, known).length === 0) before--;
  return closed && covers(closed, before) && isShut(before, known) ? [{ what: "begins-earlier", date: before }] : [];
}

/** Of a day that is closed from an hour, until one, or for half of it; null where no hour is said. */
function partOfDay(claim: DateClaim, from: Day, last: Day, known: Known) {
  const { at, half, side, atSide } = claim;
  if (at === null && half === null) return null;
  const isUntil = side === "until" || atSide === "until";
  const day = side === "until" ? last : from;
  const [open, usual] = [openOn(day, known), stretchesOn(day, known)];
  const stays = (from: number, to: number, of: readonly Stretch[]) =>
    from < to && of.some((stretch) => stretch.from < to && stretch.to > from);
  const shutFrom = (time: number): boolean =>
    !stays(time, END, open) && (open.length === 0 || !stays(open.at(-1)?.to ?? 0, time, usual));
  const shutUntil = (time: number): boolean =>
    !stays(0, time, open) && (open.length === 0 || !stays(time, open[0]?.from ?? 0, usual));
  const right =
    at !== null
      ? at.some(isUntil ? shutUntil : shutFrom)
      : half === "morning"
        ? !stays(0, NOON, open)
        : !stays(EARLY_AFTERNOON, END, open);
  const found: readonly Contradiction[] = right ? [] : [{ what: "closed-hours", date: day, is: open }];
  return { day, found };
}

const NOON = 12 * 60;
const EARLY_AFTERNOON = 13 * 60;
/** Past any hour of a day. */
const END = 48 * 60;
