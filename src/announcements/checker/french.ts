import { dateOf, datesOf, frenchDate, monthIn, named } from "./dates.ts";
import { frenchTimes, FRENCH_TIME as TIME } from "./times-of-day.ts";
import { mark, type Rule, sideOf } from "./token.ts";
import { FRENCH_DAY as DAY, daysToken, FIVE, FRENCH_SHORT, SEVEN, span } from "./weekdays.ts";

const HALF = "(?: (?<half>matins?|après-midis?))?";
const HOUR = "[01]?\\d|2[0-4]";
/** What follows numbers that are hours although nothing says so. */
const NO_UNIT = "(?=$|[.,;:!?)]| ?[/-]| (?:et|puis|ou|du|le|les|de|sauf|en|tous|\\d))";
/** Of the part of a day that a range of days begins and ends with: it is no half then. */
const range = (day: string): string =>
  `(?:tous les jours,? )?(?:du |de |le |les )?(?<a>${day})(?: matin)? ?(?:au|à|-|/|jusqu'au) ?(?<b>${day})(?: soir)?(?: inclus)?${HALF}`;

const calendar: readonly Rule[] = [
  {
    pattern: "24 ?h(?:eures)? ?(?:/|sur) ?24(?: ?h(?:eures)?)?|jour et nuit|nuit et jour|à toute heure|24/24",
    token: () => ({ is: "always", what: "hours" }),
  },
  { pattern: "7 ?j(?:ours)? ?(?:/|sur) ?7(?: ?j)?|7/7", token: () => ({ is: "always", what: "days" }) },
  { pattern: "(?:les )?jours fériés|(?:un )?jour férié", token: () => ({ is: "holidays" }) },
  { pattern: "(?:à|le jour de) noël", token: () => named(25, 12) },
  { pattern: "(?:le )?jour de l'an|le 1 de l'an", token: () => named(1, 1) },
  { pattern: "(?:à|le jour de) la toussaint", token: () => named(1, 11) },
  { pattern: "(?:à|le jour de) l'assomption", token: () => named(15, 8) },
  {
    pattern: `du ${frenchDate("1")}(?: (?:à(?: partir de)? |dès )?(?<at>${TIME}))? (?:au|jusqu'au) ${frenchDate("2")}(?: (?:inclus|compris))?`,
    token: (g) => (monthIn(g, "2") === null ? null : datesOf(g, g.at === undefined ? undefined : frenchTimes(g.at))),
  },
  {
    pattern: `(?<side>jusqu'au|jusqu'à|avant le|à partir du|à compter du|dès le|depuis le|le|ce|au) ${frenchDate("1")}(?! ?(?:h\\b|heures?|:\\d|%|€|euros?|\\d))(?: (?:inclus|compris))?`,
    token: (g) =>
      dateOf(
        g,
        /jusqu|avant/.test(g.side ?? "") ? "until" : /partir|compter|dès|depuis/.test(g.side ?? "") ? "from" : "on",
      ),
  },
  {
    pattern: `(?=${DAY} \\d)${frenchDate("1")}(?! ?(?:h\\b|heures?|:\\d|-|à|et|\\d))(?: (?:inclus|compris))?`,
    token: (g) => dateOf(g, "on"),
  },
  { pattern: range(DAY), token: (g) => daysToken(span(g.a, g.b), true, g.half) },
  { pattern: range(FRENCH_SHORT), token: (g) => daysToken(span(g.a, g.b), true, g.half) },
  {
    pattern: "(?:tous les jours|chaque jour)(?: de la semaine| ouvrés?| ouvrables?)?",
    token: (g) => daysToken(/semaine|ouvr/.test(g["0"] ?? "") ? FIVE : SEVEN, true, undefined),
  },
  { pattern: "en semaine|les jours (?:de semaine|ouvrés|ouvrables)", token: () => daysToken(FIVE, true, undefined) },
  {
    pattern: "(?:le |les |en |tout le )?week-?ends?|(?:en |la )?fin de semaine",
    token: () => daysToken([6, 7], true, undefined),
  },
  {
    pattern: `(?:les? |chaque |tous les )?(?<a>${DAY})${HALF}`,
    token: (g) => daysToken(span(g.a, g.a), false, g.half),
  },
];

const hours: readonly Rule[] = [
  {
    pattern: `(?:de |d'|entre )?(?<a>${TIME}) ?(?<mid>à|-|/|et|jusqu'à) ?(?<b>${TIME})`,
    token: (g) =>
      g.mid === "et" && !/^entre/.test(g["0"] ?? "")
        ? null
        : { is: "range", from: frenchTimes(g.a ?? ""), to: frenchTimes(g.b ?? "") },
  },
  // The unit once for both: "de 9 à 12 h", "14-18h".
  {
    pattern: `(?:(?:de |entre )(?<a>${HOUR}) (?:à|et)|(?<c>${HOUR}) ?-) ?(?<b>${TIME})`,
    token: (g) => ({ is: "range", from: frenchTimes(`${g.a ?? g.c} h`), to: frenchTimes(g.b ?? "") }),
  },
  {
    pattern: `(?:de )?(?<a>${HOUR}) ?(?:à|-) ?(?<b>${HOUR})${NO_UNIT}`,
    token: (g) => ({ is: "range", from: frenchTimes(`${g.a} h`), to: frenchTimes(`${g.b} h`), bare: true }),
  },
  {
    pattern: `(?:(?<side>à partir de|à partir d'|dès|depuis|jusqu'à|jusqu'|avant|après|à|vers|ouvr(?:e|ons|ent) à|ferm(?:e|ons|ent) à) ?)(?<a>${TIME})`,
    token: (g) => ({ is: "time", at: frenchTimes(g.a ?? ""), ...sideOf(g.side ?? "") }),
  },
  { pattern: TIME, token: (g) => ({ is: "time", at: frenchTimes(g["0"] ?? ""), side: "at", said: false, bare: true }) },
  {
    pattern: "(?:tous )?(?:le|ce|les) matins?|(?:dans )?la matinée|matin",
    token: (g) => (/ce matin/.test(g["0"] ?? "") ? { is: "momentary" } : { is: "half", half: "morning" }),
  },
  {
    pattern: "l'après-midi|(?:tous )?les après-midis?|cet après-midi|après-midi",
    token: (g) => (/cet/.test(g["0"] ?? "") ? { is: "momentary" } : { is: "half", half: "afternoon" }),
  },
];

const marks: readonly Rule[] = [
  mark("again", "(?:de )?retour (?=(?:le|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )"),
  mark(
    "momentary",
    "momentanément|pour un (?:court )?moment|de retour|aujourd'hui|ce soir|demain|en ce moment|actuellement",
  ),
  mark(
    "apart",
    "astreinte|urgences?|urgents?|urgente|danger|samu|pompiers|interviennent|intervient|travaillent|se déplacent|visites?|tournées?|portes ouvertes|en dehors de (?:ces|nos) horaires",
  ),
  mark("except", "sauf|excepté|hormis|à l'exception|hors|mais pas|et non|ni"),
  mark("included", "y compris|même|inclus"),
  mark(
    "again",
    "de nouveau|à nouveau|rouvr\\p{L}*|réouvr\\p{L}*|repren\\p{L}*|reprise|réouverture|reviendrons|reviendra",
  ),
  mark(
    "closed",
    "fermé(?:e|s|es)?|ferme(?:ra|nt|rons)?(?! à)|fermeture|fermons|absents?|absente?s?|(?:ne|n') ?(?:vous )?(?:sommes|est|sont|répond\\p{L}*|assur\\p{L}*|pouvons|ser\\p{L}*|ouvr\\p{L}*|travaill\\p{L}*|y a)[^.,;]{0,12} ?(?:pas|plus|personne)(?: (?:ouverte?s?|joignables?|disponibles?|présente?s?|à votre \\p{L}+))?|pas (?:ouverts?|ouverte)|congés|(?<!sans )(?:une )?pause",
  ),
  mark(
    "open",
    "ouvert(?:e|s|es)?|ouvr(?:e|ons|ent)(?: à)?|ouverture|répond\\p{L}*|joign\\p{L}*|accueill\\p{L}*|reçoi\\p{L}*|recev\\p{L}*|à votre (?:écoute|service|disposition)|horaires|disponibles?|présents?|permanence|contacter|rappel\\p{L}*|appel\\p{L}*|ferme à",
  ),
];

/** In the order in which they are tried. */
export const french: readonly Rule[] = [...calendar, ...hours, ...marks];
