import type { Language } from "../duty/office.ts";
import { DAY_MS, type Day } from "../duty/wall-clock.ts";
import { numberInWords } from "./number-words.ts";

const FRENCH_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ");
const ENGLISH_MONTHS = "January February March April May June July August September October November December".split(
  " ",
);
const FRENCH_DAYS = "dimanche lundi mardi mercredi jeudi vendredi samedi".split(" ");
const ENGLISH_DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

/** From this many days on, the year is said as well. */
const ANOTHER_YEAR = 300;

/** "lundi quatorze décembre", "vendredi premier janvier"; "Monday December 14". `today`: the year of what is far off is said. */
export function dateInWords(day: Day, today: Day, language: Language): string {
  const date = new Date(day * DAY_MS);
  const [weekday, month, ofMonth] = [date.getUTCDay(), date.getUTCMonth(), date.getUTCDate()];
  const year = day - today > ANOTHER_YEAR ? ` ${date.getUTCFullYear()}` : "";
  if (language === "en") return `${ENGLISH_DAYS[weekday]} ${ENGLISH_MONTHS[month]} ${ofMonth}${year}`;
  const number = ofMonth === 1 ? "premier" : numberInWords(ofMonth, "fr");
  return `${FRENCH_DAYS[weekday]} ${number} ${FRENCH_MONTHS[month]}${year}`;
}

export const weekdayInWords = (day: Day, language: Language): string =>
  (language === "fr" ? FRENCH_DAYS : ENGLISH_DAYS)[new Date(day * DAY_MS).getUTCDay()] ?? "";
