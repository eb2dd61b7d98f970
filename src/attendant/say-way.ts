import type { Language } from "../duty/office.ts";
import type { ForwardWay, WayOutcome } from "../kernel/forward-ways.ts";

/** The ways of a mobile network to put a caller through, in words that say what they are. */
export const wayNames: Readonly<Record<Language, Readonly<Record<ForwardWay, string>>>> = {
  fr: {
    deflection: "le renvoi pendant la sonnerie",
    hold: "la mise en attente",
    "second-call": "le deuxième appel",
    transfer: "le transfert",
    conference: "la conférence à trois",
  },
  en: {
    deflection: "forwarding while it rings",
    hold: "putting on hold",
    "second-call": "a second call",
    transfer: "the transfer",
    conference: "the conference of three",
  },
};

const sayings: Readonly<Record<Language, Readonly<Record<WayOutcome, (way: string) => string>>>> = {
  fr: {
    done: (way) => `L’opérateur fait ${way}.`,
    refused: (way) => `L’opérateur refuse ${way}.`,
    "passed-over": (way) => `L’opérateur refusait ${way} il y a peu : ce n’est pas redemandé.`,
  },
  en: {
    done: (way) => `The operator does ${way}.`,
    refused: (way) => `The operator refuses ${way}.`,
    "passed-over": (way) => `The operator refused ${way} not long ago: it is not asked again.`,
  },
};

/** What came of a way in a call. */
export const sayWay = (way: ForwardWay, outcome: WayOutcome, language: Language): string =>
  sayings[language][outcome](wayNames[language][way]);
