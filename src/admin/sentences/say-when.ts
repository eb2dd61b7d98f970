import type { Language } from "../../duty/office.ts";
import { DAY_MS, type Day, dayOfDate, type WallDate, type Zone } from "../../duty/wall-clock.ts";
import { dateParts } from "../../kernel/date-names.ts";
import type { Instant } from "../../kernel/units.ts";

/** A space at which no line breaks: before the signs and units of French. */
export const NBSP = "\u00a0";

const weekdays: Readonly<Record<Language, readonly string[]>> = {
  fr: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
  en: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
};

/** "mardi 1er décembre", "Tuesday 1 December". */
export function sayDay(day: Day, language: Language): string {
  const { weekday, day: ofMonth, month } = dateParts(new Date(day * DAY_MS), language);
  const first = language === "fr" && ofMonth === 1 ? "1er" : ofMonth;
  return `${weekday} ${first}${NBSP}${month}`;
}

export const sayDate = (date: WallDate, language: Language): string => sayDay(dayOfDate(date), language);

/** "1er décembre", without its weekday. */
export const sayDayOfMonth = (day: Day, language: Language): string => sayDay(day, language).replace(/^\S+ /, "");

/** "8 h 30", "12 h"; "8:30", "12:00". */
export function sayTime(time: string, language: Language): string {
  const [hour = "", minute = ""] = time.split(":");
  if (language === "en") return `${Number(hour)}:${minute}`;
  return minute === "00" ? `${Number(hour)}${NBSP}h` : `${Number(hour)}${NBSP}h${NBSP}${minute}`;
}

export const sayHour = (at: Instant, zone: Zone, language: Language): string =>
  sayTime(zone.show(at).slice(11), language);

/** From 1, Monday. */
export const sayWeekday = (day: number, language: Language): string => weekdays[language][day - 1] ?? "";

/** "du lundi au vendredi", "lundi, mercredi"; of weekdays from 1, Monday, in their order. */
export function sayWeekdays(days: readonly number[], language: Language): string {
  const names = weekdays[language];
  const [first = 1, last = 1] = [days[0], days.at(-1)];
  if (days.length > 2 && last - first === days.length - 1)
    return language === "fr"
      ? `du ${names[first - 1]} au ${names[last - 1]}`
      : `${names[first - 1]} to ${names[last - 1]}`;
  return sayList(
    days.map((day) => (language === "fr" ? `le ${names[day - 1]}` : `on ${names[day - 1]}s`)),
    language,
  );
}

/** "Amélie, Karim et Sophie". */
export function sayList(all: readonly string[], language: Language): string {
  const rest = all.slice(0, -1);
  const last = all.at(-1) ?? "";
  return rest.length === 0 ? last : `${rest.join(", ")} ${language === "fr" ? "et" : "and"} ${last}`;
}
