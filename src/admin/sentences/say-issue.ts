import type { z } from "zod";
import type { Language } from "../../duty/office.ts";

/** What a schema found wrong, in the words of who asked: `numéro 1 : « 06 » n'est pas un numéro de téléphone`. */
export function sayIssue(issue: z.core.$ZodIssue, language: Language): string {
  const own = issue.code === "custom" || (issue.code === "invalid_format" && !issue.message.startsWith("Invalid"));
  const sentence = own ? ownSentence(issue.message, language) : librarySentence(issue, language);
  const where = sayWhere(issue.path, language);
  return where === "" ? sentence : `${where}${language === "fr" ? " : " : ": "}${sentence}`;
}

/** What the library found, in words of ours. */
function librarySentence(issue: z.core.$ZodIssue, language: Language): string {
  const say = language === "fr" ? french : english;
  switch (issue.code) {
    case "invalid_type":
      return issue.message.endsWith("received undefined") ? say.missing : say.kind(issue.expected);
    case "too_small":
      return say.atLeast(String(issue.minimum), issue.origin);
    case "too_big":
      return say.atMost(String(issue.maximum), issue.origin);
    case "invalid_value":
      return say.oneOf(issue.values.map(String));
    case "unrecognized_keys":
      return say.unknown(issue.keys.map((key) => key.slice(0, 40)));
    case "invalid_format":
      return issue.format === "email" ? say.email : issue.format === "date" ? say.date : say.form;
    default:
      return say.unfit;
  }
}

const kinds: Readonly<Record<string, readonly [fr: string, en: string]>> = {
  string: ["un texte", "a text"],
  number: ["un nombre", "a number"],
  int: ["un nombre entier", "a whole number"],
  boolean: ["« true » ou « false »", "true or false"],
  array: ["une liste", "a list"],
  object: ["un objet avec ses champs", "an object with its fields"],
};

/** Of texts letters are counted, of lists what is in them. */
const counted: Readonly<Record<string, readonly [fr: string, en: string]>> = {
  string: [" caractères", " letters"],
  array: [" éléments", " elements"],
};

const french = {
  missing: "à indiquer",
  kind: (kind: string) => `doit être ${kinds[kind]?.[0] ?? kind}`,
  atLeast: (least: string, of: string) => `au moins ${least}${counted[of]?.[0] ?? ""}`,
  atMost: (most: string, of: string) => `au plus ${most}${counted[of]?.[0] ?? ""}`,
  oneOf: (values: readonly string[]) => `doit être l’un de ${values.map((value) => `« ${value} »`).join(", ")}`,
  unknown: (keys: readonly string[]) => `${keys.map((key) => `« ${key} »`).join(", ")} n’est pas connu`,
  email: "ce n’est pas une adresse électronique",
  date: "une date s’écrit comme 2026-11-23",
  form: "n’a pas la bonne forme",
  unfit: "ne convient pas",
};

const english: typeof french = {
  missing: "is missing",
  kind: (kind) => `must be ${kinds[kind]?.[1] ?? kind}`,
  atLeast: (least, of) => `at least ${least}${counted[of]?.[1] ?? ""}`,
  atMost: (most, of) => `at most ${most}${counted[of]?.[1] ?? ""}`,
  oneOf: (values) => `must be one of ${values.map((value) => `"${value}"`).join(", ")}`,
  unknown: (keys) => `${keys.map((key) => `"${key}"`).join(", ")} is not known`,
  email: "this is no e-mail address",
  date: "a date is written like 2026-11-23",
  form: "does not have the right form",
  unfit: "can't be used",
};

/** The schemas speak English; these are their sentences in French. */
const inFrench: readonly (readonly [english: RegExp, french: string])[] = [
  [/^"(.*)" is not a telephone number that can be dialled$/s, "« $1 » n’est pas un numéro de téléphone"],
  [
    /^"(.*)" is not a telephone number to be rung from here.*$/s,
    "« $1 » est un numéro court ou d’urgence, qui ne peut pas être appelé d’ici",
  ],
  [/^a code is 4 to 8 digits/, "un code a 4 à 8 chiffres"],
  [/^an id is/, "un identifiant a 1 à 40 petites lettres, chiffres et tirets"],
  [/^a time is/, "une heure s’écrit « HH:MM »"],
  [/^not a time zone/, "ce n’est pas un fuseau horaire connu, tel que Europe/Paris"],
  [/^a country is/, "un pays s’écrit en deux majuscules, comme FR"],
  [/^1 to 60 letters/, "1 à 60 lettres, chiffres, espaces et . _ @ ' -"],
  [/^a number is made of digits/, "un numéro est fait de chiffres, avec ou sans + devant"],
  [/^no signs that can't be seen/, "sans signe invisible"],
  [/^a day between/, "un jour entre 1970 et 2199"],
  [
    /^hours of every second week need/,
    "des heures d’une semaine sur deux demandent la date à partir de laquelle elles comptent",
  ],
  [/^a role is given once/, "un rôle ne se donne qu’une fois"],
  [/^a holiday is named once/, "un jour férié ne se choisit qu’une fois"],
  [/^not the name of a server/, "ce n’est pas le nom d’un serveur"],
  [/^a single line/, "une seule ligne"],
  [
    /^an absence lasts (\d+) days/,
    "une absence dure $1 jours au plus\u00a0; pour plus longtemps, inscrivez une fermeture",
  ],
  [
    /^a replacement lasts (\d+) days/,
    "un remplacement dure $1 jours au plus\u00a0; pour plus longtemps, changez le planning",
  ],
  [
    /^a closure lasts (\d+) days/,
    "une fermeture dure $1 jours au plus\u00a0; pour plus longtemps, retirez les heures de permanence",
  ],
  [
    /^a leave lasts (\d+) days/,
    "un congé dure $1 jours au plus\u00a0; pour plus longtemps, mettez fin aux lignes de planning de cette personne",
  ],
  [/^an absence ends after/, "une absence finit après avoir commencé"],
  [/^a replacement ends after/, "un remplacement finit après avoir commencé"],
  [/^a closure ends after/, "une fermeture finit après avoir commencé"],
  [/^a leave ends after/, "un congé finit après avoir commencé"],
  [/^the id of/, "ce n’est pas un identifiant"],
  [/^the name of a transcript/, "ce n’est pas le nom d’une transcription"],
];

/** A sentence of the schemas, or of a number that can't be dialled, in the words of who asked. */
export function ownSentence(message: string, language: Language): string {
  if (language === "en") return message;
  for (const [said, inWords] of inFrench) {
    // What follows the words that it is known by is English too.
    const found = said.exec(message);
    if (found) return found[0].replace(said, inWords);
  }
  return message;
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
