import type { Language } from "../../duty/office.ts";
import { numberInWords } from "../number-words.ts";

/**
 * A text in small letters, with one space between words, its numbers as figures, and what says an hour without being a
 * time of day ("sous 24 heures", "within two hours") taken out: what the patterns of `tokens.ts` read.
 */
export function inFigures(text: string, language: Language): string {
  return NOT_A_TIME[language].reduce((rest, pattern) => rest.replaceAll(pattern, " "), wordsInFigures(text, language));
}

/** The same with all that it says of numbers. */
export function wordsInFigures(text: string, language: Language): string {
  const plain = text
    .normalize("NFC")
    // The stop of "p.m." may be that of its sentence too.
    .replaceAll(/\b([ap])\. ?m\.(?=\s+\p{Lu})/gu, "$1m.")
    .toLowerCase()
    .replaceAll("’", "'")
    .replaceAll(/[\s\u00a0\u202f\u2009]+/g, " ")
    .replaceAll(/[–—]/g, "-")
    .replaceAll(/\b([ap])\. ?m\b\.?/g, "$1m")
    .replaceAll(/(\d) ([ap]m)\b/g, "$1$2")
    .replaceAll(/\b(\d{1,2})(?:er|st|nd|rd|th)\b/g, "$1")
    .replaceAll(/\bpremier\b/g, language === "fr" ? "1" : "premier");
  return plain.replace(numbers[language], (word) => String(values[language].get(word.replaceAll("-", " ")) ?? word));
}

const upTo = (language: Language): ReadonlyMap<string, number> => {
  const all = new Map<string, number>();
  for (let n = 0; n < 100; n++) {
    const said = numberInWords(n, language).replaceAll("-", " ");
    all.set(said, n);
    if (language === "fr" && / et un$/.test(said)) all.set(`${said}e`, n);
  }
  for (const [word, n] of language === "fr" ? [["une", 1] as const] : ordinals) all.set(word, n);
  // Too often no number at all: "un message", "one of us".
  all.delete("un");
  return all;
};

const TENTH = "first second third fourth fifth sixth seventh eighth ninth".split(" ");
const ordinals: readonly (readonly [string, number])[] = [
  ...[
    ...TENTH,
    ..."tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(
      " ",
    ),
    ...TENTH.map((word) => `twenty ${word}`),
    "thirtieth",
    "thirty first",
  ].entries(),
].map(([n, word]) => [word, n + 1] as const);

const values: Readonly<Record<Language, ReadonlyMap<string, number>>> = { fr: upTo("fr"), en: upTo("en") };

/** The longest first: "vingt et une" is no "vingt". */
const wordsOf = (language: Language): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\d-])(?:${[...values[language].keys()]
      .toSorted((a, b) => b.length - a.length)
      .map((word) => word.replaceAll(" ", "[ -]"))
      .join("|")})(?![\\p{L}\\d'])`,
    "gu",
  );

const numbers: Readonly<Record<Language, RegExp>> = { fr: wordsOf("fr"), en: wordsOf("en") };

/** How long something takes, how often it comes, and numbers to be dialled. */
const NOT_A_TIME: Readonly<Record<Language, readonly RegExp[]>> = {
  fr: [
    /(?:\+\d{1,3}|\b0\d)(?:[ .-]?\d\d){4}\b/g,
    /\b(?:dans|sous|pendant|durant|en moins de|d'ici|moins de|plus de|environ|toutes) (?:les |la |l'|une |demi[- ])*(?:prochaines? )?\d+ (?:prochaines )?(?:h|heures?|minutes?|jours?)(?: ouvr[ée]e?s)?\b(?! ?\d)/g,
    /\b(?:une )?demi[- ]heure\b/g,
    /\b\d+ (?:h|heures?) (?:par|de) (?:jour|semaine|attente|travail)\b/g,
    /\b(?:touche|tapez|appuyez sur|composez|faites) (?:sur )?(?:la touche |le )?\d+\b/g,
  ],
  en: [
    /(?:\+\d{1,3}|\b0\d)(?:[ .-]?\d{2,4}){2,5}\b/g,
    /\b(?:within|in|for|about|less than|more than|every) (?:the next )?\d+ (?:hours?|minutes?|days?)\b/g,
    /\b\d+ hours? (?:a|per) (?:day|week)\b(?<!\b24 hours? (?:a|per) day)/g,
    /\bhalf an hour\b/g,
    /\b(?:press|key|dial)(?: the)?(?: key)? \d+\b/g,
  ],
};
