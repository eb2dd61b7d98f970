import type { Language } from "../../duty/office.ts";
import { type DateOfYear, readTokens, type Times, type Token } from "./tokens.ts";

export type Half = "morning" | "afternoon";

/** Something that a text says of when the office is open or closed. */
export type Claim =
  /** Open on these days in these hours; no days: on all that are worked. `whole`: it means to say the week. */
  | {
      readonly says: "hours";
      readonly days: readonly number[] | null;
      readonly ranges: readonly { readonly from: Times; readonly to: Times }[];
      readonly whole: boolean;
      readonly half: Half | null;
      /** Of these days half is excepted, so that only the other half is spoken of. */
      readonly halves: ReadonlyMap<number, Half>;
    }
  /** `from`: opens then; `until`: closes then; `at`: is open then. */
  | {
      readonly says: "time";
      readonly days: readonly number[] | null;
      readonly at: Times;
      readonly side: "from" | "until" | "at";
      readonly again: boolean;
      readonly half: Half | null;
    }
  | {
      readonly says: "closed";
      readonly days: readonly number[] | null;
      readonly range: { readonly from: Times; readonly to: Times } | null;
      readonly half: Half | null;
      /** Of what was said just before. */
      readonly except: boolean;
    }
  | {
      readonly says: "date";
      readonly open: boolean;
      readonly from: DateOfYear;
      readonly to: DateOfYear;
      readonly side: "on" | "until" | "from";
      /** The time of day with it. */
      readonly at: Times | null;
    }
  | { readonly says: "holidays"; readonly open: boolean };

type Of<Is extends Token["is"]> = Extract<Token, { is: Is }>;

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

type Polarity = "open" | "closed" | null;

interface Segment {
  polarity: Polarity;
  except?: boolean;
  readonly parts: Token[];
}

const isPolarity = ({ is }: Token): boolean => is === "open" || is === "closed";
const isMatter = ({ is }: Token): boolean =>
  is === "days" ||
  is === "range" ||
  is === "time" ||
  is === "dates" ||
  is === "holidays" ||
  is === "always" ||
  is === "half";

/**
 * A sentence is cut where it turns: at a second word that says open or closed, and at an exception. What comes before the first such word
 * belongs to it; what has none is said of being open, when it holds days with hours.
 */
function segmentsOf(tokens: readonly Token[]): readonly Segment[] {
  const segments: Segment[] = [];
  let now: Segment = { polarity: null, parts: [] };
  const next = (polarity: Polarity): void => {
    if (!segments.includes(now) && (now.parts.some(isMatter) || now.polarity !== null)) segments.push(now);
    now = { polarity, parts: [] };
  };
  for (const token of tokens) {
    const back = segments.at(-1);
    if ((token.is === "range" || token.is === "time") && now.except && back && now.parts.at(-1)?.is === "break") {
      // "Tous les jours sauf le dimanche, de 9 h à 18 h": after the comma it goes on with what was before.
      segments.push(now);
      now = back;
      now.parts.push(token);
    } else if (token.is === "except") {
      next(now.polarity === "closed" ? "open" : "closed");
      now.except = true;
    } else if (token.is === "included") next("open");
    else if (isPolarity(token)) {
      const polarity = token.is as "open" | "closed";
      if (now.polarity === null) now.polarity = polarity;
      else if (now.polarity !== polarity) turn(now, polarity);
      else if (now.parts.some(({ is }) => is === "again")) now.polarity = polarity;
    } else if (token.is === "again") {
      if (now.parts.some(isMatter) && now.polarity === "closed") next("open");
      else if (now.polarity === "closed" || now.polarity === null) now.polarity = "open";
      now.parts.push(token);
    } else now.parts.push(token);
  }
  next(null);
  return segments;

  /** "Ouvert du lundi au samedi, le mercredi nous sommes fermés": the days just before the comma's end go with it. */
  function turn(before: Segment, polarity: "open" | "closed"): void {
    const comma = before.parts.findLastIndex(({ is }) => is === "break");
    const tail = comma >= 0 ? before.parts.slice(comma + 1) : [];
    const early = comma >= 0 ? before.parts.slice(0, comma) : before.parts;
    if (tail.some(isMatter) && early.some(isMatter)) {
      before.parts.length = comma;
      segments.push(before);
      now = { polarity, parts: tail };
    } else if (before.parts.some(isMatter)) {
      segments.push(before);
      now = { polarity, parts: [] };
    } else before.polarity = polarity;
  }
}

function claimsOfSegment(polarity: Polarity, parts: readonly Token[], except: boolean): readonly Claim[] {
  const dates = parts.filter((part): part is Of<"dates"> => part.is === "dates");
  const holidays = parts.filter((part): part is Of<"holidays"> => part.is === "holidays");
  const found: Claim[] = [];
  const again = parts.some(({ is }) => is === "again");
  const rest = parts.filter(({ is }) => is !== "dates" && is !== "holidays" && is !== "again" && is !== "break");
  // "Depuis le 1er janvier, notre adresse …" says nothing of being open.
  for (const [n, { from, to, side }] of polarity === null ? [] : dates.entries()) {
    const time = rest.find((part): part is Of<"time"> => part.is === "time");
    found.push({
      says: "date",
      open: polarity !== "closed",
      from,
      to,
      side,
      at: n === 0 && polarity !== "closed" ? (time?.at ?? null) : null,
    });
  }
  if (holidays.length > 0 && polarity !== null) found.push({ says: "holidays", open: polarity === "open" });
  // Hours beside a date are that day's.
  if (dates.length > 0) return found;
  return [
    ...found,
    ...(polarity === "closed" ? closedClaims(rest, except) : openClaims(rest, polarity === "open", again)),
  ];
}

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

/** Days with their hours, whichever comes first; each group ends where the first kind comes again. */
function openClaims(parts: readonly Token[], said: boolean, again: boolean): readonly Claim[] {
  const groups: Token[][] = [];
  const kindOf = ({ is }: Token): "days" | "hours" | null =>
    is === "days" ? "days" : is === "range" || is === "time" ? "hours" : is === "always" ? "hours" : null;
  for (const part of parts) {
    const kind = kindOf(part);
    const group = groups.at(-1);
    const kinds = (group ?? []).map(kindOf).filter((each) => each !== null);
    const both = kinds.includes("days") && kinds.includes("hours");
    if (!group || (kind !== null && both && kind === kinds[0])) groups.push([part]);
    else group.push(part);
  }
  return groups.flatMap((group) => openGroup(group, said, again));
}

function openGroup(parts: readonly Token[], said: boolean, again: boolean): readonly Claim[] {
  const always = parts.filter((part): part is Of<"always"> => part.is === "always");
  const days = always.some(({ what }) => what === "days") ? [1, 2, 3, 4, 5, 6, 7] : daysIn(parts);
  const half = halfIn(parts);
  const ranges: { from: Times; to: Times }[] = parts.flatMap((part) =>
    part.is === "range" ? [{ from: part.from, to: part.to }] : [],
  );
  if (always.some(({ what }) => what === "hours")) ranges.push({ from: [0], to: [24 * 60] });
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
  return days === null ? [] : [{ says: "hours", days, ranges: [], whole, half, halves: new Map() }];
}
