import type { Language } from "../duty/office.ts";
import type { Shut } from "../duty/outlook.ts";
import { type Day, minuteOf, type Zone } from "../duty/wall-clock.ts";
import type { Instant } from "../kernel/units.ts";
import { dateInWords } from "./day-in-words.ts";
import { timeInWords } from "./hours-in-words.ts";
import { whenInWords } from "./when-in-words.ts";

/** The last day of it, where the office opens on a later one; null where it opens again on the same day. */
function lastDay({ until, reopens }: Shut, zone: Zone): Day | null {
  if (until === null || reopens === null) return null;
  // A night that a holiday keeps closed past midnight, or a closure to the early morning, is of the day before.
  const [day, opening] = [zone.dayAt((until - 1) as Instant), zone.dayAt(reopens)];
  return day < opening ? day : null;
}

/**
 * How long the office is shut, in the middle of a sentence: "jusqu'au dimanche treize décembre inclus", "jusqu'à demain
 * inclus", "aujourd'hui, jour férié", "jusqu'à demain à midi". Null where its end is not known.
 */
export function shutInWords(shut: Shut, now: Instant, zone: Zone, language: Language): string | null {
  const fr = language === "fr";
  if (shut.reopens === null) return null;
  const today = zone.dayAt(now);
  const last = lastDay(shut, zone);
  if (last === null || last < today) {
    const when = whenInWords(shut.reopens, now, zone.name, language, "dated");
    if (!fr) return `until ${when.replace(/^(at|on) /, "")}`;
    return when.startsWith("le ") ? `jusqu'au ${when.slice(3)}` : `jusqu'${when.startsWith("à") ? "" : "à "}${when}`;
  }
  if (last === today)
    return shut.holiday ? (fr ? "aujourd'hui, jour férié" : "today, a public holiday") : fr ? "aujourd'hui" : "today";
  if (last === today + 1) return fr ? "jusqu'à demain inclus" : "up to and including tomorrow";
  const date = dateInWords(last, today, language);
  return fr ? `jusqu'au ${date} inclus` : `up to and including ${date}`;
}

/**
 * An exception to the weekly hours: "sauf demain, jour férié", "sauf le jeudi vingt-quatre décembre à partir de midi",
 * "sauf du vendredi vingt-sept novembre au dimanche treize décembre inclus". `opened`: the office opens on its first day
 * before it begins.
 */
export function exceptInWords(shut: Shut, opened: boolean, now: Instant, zone: Zone, language: Language): string {
  const fr = language === "fr";
  const [today, first] = [zone.dayAt(now), zone.dayAt(shut.from)];
  const last = lastDay(shut, zone);
  const clock = (at: Instant): string => timeInWords(minuteOf(zone.show(at).slice(11)), language);
  const named = (day: Day, le: string): string => {
    if (day === today) return fr ? "aujourd'hui" : "today";
    if (day === today + 1) return fr ? "demain" : "tomorrow";
    return `${le}${dateInWords(day, today, language)}`;
  };
  const except = fr ? "sauf" : "except";
  const start = opened ? (fr ? ` à ${clock(shut.from)}` : ` at ${clock(shut.from)}`) : "";
  if (shut.reopens === null) {
    const day = named(first, fr ? "du " : "");
    return fr ? `sauf à partir ${day.startsWith("du ") ? day : `de ${day}`}${start}` : `except from ${day}${start} on`;
  }
  if (last === first || (last === null && zone.dayAt(shut.reopens) === first)) {
    const day = named(first, fr ? "le " : "on ");
    const holiday = shut.holiday && !opened && last !== null ? (fr ? ", jour férié" : ", a public holiday") : "";
    if (last !== null && opened)
      return `${except} ${day} ${fr ? "à partir de" : "from"} ${clock(shut.from)}${fr ? "" : " on"}`;
    if (last !== null) return `${except} ${day}${holiday}`;
    const end = clock(shut.reopens);
    if (!opened) return `${except} ${day} ${fr ? `jusqu'à ${end}` : `until ${end}`}`;
    return `${except} ${day} ${fr ? `de ${clock(shut.from)} à ${end}` : `from ${clock(shut.from)} to ${end}`}`;
  }
  const of = named(first, fr ? "du " : "");
  const begin = fr ? (of.startsWith("du ") ? of : of === "demain" ? "de demain" : "d'aujourd'hui") : of;
  if (last === null) {
    const day = zone.dayAt(shut.reopens);
    const end = named(day, fr ? "au " : "");
    const to = fr ? (end.startsWith("au ") ? end : `à ${end}`) : end;
    return fr
      ? `sauf ${begin}${start} ${to} à ${clock(shut.reopens)}`
      : `except from ${begin}${start} to ${to} at ${clock(shut.reopens)}`;
  }
  const end = named(last, fr ? "au " : "");
  const to = fr ? (end.startsWith("au ") ? end : `à ${end}`) : end;
  return fr ? `sauf ${begin}${start} ${to} inclus` : `except from ${begin}${start} up to and including ${to}`;
}
