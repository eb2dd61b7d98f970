import type { Language } from "../../duty/office.ts";
import type { Claim } from "./claim.ts";
import { type Polarity, segmentsOf } from "./segments.ts";
import type { Half, Of, Times, Token } from "./token.ts";
import { readTokens } from "./tokens.ts";

/** What a text says of the hours, as far as it can be read for sure. */
export function readClaims(text: string, language: Language): readonly Claim[] {
  return wholeWeek(readTokens(text, language).flatMap(claimsOf));
}

/** Several days named one by one are the week as one range of days is; one day alone is one among others. */
function wholeWeek(claims: readonly Claim[]): readonly Claim[] {
  const named = new Set(claims.flatMap((claim) => (claim.says === "hours" && claim.days ? claim.days : [])));
  return claims.map((claim) =>
    claim.says === "hours" && claim.days !== null && named.size > 1 ? { ...claim, whole: true } : claim,
  );
}

/** Of a sentence. What it says of today alone, or of on-call, is none of the hours. */
function claimsOf(tokens: readonly Token[]): readonly Claim[] {
  const dates = tokens.some(({ is }) => is === "dates");
  if (tokens.some(({ is }) => is === "apart")) return [];
  if (!dates && tokens.some(({ is }) => is === "momentary")) return [];
  const kept = tokens.filter(({ is }) => is !== "momentary");
  return segmentsOf(kept).flatMap(({ polarity, parts, except = false }) => claimsOfSegment(polarity, parts, except));
}

function claimsOfSegment(polarity: Polarity, parts: readonly Token[], except: boolean): readonly Claim[] {
  const dates = parts.filter((part): part is Of<"dates"> => part.is === "dates");
  const holidays = parts.filter((part): part is Of<"holidays"> => part.is === "holidays");
  const found: Claim[] = [];
  const again = parts.some(({ is }) => is === "again");
  const rest = parts.filter(({ is }) => is !== "dates" && is !== "holidays" && is !== "again");
  // "Depuis le 1er janvier, notre adresse …" says nothing of being open.
  const time = rest.find((part): part is Of<"time"> => part.is === "time");
  for (const [n, { from, to, side, at }] of polarity === null ? [] : dates.entries())
    found.push({
      says: "date",
      open: polarity !== "closed",
      from,
      to,
      side,
      again,
      at: at ?? (n === 0 ? (time?.at ?? null) : null),
      atSide: at === undefined ? (time?.side ?? "at") : "from",
      half: n === 0 ? halfIn(rest) : null,
    });
  if (holidays.length > 0 && polarity !== null) found.push({ says: "holidays", open: polarity === "open" });
  // Hours beside a date are that day's.
  if (dates.length > 0) return found;
  return [
    ...found,
    ...(polarity === "closed" && !saysHours(rest, except)
      ? closedClaims(rest, except)
      : openClaims(rest, polarity === "open", again)),
  ];
}

/** "Nous fermons à 18 h, sauf le vendredi à 16 h 30": the exception is one of hours. */
const saysHours = (parts: readonly Token[], except: boolean): boolean =>
  except && parts.some((part) => part.is === "time" && part.side === "at") && !parts.some(({ is }) => is === "range");

function closedClaims(parts: readonly Token[], except: boolean): readonly Claim[] {
  const days = daysIn(parts);
  const half = halfIn(parts);
  const ranges = parts.filter((part): part is Of<"range"> => part.is === "range");
  if (ranges.length > 0) return ranges.map((range) => ({ says: "closed", days, range, half: null, except }));
  // "Fermé à partir de midi le vendredi": from then to the end of the day.
  const time = parts.find((part): part is Of<"time"> => part.is === "time");
  if (time?.side === "from")
    return [{ says: "closed", days, range: { from: time.at, to: [24 * 60] }, half: null, except }];
  if (time?.side === "until") return [{ says: "closed", days, range: { from: [0], to: time.at }, half: null, except }];
  return days === null && half === null ? [] : [{ says: "closed", days, range: null, half, except }];
}

const daysIn = (parts: readonly Token[]): readonly number[] | null => {
  const days = parts.flatMap((part) => (part.is === "days" ? part.days : []));
  return days.length === 0 ? null : days;
};

/** The one half of the day that is spoken of; of both it is the whole. */
function halfIn(parts: readonly Token[]): Half | null {
  const halves = new Set(
    parts.flatMap((part) => (part.is === "half" || part.is === "days" ? (part.half === null ? [] : [part.half]) : [])),
  );
  return halves.size === 1 ? ([...halves][0] ?? null) : null;
}

const kindOf = ({ is }: Token): "days" | "hours" | null =>
  is === "days" ? "days" : is === "range" || is === "time" || is === "always" ? "hours" : null;

/**
 * Days with their hours, whichever comes first; each group ends where the first kind comes again, or where what follows
 * a comma tells of one day by itself ("…, jusqu'à 16 h le vendredi").
 */
function openClaims(parts: readonly Token[], said: boolean, again: boolean): readonly Claim[] {
  const groups: Token[][] = [];
  for (const [n, part] of parts.entries()) {
    const group = groups.at(-1);
    if (part.is === "break") {
      if (group?.some((each) => kindOf(each) === "hours") && isOneDay(parts.slice(n + 1))) groups.push([]);
      continue;
    }
    const kind = kindOf(part);
    const kinds = (group ?? []).map(kindOf).filter((each) => each !== null);
    const both = kinds.includes("days") && kinds.includes("hours");
    if (!group || (kind !== null && both && kind === kinds[0])) groups.push([part]);
    else group.push(part);
  }
  return groups.flatMap((group) => openGroup(group, said, again));
}

/** Hours of a single day, up to the next comma. */
function isOneDay(rest: readonly Token[]): boolean {
  const end = rest.findIndex(({ is }) => is === "break");
  const part = end < 0 ? rest : rest.slice(0, end);
  const days = part.filter((each): each is Of<"days"> => each.is === "days");
  return days.length === 1 && days[0]?.range === false && part.some((each) => kindOf(each) === "hours");
}

function openGroup(parts: readonly Token[], said: boolean, again: boolean): readonly Claim[] {
  const always = parts.filter((part): part is Of<"always"> => part.is === "always");
  const days = always.some(({ what }) => what !== "hours") ? [1, 2, 3, 4, 5, 6, 7] : daysIn(parts);
  const half = halfIn(parts);
  const ranges: { from: Times; to: Times }[] = parts.flatMap((part) =>
    part.is === "range" ? [{ from: part.from, to: part.to }] : [],
  );
  if (always.some(({ what }) => what !== "days")) ranges.push({ from: [0], to: [24 * 60] });
  const times = parts.filter((part): part is Of<"time"> => part.is === "time");
  const isSaid = said || times.some((time) => time.said);
  // Days without hours say something only beside a word that does.
  if (!isSaid && (days === null || (ranges.length === 0 && times.length === 0)) && !(ranges.length > 0)) return [];
  const whole = days === null || days.length > 1 || parts.some((part) => part.is === "days" && part.range);
  if (ranges.length > 0) return [{ says: "hours", days, ranges, whole, half, halves: new Map() }];
  if (times.length > 0)
    return [
      ...(days === null ? [] : [{ says: "hours", days, ranges: [], whole, half, halves: new Map() } as const]),
      ...times.map(({ at, side }) => ({ says: "time", days, at, side, again, half }) as const),
    ];
  if (days === null && (half === null || !said)) return [];
  return [{ says: "hours", days, ranges: [], whole, half, halves: new Map() }];
}
