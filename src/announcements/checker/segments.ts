import type { Token } from "./token.ts";

export type Polarity = "open" | "closed" | null;

export interface Segment {
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
export function segmentsOf(tokens: readonly Token[]): readonly Segment[] {
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
