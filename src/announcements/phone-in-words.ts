import type { PhoneValues } from "../attendant/phone-kinds.ts";
import type { Language, Office } from "../duty/office.ts";
import { zoneNamed } from "../duty/wall-clock.ts";
import type { Instant } from "../kernel/units.ts";
import { dateInWords } from "./day-in-words.ts";
import type { Values } from "./fill.ts";
import { timeInWords } from "./hours-in-words.ts";
import { numberInWords } from "./number-words.ts";
import { speakable, speakableName } from "./speakable.ts";
import { whenInWords } from "./when-in-words.ts";

/** What is filled into what a person of the team hears by telephone. */
export function phoneInWords(
  { person, duty, onCall, until, waiting, left, announcement }: PhoneValues,
  office: Office,
  now: Instant,
  language: Language,
): Values {
  return {
    person: person === undefined ? null : speakableName(person),
    duty: duty === undefined ? null : namesInWords(duty, language),
    oncall: onCall === undefined ? null : namesInWords(onCall, language),
    waiting: waiting === undefined ? null : waitingInWords(waiting, language),
    left: left === undefined ? null : pastInWords(left, now, office.zone, language),
    announcement: announcement === undefined ? null : speakable(announcement),
    until: until === undefined ? null : whenInWords(until, now, office.zone, language),
  };
}

function namesInWords(names: readonly string[], language: Language): string {
  const all = names.flatMap((name) => speakableName(name) ?? []);
  return all.length === 0 ? (language === "fr" ? "personne" : "nobody") : all.join(", ");
}

function waitingInWords({ messages, needs }: NonNullable<PhoneValues["waiting"]>, language: Language): string {
  if (language === "fr") {
    const heard =
      messages === 0
        ? "aucun nouveau message"
        : `${count(messages, "fr")} ${messages === 1 ? "nouveau message" : "nouveaux messages"}`;
    const called =
      needs === 0
        ? "personne à rappeler"
        : `${needs === 1 ? "une personne" : `${count(needs, "fr")} personnes`} à rappeler`;
    return `${heard}, et ${called}`;
  }
  const heard =
    messages === 0 ? "no new message" : `${count(messages, "en")} new ${messages === 1 ? "message" : "messages"}`;
  const called = needs === 0 ? "nobody" : `${count(needs, "en")} ${needs === 1 ? "person" : "people"}`;
  return `${heard}, and ${called} to call back`;
}

const count = (n: number, language: Language): string => (n < 100 ? numberInWords(n, language) : String(n));

/** "aujourd'hui à dix heures", "hier à midi", "lundi quatorze décembre à neuf heures". */
function pastInWords(at: Instant, now: Instant, zone: string, language: Language): string {
  const { wallAt } = zoneNamed(zone);
  const { day, minute } = wallAt(at);
  const current = wallAt(now).day;
  const time = timeInWords(minute, language);
  const fr = language === "fr";
  const named =
    day === current
      ? fr
        ? "aujourd'hui"
        : "today"
      : day === current - 1
        ? fr
          ? "hier"
          : "yesterday"
        : dateInWords(day, current, language);
  return fr ? `${named} à ${time}` : `${named} at ${time}`;
}
