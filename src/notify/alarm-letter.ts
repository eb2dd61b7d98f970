import type { Language, Office } from "../duty/office.ts";
import { type Letter, letter } from "./letter.ts";
import type { Mark } from "./letter-parts.ts";
import { oneLine } from "./when-and-who.ts";

/** What the watch over the coming days saw, as it was said when it was seen. */
export interface SeenAlarms {
  /** The letter of Thursday, or one of what can't wait for it. */
  readonly digest: boolean;
  /** The newest seal, `12:5c0e…`. */
  readonly seal?: string | undefined;
  readonly alarms: readonly { readonly sentence: string; readonly remedy: string }[];
}

export function alarmLetter({ digest, seal, alarms }: SeenAlarms, office: Office, language: Language): Letter {
  const fr = language === "fr";
  const n = alarms.length;
  const subject = digest
    ? fr
      ? "à prévoir"
      : "ahead"
    : n === 1
      ? oneLine(alarms[0]?.sentence ?? "", 140)
      : fr
        ? `${n} choses à régler`
        : `${n} things to put right`;
  const opening = digest
    ? fr
      ? "Pour les deux semaines qui viennent\u00a0:"
      : "For the two weeks that come:"
    : fr
      ? "À régler dès que possible\u00a0:"
      : "To put right as soon as possible:";
  const closing = fr
    ? "Chaque chose n’est dite qu’une fois\u00a0; elle reste sur la page du répondeur, sous «\u00a0Aujourd’hui\u00a0», jusqu’à ce qu’elle soit réglée."
    : "Each is told once; it stays on the page of the answering machine, under “Today”, until it is put right.";
  const mark: Mark = digest ? null : { tone: "warn", word: fr ? "À régler" : "To put right" };
  return letter(
    oneLine(office.name),
    language,
    subject,
    [
      { is: "said", lines: [opening] },
      ...alarms.map(({ sentence, remedy }) => ({
        is: "thing" as const,
        what: oneText(sentence),
        remedy: oneText(remedy),
      })),
      { is: "aside", lines: [closing, ...(seal === undefined ? [] : [witness[language](seal)])] },
    ],
    mark,
  );
}

/** Whoever keeps the letter holds a seal that nobody in the house can alter. */
const witness: Readonly<Record<Language, (seal: string) => string>> = {
  fr: (seal) =>
    `Témoin des scellés, à garder : ${seal}. Si l’historique était réécrit, « permanence audit verify --anchor » suivi de ce témoin le dirait.`,
  en: (seal) =>
    `Witness of the seals, to keep: ${seal}. If the past were written anew, "permanence audit verify --anchor" with it would tell.`,
};

/** On one line, with the spaces at which none is broken. */
const oneText = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").slice(0, 1000);
