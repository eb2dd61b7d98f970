import type { Language, Office } from "../duty/office.ts";
import { wordsInFigures } from "./checker/figures.ts";
import { emergencyOf } from "./emergency.ts";

/** What of an office a text about danger or silence is held to; whatever is not known is not asked for. */
export type SafetySubject = Partial<Pick<Office, "country" | "ringSeconds" | "people">>;

/** Kinds whose text tells what to do in danger of life, beside those that offer key 1. */
export const tellsOfDanger = (key: string): boolean => key === "danger" || key.endsWith("-urgent");

/** A number that is a time, a date, a price or a key is none to be called. */
const NOT_DIALLED =
  "(?! ?(?:h\\b|heures?|hours?|:\\d|/|[ap]\\.?m\\b|minutes?|secondes?|seconds?|jours?|days?|%|€|euros?|janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre|january|february|march|april|may|june|july|august|september|october|november|december))";

/** Whether a text, in figures or in words, names a number for danger of life, or has the value that does. */
export function namesEmergency(text: string, language: Language, country: string): boolean {
  if (/\{emergency\}/.test(text)) return true;
  const plain = wordsInFigures(text, language)
    .replaceAll(/\bcent (?=\d\d\b)/g, "1")
    .replaceAll(/(?<=\b\d) (?=\d\b)/g, "");
  return emergencyOf(country).names.some((name) =>
    new RegExp(
      `(?<![\\p{L}\\d:h])(?<!\\d[ .:,/-]|(?:\\bh|heures?) )${name}(?![\\p{L}\\d])(?!\\.\\d)${NOT_DIALLED}`,
      "u",
    ).test(plain),
  );
}

/** Silence of so many seconds is told beforehand. */
const LONG_SILENCE = 20;

/** The longest that somebody of this office is rung, in seconds, where that is a silence to be told of; else null. */
export function longSilence({ ringSeconds, people = [] }: SafetySubject): number | null {
  const all = [ringSeconds ?? 0, ...people.flatMap((person) => person.ringSeconds ?? []).map((s) => s ?? 0)];
  const longest = Math.max(...all);
  return longest >= LONG_SILENCE ? longest : null;
}

const DURATIONS: readonly (readonly [RegExp, (n: number) => number])[] = [
  [/(\d+) ?(?:secondes?|seconds?|sec\b|s\b)/g, (n) => n],
  [/(\d+) ?(?:minutes?|min\b|mn\b)/g, (n) => n * 60],
  [/(?<!demi[- ])(?:\bune|\bone|\ba) minute/g, () => 60],
  [/demi[- ]minute|half a minute/g, () => 30],
];

/** For how many seconds a text says that nothing is heard; null where it says none. Of several, the longest. */
export function silenceTold(text: string, language: Language): number | null {
  const plain = wordsInFigures(text, language);
  const told = DURATIONS.flatMap(([pattern, seconds]) =>
    [...plain.matchAll(pattern)].map(([, n]) => seconds(Number(n ?? 0))),
  );
  return told.length === 0 ? null : Math.max(...told);
}
