import type { Language } from "../duty/office.ts";
import { DAY_MS, type Day } from "../duty/wall-clock.ts";
import { DAY_NAMES, dateParts } from "../kernel/date-names.ts";
import { numberInWords } from "./number-words.ts";

/** From this many days on, the year is said as well. */
const ANOTHER_YEAR = 300;

/** "lundi quatorze décembre", "vendredi premier janvier"; "Monday December 14". `today`: the year of what is far off is said. */
export function dateInWords(day: Day, today: Day, language: Language): string {
  const { weekday, day: ofMonth, month, year: its } = dateParts(new Date(day * DAY_MS), language);
  const year = day - today > ANOTHER_YEAR ? ` ${its}` : "";
  if (language === "en") return `${weekday} ${month} ${ofMonth}${year}`;
  const number = ofMonth === 1 ? "premier" : numberInWords(ofMonth, "fr");
  return `${weekday} ${number} ${month}${year}`;
}

export const weekdayInWords = (day: Day, language: Language): string =>
  DAY_NAMES[language][new Date(day * DAY_MS).getUTCDay()] ?? "";
