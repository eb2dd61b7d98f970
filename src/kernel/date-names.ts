/** From Sunday and January on, as `Date` counts them. A formatter for dates takes 8 MB for these words. */
export const DAY_NAMES = {
  fr: "dimanche lundi mardi mercredi jeudi vendredi samedi".split(" "),
  en: "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" "),
} as const;

export const MONTH_NAMES = {
  fr: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" "),
  en: "January February March April May June July August September October November December".split(" "),
} as const;

/** "lundi", 23, "novembre" and 2026 of what a `Date` is in UTC: a time of the wall given as if it were. */
export function dateParts(date: Date, language: "fr" | "en") {
  return {
    weekday: DAY_NAMES[language][date.getUTCDay()] ?? "",
    day: date.getUTCDate(),
    month: MONTH_NAMES[language][date.getUTCMonth()] ?? "",
    year: date.getUTCFullYear(),
  };
}
