import type { Language, Office } from "../../duty/office.ts";
import type { Instant } from "../../kernel/units.ts";
import { againstDate } from "./against-dates.ts";
import { againstClosed, againstHours, againstTime } from "./against-hours.ts";
import type { Claim } from "./claim.ts";
import { readClaims } from "./claims.ts";
import type { Contradiction } from "./contradiction.ts";
import { type Known, knownOf, worked } from "./known.ts";

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
  const known = knownOf(office, now);
  const claims = withoutExceptions(readClaims(text, language), worked(known));
  const found = claims.flatMap((claim) => against(claim, claims, known));
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
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
