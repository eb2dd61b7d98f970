import { fillings, kindOf } from "../attendant/announcement-kinds.ts";
import { isPhoneKind } from "../attendant/phone-kinds.ts";
import type { Language } from "../duty/office.ts";
import { type Placeholder, placeholders } from "./fill.ts";
import { isLegKind, type SpokenKind } from "./spoken.ts";

/**
 * The values of a text, such as `{office}`, by the names that people know them by: those of the page's chips, in
 * either language, as well as the placeholders themselves. They are kept as placeholders.
 */
export const valueNames: Readonly<Record<Language, Readonly<Partial<Record<Placeholder, string>>>>> = {
  fr: {
    office: "Nom de l’agence",
    hours: "Heures d’ouverture",
    closed: "Durée de la fermeture",
    reopens: "Jour et heure de réouverture",
    callback: "Moment du rappel",
    notice: "Ce que vous dites de la fermeture",
    emergency: "Numéros d’urgence",
    emergencytext: "Numéro d’urgence par texto",
    silence: "Durée du silence",
    place: "Rang de l’appelant",
    key: "Touche pour laisser un message",
    until: "Heure du retour",
    holiday: "Nom du jour férié",
    menu: "Choix du menu",
    wish: "Bonne journée ou soirée",
  },
  en: {
    office: "Agency's name",
    hours: "Opening hours",
    closed: "How long it is closed",
    reopens: "Day and time of reopening",
    callback: "When we call back",
    notice: "What you say of the closure",
    emergency: "Emergency numbers",
    emergencytext: "Emergency number for texts",
    silence: "How long the silence lasts",
    place: "Place of the caller",
    key: "Key to leave a message",
    until: "Time of return",
    holiday: "Name of the holiday",
    menu: "Choices of the menu",
    wish: "Good day or evening",
  },
};

/** What is wrong about the braces of a text. `near`: the value that was probably meant. */
export type ValueProblem =
  | { readonly what: "unknown"; readonly written: string; readonly near: Placeholder }
  | { readonly what: "elsewhere"; readonly value: Placeholder }
  | { readonly what: "unbalanced"; readonly written: string };

/** What only one's own people are told. */
const FOR_PEOPLE: readonly string[] = ["caller", "about", "greeting", "shift"];

/** Whether it is ever filled in, in a text of this kind. */
function isFilled(value: Placeholder, kind: SpokenKind): boolean {
  if (isLegKind(kind) || isPhoneKind(kind)) return true;
  if (FOR_PEOPLE.includes(value)) return false;
  const fills: readonly string[] = kindOf(kind)?.fills ?? [];
  return value === "menu" || fills.includes(value) || !fillings.some((filling) => filling === value);
}

const VALUE = /\{([^{}]*)\}/g;
const LONGEST_EXCERPT = 30;

/** Case, accents and the shape of an apostrophe are no difference. */
const plain = (name: string): string =>
  name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll("’", "'")
    .replaceAll(/[\s_\u00a0]+/g, " ")
    .trim()
    .toLowerCase();

const known: ReadonlyMap<string, Placeholder> = new Map(
  placeholders.flatMap((value) =>
    [value, valueNames.fr[value], valueNames.en[value]]
      .filter((name) => name !== undefined)
      .map((name) => [plain(name), value] as const),
  ),
);

/** The text with its values as placeholders, whichever of their names was written. What is unknown stays as it is. */
export const withPlaceholders = (text: string): string =>
  text.replace(VALUE, (whole, name: string) => {
    const value = known.get(plain(name));
    return value === undefined ? whole : `{${value}}`;
  });

/** In the order of the text of this kind; empty when all is well. */
export function valueProblems(kind: SpokenKind, text: string): readonly ValueProblem[] {
  const unknown = [...text.matchAll(VALUE)].flatMap(([written, name = ""]): ValueProblem[] => {
    const value = known.get(plain(name));
    if (value === undefined) return [{ what: "unknown", written, near: nearest(name) }];
    return isFilled(value, kind) ? [] : [{ what: "elsewhere", value }];
  });
  const rest = text.replace(VALUE, (whole) => " ".repeat(whole.length));
  const loose = /[{}]/.exec(rest);
  if (!loose) return unknown;
  const from = rest[loose.index] === "{" ? loose.index : Math.max(0, loose.index - LONGEST_EXCERPT + 1);
  return [...unknown, { what: "unbalanced", written: text.slice(from, from + LONGEST_EXCERPT).trim() }];
}

/** What somebody wants who writes these: words that are none of the names. */
const MEANT: readonly (readonly [RegExp, Placeholder])[] = [
  [/agen|societe|entreprise|bureau|company|name|nom\b/, "office"],
  [/reouv|rouv|reprise|reopen/, "reopens"],
  [/hor|heure|ouvert|hour|open/, "hours"],
  [/rappel|callback|call back/, "callback"],
  [/retour|jusqu|fin\b|back|return|end\b/, "until"],
  [/ferie|fete|holi/, "holiday"],
  [/ferme|clos/, "closed"],
  [/touche|choix|key/, "menu"],
  [/appel|client|call/, "caller"],
  [/souhait|bonne|soir|jour|bye|day/, "wish"],
];

function nearest(name: string): Placeholder {
  const wanted = plain(name);
  const close = [...known].map(([each, value]) => ({ value, away: distance(wanted, each) / Math.max(each.length, 1) }));
  const best = close.reduce((a, b) => (b.away < a.away ? b : a));
  if (best.away <= 0.4) return best.value;
  const word = [...known].find(([each]) =>
    each.split(/[ ']/).some((part) => part.length > 4 && distance(wanted, part) === 1),
  );
  if (word) return word[1];
  return MEANT.find(([pattern]) => pattern.test(wanted))?.[1] ?? best.value;
}

/** Of Levenshtein: how many letters to add, take away or change. Of names from outside only their beginning counts. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (const [i, letter] of [...a.slice(0, 60)].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++)
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (b[j] === letter ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The value that is meant by what somebody wrote, as the reader's chips name it. */
export const nameOfValue = (value: Placeholder, reader: Language): string => valueNames[reader][value] ?? value;

/** What is wrong about a text's values, in a sentence of each language; null when nothing is. */
export function valueSentence(problem: ValueProblem): Readonly<Record<Language, string>> {
  if (problem.what === "elsewhere")
    return {
      fr: `« ${nameOfValue(problem.value, "fr")} » n’a pas de valeur dans cette annonce : sa phrase ne serait jamais dite.`,
      en: `“${nameOfValue(problem.value, "en")}” has no value in this announcement: its sentence would never be said.`,
    };
  const { written } = problem;
  if (problem.what === "unbalanced")
    return {
      fr: `Une accolade n’a pas sa pareille, vers « ${written} » : une valeur s’écrit {${nameOfValue("office", "fr")}}.`,
      en: `A brace has no partner, near “${written}”: a value is written {${nameOfValue("office", "en")}}.`,
    };
  return {
    fr: `${written} n’est pas une valeur que le boîtier connaît. La plus proche : {${nameOfValue(problem.near, "fr")}}.`,
    en: `${written} is not a value that the box knows. The nearest one: {${nameOfValue(problem.near, "en")}}.`,
  };
}
