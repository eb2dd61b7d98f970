import type { Half, Of } from "./token.ts";

const FR_DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const EN_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

export const FRENCH_DAY =
  "(?:lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?|lun\\.|mar\\.|mer\\.|jeu\\.|ven\\.|sam\\.|dim\\.)";
/** Without its stop it may be another word: "mer", "mar". */
export const FRENCH_SHORT = "(?:lun|mar|mer|jeu|ven|sam|dim)(?:di|credi|dredi|edi)?\\.?";
export const ENGLISH_DAY =
  "(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|tues?|wed|thur?s?|fri|sat|sun)\\.?(?![\\p{L}]))";

export const SEVEN = [1, 2, 3, 4, 5, 6, 7];
export const FIVE = [1, 2, 3, 4, 5];

/** 1 Monday to 7 Sunday, of either language. */
export function weekdayNamed(word: string | undefined): number | null {
  if (word === undefined) return null;
  const short = word.slice(0, 3);
  const at = [FR_DAYS, EN_DAYS].map((days) => days.findIndex((day) => day.startsWith(short))).find((n) => n >= 0);
  return at === undefined ? null : at + 1;
}

/** From one weekday to another, past Sunday where it must. */
export function span(from: string | undefined, to: string | undefined): number[] {
  const [a, b] = [weekdayNamed(from), weekdayNamed(to)];
  if (a === null || b === null) return [];
  return Array.from({ length: ((b - a + 7) % 7) + 1 }, (_, n) => ((a - 1 + n) % 7) + 1);
}

const halfOf = (said: string | undefined): Half | null =>
  said === undefined ? null : /matin|morning/.test(said) ? "morning" : "afternoon";

export const daysToken = (days: readonly number[], range: boolean, half: string | undefined): Of<"days"> => ({
  is: "days",
  days,
  range,
  half: halfOf(half),
});
