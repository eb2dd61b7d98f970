import { kindOf } from "../attendant/announcement-kinds.ts";
import type { MadeWith } from "../attendant/made-with.ts";
import type { Announcement } from "../attendant/plan.ts";
import type { Language, Office } from "../duty/office.ts";
import { hoursAhead } from "../duty/outlook.ts";
import { DAY_MS, zoneNamed } from "../duty/wall-clock.ts";
import { dateParts } from "../kernel/date-names.ts";
import type { Instant } from "../kernel/units.ts";
import type { Finding } from "./check-text.ts";
import { contradictions } from "./checker/contradictions.ts";
import { sayContradiction } from "./checker/say-contradiction.ts";
import { hoursInWords } from "./hours-in-words.ts";
import { speakable } from "./speakable.ts";
import { menuInWords } from "./text.ts";

type Fact = "office" | "hours" | "menu";
/** As far as callers are told of the hours. */
const WEEK = 7;

/** What a recording says for good, as it is now. Wishes and the like are nobody's facts. */
function factsNow(office: Office, now: Instant, language: Language): Readonly<Record<Fact, string>> {
  return {
    office: speakable(office.name),
    hours: hoursInWords(hoursAhead(office, now, WEEK).hours, language),
    menu: menuInWords(office.menu, language),
  };
}

/**
 * What a recording is made with: its words, and the facts that are in them. `wording`: the text it is read from, with its
 * placeholders; `said`: the same filled in, or "" when nobody knows what is said in it: then it is held to what such an
 * announcement owes.
 */
export function madeWith(which: Announcement, wording: string, said: string, office: Office, now: Instant): MadeWith {
  const facts = factsNow(office, now, which.language);
  const owes = kindOf(which.kind)?.owes ?? [];
  const holds = (fact: Fact): boolean =>
    wording.includes(`{${fact}}`) ||
    (facts[fact] !== "" && said.toLowerCase().includes(facts[fact].toLowerCase())) ||
    (said === "" && ((fact === "office" && owes.includes("name")) || (fact === "hours" && owes.includes("hours"))));
  const kept = (Object.keys(facts) as Fact[]).filter(holds);
  return {
    said,
    facts: Object.fromEntries(kept.map((fact) => [fact, facts[fact]])),
    numbers: numbersIn(said, office),
  };
}

/** Telephone numbers of the office's people that are said in figures. */
function numbersIn(said: string, office: Office): readonly string[] {
  const figures = said.replaceAll(/(?<=\d)[ .-](?=\d)/g, "");
  return ownNumbers(office).filter((number) => figures.includes(national(number)) || figures.includes(number));
}

const ownNumbers = (office: Office): readonly string[] => office.people.flatMap(({ numbers }) => numbers);
/** As it is written in its own country; of others, what follows their code at least. */
const national = (number: string): string => (number.startsWith("+33") ? `0${number.slice(3)}` : number.slice(3));

/** The words of a recording. Of one from before they were kept, what no fact is in; "" when nobody knows. */
export const wordsOf = ({ madeWith, text }: { readonly madeWith: MadeWith | null; readonly text: string }): string =>
  madeWith?.said ?? text.replaceAll(/\{[^{}]*\}/g, "…");

/** What contradicts a recording by now: facts that have changed since, and times and dates that the schedule denies. */
export function outdated(
  recording: Announcement & { readonly madeWith: MadeWith | null; readonly text: string; readonly since: Instant },
  office: Office,
  now: Instant,
  reader: Language,
): readonly Finding[] {
  const { language, madeWith: made } = recording;
  const facts = factsNow(office, now, language);
  const found = (sentence: string): Finding => ({ weight: "wrong", code: "outdated", sentence });
  const sentences = phrases[reader];
  const changed = (Object.keys(facts) as Fact[]).filter(
    (fact) => made?.facts[fact] !== undefined && made.facts[fact] !== facts[fact],
  );
  const gone = (made?.numbers ?? []).filter((number) => !ownNumbers(office).includes(number));
  const { day, month, year } = dateParts(new Date(zoneNamed(office.zone).wallAt(recording.since).day * DAY_MS), reader);
  const date = reader === "fr" ? `${day} ${month} ${year}` : `${month} ${day}, ${year}`;
  const words = wordsOf(recording);
  const against = changed.includes("hours") ? [] : contradictions(words, language, office, now);
  return [
    ...changed.map((fact) =>
      found(sentences.changed(sentences[fact], made?.facts[fact] ?? "", facts[fact] || sentences.none, date)),
    ),
    ...gone.map((number) => found(sentences.number(national(number)))),
    ...against.map((each) => found(`${sentences.recording} ${sayContradiction(each, reader)}`)),
    ...(made === null && /\{(office|hours|menu)\}/.test(recording.text)
      ? [{ weight: "advice", code: "outdated", sentence: sentences.unknown } as const]
      : []),
  ];
}

const phrases = {
  fr: {
    office: "Le nom de l’agence",
    hours: "Les heures",
    menu: "Les choix du menu",
    none: "rien",
    recording: "L’enregistrement ne convient plus.",
    changed: (what: string, then: string, now: string, date: string) =>
      `${what} a changé depuis l’enregistrement (${date}) : il dit « ${then} », ce serait « ${now} ». Enregistrez de nouveau.`.replace(
        /^(Les .*?) a changé/,
        "$1 ont changé",
      ),
    number: (number: string) =>
      `L’enregistrement dit le numéro ${number}, qui n’est plus celui d’une personne de l’agence. Enregistrez de nouveau.`,
    unknown:
      "Cet enregistrement date d’avant que ses mots soient gardés : écoutez-le, et enregistrez de nouveau s’il ne dit plus vrai.",
  },
  en: {
    office: "The agency's name",
    hours: "The hours",
    menu: "The choices of the menu",
    none: "nothing",
    recording: "The recording is not true any more.",
    changed: (what: string, then: string, now: string, date: string) =>
      `${what} changed since the recording (${date}): it says “${then}”, and should say “${now}”. Record it again.`,
    number: (number: string) =>
      `The recording says the number ${number}, which is nobody's of the agency any more. Record it again.`,
    unknown:
      "This recording was made before its words were kept: listen to it, and record it again if it is not true any more.",
  },
} as const;
