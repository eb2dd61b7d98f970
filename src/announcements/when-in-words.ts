import type { Language } from "../duty/office.ts";
import { MINUTE_MS, zoneNamed } from "../duty/wall-clock.ts";
import { type Instant, instant } from "../kernel/units.ts";
import { dateInWords, weekdayInWords } from "./day-in-words.ts";
import { timeInWords } from "./hours-in-words.ts";

/** How a day beyond tomorrow is named: by its date always, or by its weekday alone where that is less than a week off. */
export type DayNaming = "dated" | "short";

/**
 * When something ends or begins, as it is said to a caller who hears it at `now`: "à quinze heures trente", "demain à
 * neuf heures", "lundi à midi", "le mardi cinq janvier à neuf heures". A part of a minute counts as a whole one.
 */
export function whenInWords(
  until: Instant,
  now: Instant,
  zone: string,
  language: Language,
  naming: DayNaming = "short",
): string {
  const { wallAt } = zoneNamed(zone);
  const { day, minute } = wallAt(instant(Math.ceil(until / MINUTE_MS) * MINUTE_MS));
  const today = wallAt(now).day;
  const time = timeInWords(minute, language);
  const days = day - today;
  const named = days < 7 && naming === "short" ? weekdayInWords(day, language) : dateInWords(day, today, language);
  if (language === "fr") {
    if (days <= 0) return `à ${time}`;
    if (days === 1) return `demain à ${time}`;
    return `${days < 7 && naming === "short" ? "" : "le "}${named} à ${time}`;
  }
  if (days <= 0) return `at ${time}`;
  return days === 1 ? `tomorrow at ${time}` : `on ${named} at ${time}`;
}

/** The closing wish for this hour of the day. */
export function wishInWords(now: Instant, zone: string, language: Language): string {
  const hour = Math.floor(zoneNamed(zone).wallAt(now).minute / 60);
  const evening = hour >= 18 || hour < 4;
  if (language === "fr") return evening ? "bonne soirée" : "bonne journée";
  return evening ? "have a good evening" : "have a good day";
}
