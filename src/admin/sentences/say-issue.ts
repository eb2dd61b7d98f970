import { z } from "zod";
import type { Language } from "../../duty/office.ts";

const byLibrary = { fr: z.locales.fr().localeError, en: z.locales.en().localeError };

/** What a schema found wrong, in the words of who asked: `numéro 1 : « 06 » n'est pas un numéro de téléphone`. */
export function sayIssue(issue: z.core.$ZodIssue, language: Language): string {
  const own = issue.code === "custom" || (issue.code === "invalid_format" && !issue.message.startsWith("Invalid"));
  const sentence = own ? ownSentence(issue.message, language) : librarySentence(issue, language);
  const where = sayWhere(issue.path, language);
  return where === "" ? sentence : `${where}${language === "fr" ? " : " : ": "}${sentence}`;
}

function librarySentence(issue: z.core.$ZodIssue, language: Language): string {
  const said = byLibrary[language]({ ...issue, input: undefined } as z.core.$ZodRawIssue);
  return (typeof said === "string" ? said : said?.message) ?? issue.message;
}

/** The schemas speak English; these are their sentences in French. */
const inFrench: readonly (readonly [english: RegExp, french: string])[] = [
  [/^"(.*)" is not a telephone number that can be dialled$/s, "« $1 » n'est pas un numéro de téléphone"],
  [
    /^"(.*)" is not a telephone number to be rung from here.*$/s,
    "« $1 » est un numéro court ou d'urgence, qui ne peut pas être appelé d'ici",
  ],
  [/^an id is/, "un identifiant a 1 à 40 petites lettres, chiffres et tirets"],
  [/^a time is/, "une heure s'écrit « HH:MM »"],
  [/^not a time zone/, "ce n'est pas un fuseau horaire connu, tel que Europe/Paris"],
  [/^a country is/, "un pays s'écrit en deux majuscules, comme FR"],
  [/^1 to 60 letters/, "1 à 60 lettres, chiffres, espaces et . _ @ ' -"],
  [/^a number is made of digits/, "un numéro est fait de chiffres, avec ou sans + devant"],
  [/^a day between/, "un jour entre 1970 et 2199"],
  [/^a role is given once/, "un rôle ne se donne qu'une fois"],
  [/^a holiday is named once/, "un jour férié ne se choisit qu'une fois"],
  [/^not the name of a server/, "ce n'est pas le nom d'un serveur"],
  [/^a single line/, "une seule ligne"],
  [/^an absence lasts (\d+) days/, "une absence dure $1 jours au plus ; pour plus longtemps, inscrivez une fermeture"],
  [/^the id of/, "ce n'est pas un identifiant"],
  [/^the name of a transcript/, "ce n'est pas le nom d'une transcription"],
];

/** A sentence of the schemas, or of a number that can't be dialled, in the words of who asked. */
export function ownSentence(message: string, language: Language): string {
  if (language === "en") return message;
  const known = inFrench.find(([english]) => english.test(message));
  return known ? message.replace(...known) : message;
}

/** Fields as the page names them; what a question wraps its data in says nothing to a person. */
const fields: Readonly<Record<string, readonly [fr: string, en: string]>> = {
  numbers: ["numéro", "number"],
  number: ["numéro", "number"],
  name: ["nom", "name"],
  email: ["adresse électronique", "e-mail address"],
  language: ["langue", "language"],
  zone: ["fuseau horaire", "time zone"],
  country: ["pays", "country"],
  region: ["région", "region"],
  workedHolidays: ["jours fériés travaillés", "public holidays that are worked"],
  person: ["personne", "person"],
  people: ["personnes", "people"],
  weekdays: ["jours", "weekdays"],
  from: ["début", "beginning"],
  to: ["fin", "end"],
  until: ["fin", "end"],
  starts: ["premier jour", "first day"],
  ends: ["dernier jour", "last day"],
  firstDay: ["premier jour", "first day"],
  lastDay: ["dernier jour", "last day"],
  label: ["libellé", "label"],
  information: ["information", "information"],
  text: ["texte", "text"],
  password: ["mot de passe", "password"],
  note: ["note", "note"],
};
const wrappings = new Set(["entry", "settings"]);

/** `numéro 1`, of `["entry", "numbers", 0]`. */
function sayWhere(path: readonly PropertyKey[], language: Language): string {
  return path
    .filter((key, n) => n > 0 || !wrappings.has(String(key)))
    .map((key) => (typeof key === "number" ? String(key + 1) : sayField(String(key), language)))
    .join(" ");
}

const sayField = (name: string, language: Language): string =>
  (Object.hasOwn(fields, name) ? fields[name]?.[language === "fr" ? 0 : 1] : undefined) ?? name;
