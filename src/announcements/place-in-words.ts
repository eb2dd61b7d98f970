import type { Language, WaitingRule } from "../duty/office.ts";

const ORDINALS: Readonly<Record<Language, readonly string[]>> = {
  fr: "première deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième".split(" "),
  en: "first second third fourth fifth sixth seventh eighth ninth tenth".split(" "),
};

/** Beyond it a number would not help anybody to wait. */
export const LAST_ORDINAL = 10;

/** Which of those who wait the caller is, as a sentence: "Vous êtes la deuxième personne en attente". 1 is next. */
export function placeInWords(place: number, language: Language): string {
  const ordinal = ORDINALS[language][place - 1];
  if (language === "fr")
    return ordinal ? `Vous êtes la ${ordinal} personne en attente` : "Plusieurs personnes attendent avant vous";
  return ordinal ? `You are the ${ordinal} person waiting` : "Several people are waiting before you";
}

/** A key as it is named: "la touche dièse", "la touche 3". */
export function keyInWords(key: WaitingRule["key"], language: Language): string {
  if (language === "fr") return `la touche ${key === "#" ? "dièse" : key}`;
  return key === "#" ? "the hash key" : `key ${key}`;
}
