import { DateTime } from "luxon";
import type { Language } from "../duty/office.ts";
import type { Instant } from "../kernel/units.ts";
import { timeInWords } from "./hours-in-words.ts";
import { numberInWords } from "./number-words.ts";

/**
 * When something ends, as it is said to a caller who hears it at `now`: "à quinze heures trente", "demain à neuf
 * heures", "lundi à midi", "le cinq janvier à neuf heures". A part of a minute counts as a whole one.
 */
export function whenInWords(until: Instant, now: Instant, zone: string, language: Language): string {
  const end = DateTime.fromMillis(Math.ceil(until / 60_000) * 60_000, { zone, locale: language });
  const today = DateTime.fromMillis(now, { zone }).startOf("day");
  const days = Math.round(end.startOf("day").diff(today, "days").days);
  const time = timeInWords(end.hour * 60 + end.minute, language);
  if (language === "fr") {
    if (days <= 0) return `à ${time}`;
    if (days === 1) return `demain à ${time}`;
    if (days < 7) return `${end.weekdayLong} à ${time}`;
    return `le ${end.day === 1 ? "premier" : numberInWords(end.day, "fr")} ${end.monthLong} à ${time}`;
  }
  if (days <= 0) return `at ${time}`;
  if (days === 1) return `tomorrow at ${time}`;
  return days < 7 ? `on ${end.weekdayLong} at ${time}` : `on ${end.monthLong} ${end.day} at ${time}`;
}

/** The closing wish for this hour of the day. */
export function wishInWords(now: Instant, zone: string, language: Language): string {
  const { hour } = DateTime.fromMillis(now, { zone });
  const evening = hour >= 18 || hour < 4;
  if (language === "fr") return evening ? "bonne soirée" : "bonne journée";
  return evening ? "have a good evening" : "have a good day";
}
