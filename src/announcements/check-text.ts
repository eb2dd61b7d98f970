import { type Courtesy, isWordless, kindOf } from "../attendant/announcement-kinds.ts";
import type { Language, Office } from "../duty/office.ts";
import type { Instant } from "../kernel/units.ts";
import { readClaims } from "./checker/claims.ts";
import { contradictions } from "./checker/contradictions.ts";
import { sayContradiction } from "./checker/say-contradiction.ts";
import { emergencyOf } from "./emergency.ts";
import { hoursInWords } from "./hours-in-words.ts";
import { longSilence, namesEmergency, type SafetySubject, silenceTold, tellsOfDanger } from "./safety-words.ts";
import { isLegKind, type Spoken, type SpokenKind, textKey } from "./spoken.ts";
import { valueProblems, valueSentence } from "./text-values.ts";

/** Something that a good announcement would have. `wrong`: the guide asks for it; `advice`: callers would like it. */
export interface Finding {
  readonly weight: "wrong" | "advice";
  readonly code: FindingCode;
  /** In the language of the person who reads it. */
  readonly sentence: string;
}

export type FindingCode =
  | "empty"
  | "value"
  | "greeting"
  | "name"
  | "hours"
  | "urgent-key"
  | "courtesy"
  | "emergency"
  | "silence"
  | "silence-short"
  | "polite"
  | "schedule"
  | "outdated"
  | "life"
  | "long"
  | "too-long";

/** What one's own people hear names the agency. */
const LEG: readonly Courtesy[] = ["name"];

/** What the guide asks of each kind (G7, G8); the information of a key owes nothing. */
export const owed = (kind: SpokenKind): readonly Courtesy[] => (isLegKind(kind) ? LEG : (kindOf(kind)?.owes ?? []));

const GREETING = {
  fr: /^\W*(bonjour|bonsoir|bienvenue)\b/i,
  en: /^\W*(hello|good (day|morning|afternoon|evening)|welcome)\b/i,
};
const GOODBYE = { fr: /au revoir|à bientôt/i, en: /goodbye|good-bye/i };
const WISH = { fr: /\{wish\}|bonne (journée|soirée|fin)/i, en: /\{wish\}|(good|nice|pleasant) (day|evening)/i };
const POLITE = {
  fr: /bonjour|merci|s'il (vous|te) pla[iî]t|nous vous prions|excus|au revoir/i,
  en: /good (day|morning|afternoon|evening)|hello|thank|please|sorry|goodbye/i,
};
const KEY_ONE = { fr: /(touche|tapez|sur|le) +(1|un)\b/i, en: /(press|key) +(1|one)\b/i };
/** As read slowly to someone old: 2.2 words a second. */
const WORDS_A_SECOND = 2.2;
const LONG = 30;
const TOO_LONG = 45;

/** About how long a text takes, in whole seconds. */
export const secondsToSay = (said: string): number =>
  Math.round(said.split(/\s+/).filter((word) => word !== "").length / WORDS_A_SECOND);

export interface TextSubject extends SafetySubject {
  readonly name: string;
  readonly hours: Parameters<typeof hoursInWords>[0];
}

/**
 * Reads a text, with or without its placeholders, as the guide's auditor would (G7, G8). An empty list: nothing to
 * say. `reader` is the language of the findings; `said` the text with its placeholders filled in, whose length counts.
 * `schedule`: what the times, days and dates of the text are compared with.
 */
export function checkText(
  spoken: Spoken,
  text: string,
  office: TextSubject,
  reader: Language,
  said = text,
  schedule: { readonly office: Office; readonly now: Instant } | null = null,
): readonly Finding[] {
  if (isWordless(spoken.kind)) return [];
  const { language } = spoken;
  const owes = owed(spoken.kind);
  const plain = text.normalize("NFC").replaceAll("’", "'").trim();
  const has = (placeholder: string, value: string): boolean =>
    plain.includes(`{${placeholder}}`) || (value !== "" && plain.toLowerCase().includes(value.toLowerCase()));
  const finding = (weight: Finding["weight"], code: keyof (typeof sentences)["fr"], value = ""): Finding => ({
    weight,
    code,
    sentence: sentences[reader][code].replace("…", value),
  });
  if (plain.replace(/[^\p{L}\p{N}]/gu, "").length < 2) return [finding("wrong", "empty")];

  const values = valueProblems(spoken.kind, plain).map(
    (problem): Finding => ({ weight: "wrong", code: "value", sentence: valueSentence(problem)[reader] }),
  );
  // What is filled in is of the schedule itself.
  const words = plain.replaceAll(/\{[^{}]*\}/g, " … ");
  const against = schedule ? contradictions(words, language, schedule.office, schedule.now) : [];
  const saysHours =
    schedule !== null && against.length === 0 && readClaims(words, language).some(({ says }) => says === "hours");
  const hours = hoursInWords(office.hours, language);
  const seconds = secondsToSay(said);
  const courteous = GOODBYE[language].test(plain) && WISH[language].test(plain);
  return [
    ...values,
    ...against.map(
      (found): Finding => ({ weight: "wrong", code: "schedule", sentence: sayContradiction(found, reader) }),
    ),
    ...(owes.includes("greeting") && !GREETING[language].test(plain) ? [finding("wrong", "greeting")] : []),
    ...(owes.includes("name") && !has("office", office.name) ? [finding("wrong", "name", office.name)] : []),
    ...(owes.includes("hours") && hours !== "" && !has("hours", hours) && !saysHours
      ? [finding("wrong", "hours", hours)]
      : []),
    ...(textKey(spoken).endsWith("-urgent") && !KEY_ONE[language].test(plain) ? [finding("wrong", "urgent-key")] : []),
    ...(tellsOfDanger(textKey(spoken)) &&
    office.country !== undefined &&
    !namesEmergency(plain, language, office.country)
      ? [finding("wrong", "emergency", emergencyOf(office.country).numbers[reader])]
      : []),
    ...silenceFindings(),
    ...(owes.includes("courtesy") && !courteous ? [finding("wrong", "courtesy")] : []),
    ...(owes.length > 0 && !isLegKind(spoken.kind) && !POLITE[language].test(plain)
      ? [finding("advice", "polite")]
      : []),
    ...(seconds > TOO_LONG
      ? [finding("wrong", "too-long", String(seconds))]
      : seconds > LONG
        ? [finding("advice", "long", String(seconds))]
        : []),
  ];

  /** Before somebody is rung, who waits is told for how long nothing is heard, and no less (P19). */
  function silenceFindings(): readonly Finding[] {
    const longest = spoken.kind === "hold" && !plain.includes("{silence}") ? longSilence(office) : null;
    if (longest === null) return [];
    const told = silenceTold(plain, language);
    if (told === null) return [finding("wrong", "silence", String(longest))];
    return told < longest ? [finding("wrong", "silence-short", String(longest))] : [];
  }
}

const sentences: Readonly<
  Record<Language, Readonly<Record<Exclude<FindingCode, "value" | "schedule" | "outdated" | "life">, string>>>
> = {
  fr: {
    empty: "Le texte est vide.",
    greeting: "Le texte doit commencer par « Bonjour ».",
    name: "Le nom de l’agence (…) n’est pas dit : l’appelant ne sait pas s’il a composé le bon numéro.",
    hours: "Les heures d’ouverture ne sont pas dites, ou ne sont pas celles du planning (…).",
    "urgent-key": "Le texte ne dit pas d’appuyer sur la touche 1 en cas d’urgence.",
    emergency: "Le texte ne dit pas qui appeler en cas de danger pour la vie (le …).",
    silence:
      "L’appelant n’est pas prévenu qu’il n’entendra rien pendant … secondes, le temps d’appeler quelqu’un : ajoutez la durée du silence.",
    "silence-short": "L’appelant peut n’entendre rien pendant … secondes : le texte en annonce moins.",
    courtesy: "Il manque une formule de politesse à la fin, comme « Au revoir et bonne journée ».",
    polite: "Une formule de politesse serait bienvenue (« s’il vous plaît », « merci »).",
    long: "Le message dure environ … secondes : c’est long pour l’appelant.",
    "too-long": "Le message dure environ … secondes : c’est trop long, l’appelant raccrochera.",
  },
  en: {
    empty: "The text is empty.",
    greeting: 'The text must begin with a greeting, such as "Good day".',
    name: "The agency's name (…) is not said: callers can't tell that they dialled the right number.",
    hours: "The opening hours are not said, or are not those of the schedule (…).",
    "urgent-key": "The text does not say to press 1 when the call is urgent.",
    emergency: "The text does not say whom to call in danger of life (…).",
    silence:
      "Callers are not told that they will hear nothing for … seconds, while somebody is rung: add how long the silence lasts.",
    "silence-short": "Callers may hear nothing for … seconds: the text says less.",
    courtesy: 'A courtesy is missing at the end, such as "Goodbye, and have a good day".',
    polite: 'A polite word would be welcome ("please", "thank you").',
    long: "The message takes about … seconds: that is long for a caller.",
    "too-long": "The message takes about … seconds: that is too long, callers will hang up.",
  },
};
