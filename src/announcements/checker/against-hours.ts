import { DAY_MINUTES } from "../../duty/wall-clock.ts";
import type { Claim } from "./claim.ts";
import type { Contradiction, Stretch } from "./contradiction.ts";
import { type Known, worked } from "./known.ts";
import type { Half, Times } from "./token.ts";

/** Noon splits the day for who says "le matin". */
const NOON = 12 * 60;
/** A pause at noon that ends later than this belongs to the afternoon. */
const EARLY_AFTERNOON = 13 * 60;

/** Days and hours of a usual week. */
export function againstHours(
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
  const { half: only } = claim;
  if (claim.ranges.length === 0) {
    // "Ouvert l'après-midi", and nothing of the hours: it is enough that there is one.
    const without = days.filter((day) => only !== null && inHalf(week[day] ?? [], only).length === 0);
    const lacks = claim.days === null ? without.length === days.length : without.length > 0;
    const [day] = lacks ? without.filter((each) => !shut.includes(each)) : [];
    return day === undefined ? found : [...found, { what: "hours", day, is: week[day] ?? [] }];
  }
  for (const day of days.filter((each) => !shut.includes(each))) {
    const is = week[day] ?? [];
    if (isToldApart(claim, day, all)) continue;
    // Other sentences may say the rest of the same day.
    const ranges = all.flatMap((other) =>
      other.says === "hours" && (other.days ?? days).includes(day) && !isToldApart(other, day, all) ? other.ranges : [],
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

/** "Du lundi au vendredi de 9 h à 18 h, le vendredi jusqu'à 16 h": what is said of the Friday takes the place of the rest. */
function isToldApart(claim: Extract<Claim, { says: "hours" }>, day: number, all: readonly Claim[]): boolean {
  const many = claim.days?.length ?? 7;
  return all.some((other) => {
    if (other === claim || (other.says !== "hours" && other.says !== "time")) return false;
    if (other.days === null || other.days.length >= many || !other.days.includes(day)) return false;
    if (other.says === "time") return other.half === null;
    return other.ranges.some(({ from }) => claim.ranges.some((range) => from.some((at) => range.from.includes(at))));
  });
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

export function againstTime(claim: Extract<Claim, { says: "time" }>, known: Known): readonly Contradiction[] {
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

export function againstClosed(claim: Extract<Claim, { says: "closed" }>, known: Known): readonly Contradiction[] {
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
