import type { Courtesy } from "../attendant/announcement-kinds.ts";
import type { Language } from "../duty/office.ts";
import { type Finding, type FindingCode, owed, type TextSubject } from "./check-text.ts";
import { longSilence, tellsOfDanger } from "./safety-words.ts";
import { type Spoken, textKey } from "./spoken.ts";

type Point = Courtesy | "urgent-key" | "emergency" | "silence" | "length";

/** What is right about a text. */
export interface GoodPoint {
  readonly code: Point;
  /** In the language of the person who reads it. */
  readonly sentence: string;
}

const tooMuch: readonly FindingCode[] = ["long", "too-long"];

/** What the guide asks of this text and `checkText` found nothing against: the other half of a proofreading. */
export function goodPoints(
  spoken: Spoken,
  findings: readonly Finding[],
  office: TextSubject,
  reader: Language,
): readonly GoodPoint[] {
  const found = new Set(findings.map(({ code }) => code));
  if (found.has("empty")) return [];
  const asked = [
    ...owed(spoken.kind).filter((duty) => duty !== "hours" || office.hours.length > 0),
    ...(textKey(spoken).endsWith("-urgent") ? (["urgent-key"] as const) : []),
    ...(tellsOfDanger(textKey(spoken)) && office.country !== undefined ? (["emergency"] as const) : []),
    ...(spoken.kind === "hold" && longSilence(office) !== null ? (["silence"] as const) : []),
  ];
  const fine = asked.filter((point) => !found.has(point) && !(point === "silence" && found.has("silence-short")));
  const short = !tooMuch.some((code) => found.has(code));
  return [...fine, ...(short ? (["length"] as const) : [])].map((code) => ({
    code,
    sentence: sentences[reader][code],
  }));
}

const sentences: Readonly<Record<Language, Readonly<Record<Point, string>>>> = {
  fr: {
    greeting: "Le texte commence par une salutation.",
    name: "Le nom de l’agence est dit.",
    hours: "Les heures d’ouverture sont celles du planning.",
    "urgent-key": "La touche 1 est proposée en cas d’urgence.",
    emergency: "Le texte dit qui appeler en cas de danger pour la vie.",
    silence: "L’appelant sait combien de temps il n’entendra rien.",
    courtesy: "Le texte finit par une formule de politesse.",
    length: "La durée convient.",
  },
  en: {
    greeting: "The text begins with a greeting.",
    name: "The agency's name is said.",
    hours: "The opening hours are those of the schedule.",
    "urgent-key": "Key 1 is offered when the call is urgent.",
    emergency: "The text says whom to call in danger of life.",
    silence: "Callers know for how long they will hear nothing.",
    courtesy: "The text ends with a courtesy.",
    length: "The length is right.",
  },
};
