import type { Language } from "../../duty/office.ts";
import { ofAgency } from "../../kernel/french-of.ts";
import type { ProbeEnd } from "../line-care.ts";
import type { ProbeOutcome, ProbeStep, TrialSign, Verdict } from "../schemas/line-care.ts";

type Said = readonly [verdict: Verdict, sentence: string, remedy?: string];

/** What came of a trial of forwarding; `…` stands for who was rung. */
const outcomes: Readonly<Record<Language, Readonly<Record<ProbeOutcome, Said>>>> = {
  fr: {
    accepted: ["ok", "… a décroché et accepté avec la touche 1."],
    refused: [
      "warning",
      "… a décroché et refusé.",
      "Pour accepter, il faut appuyer sur 1 : recommencez en prévenant la personne.",
    ],
    "no-key": [
      "warning",
      "On a décroché chez …, mais aucune touche n’est venue : c’était sans doute sa messagerie.",
      "Demandez à la personne d’allumer son portable et d’appuyer sur 1, puis recommencez.",
    ],
    busy: ["warning", "Chez …, c’est occupé ou l’appel a été refusé.", "Recommencez dans un moment."],
    "no-answer": ["warning", "… n’a pas décroché.", "Recommencez quand la personne est près de son téléphone."],
    failed: ["trouble", "Le numéro de … n’a pas pu être joint.", "Vérifiez ce numéro dans la page Personnes."],
    "no-dial-tone": [
      "trouble",
      "Il n’y a pas de tonalité : rien n’a pu être composé.",
      "Faites d’abord le test de la ligne.",
    ],
    broken: [
      "trouble",
      "Le modem est tombé en panne pendant l’essai ; il est remis en route.",
      "Faites le test de la ligne.",
    ],
    diverted: ["ok", "L’opérateur a pris le renvoi vers …, puis l’a retiré."],
    "not-diverted": [
      "trouble",
      "L’opérateur a refusé le renvoi vers ….",
      "Demandez-lui si le renvoi d’appel est compris dans l’abonnement, et quels codes il faut composer.",
    ],
    "still-diverted": [
      "trouble",
      "Le renvoi vers … a été pris, mais il n’a pas pu être retiré.",
      "Le boîtier réessaie dans la minute. Faites un appel à votre numéro pour vérifier où il sonne.",
    ],
  },
  en: {
    accepted: ["ok", "… picked up and accepted with key 1."],
    refused: ["warning", "… picked up and refused.", "To accept, key 1 must be pressed: let them know, and try again."],
    "no-key": [
      "warning",
      "…'s telephone was picked up, but no key came: it was most likely the voicemail.",
      "Ask them to switch their mobile on and to press 1, then try again.",
    ],
    busy: ["warning", "…'s telephone is busy, or the call was refused.", "Try again in a while."],
    "no-answer": ["warning", "… did not pick up.", "Try again when they are near their telephone."],
    failed: ["trouble", "…'s number could not be reached.", "Check this number in the People page."],
    "no-dial-tone": ["trouble", "There is no dial tone: nothing could be dialled.", "Test the line first."],
    broken: ["trouble", "The modem failed during the trial; it is being brought back.", "Test the line."],
    diverted: ["ok", "The operator took the forwarding to …, and took it back."],
    "not-diverted": [
      "trouble",
      "The operator refused the forwarding to ….",
      "Ask whether call forwarding is part of the contract, and which codes are to be dialled.",
    ],
    "still-diverted": [
      "trouble",
      "The forwarding to … was taken, but could not be taken back.",
      "The box tries again within a minute. Call your own number to see where it rings.",
    ],
  },
};

const words = {
  fr: {
    title: { dialling: "Appel", ringing: "Sonnerie", answered: "Réponse", flash: "Double appel" },
    steps: {
      dialling: "Le numéro de … est composé.",
      ringing: "Ça sonne chez …. Au décroché, une voix demande d’appuyer sur 1.",
      answered: "On a décroché. Le boîtier attend la touche 1.",
      flash: "Le boîtier demande une seconde tonalité à la ligne.",
    },
    second: "La ligne donne une seconde tonalité : un appelant peut être mis en attente et transféré.",
    noSecond: [
      "La ligne ne donne pas de seconde tonalité : un appelant ne pourrait pas être transféré.",
      "Demandez à l’opérateur le service « double appel » (ou « appel à trois »). Sans lui, les appels vont au répondeur.",
    ],
    called: ["Un appel est arrivé : l’essai s’est arrêté pour le laisser passer.", "Recommencez quand vous voulez."],
    stopped: ["L’essai a été arrêté.", "Recommencez quand vous voulez."],
  },
  en: {
    title: { dialling: "Call", ringing: "Ringing", answered: "Answer", flash: "Second call" },
    steps: {
      dialling: "…'s number is being dialled.",
      ringing: "It rings at …'s. Whoever answers hears a voice that asks for key 1.",
      answered: "Someone picked up. The box waits for key 1.",
      flash: "The box asks the line for a second dial tone.",
    },
    second: "The line gives a second dial tone: a caller can be put on hold and transferred.",
    noSecond: [
      "The line gives no second dial tone: a caller could not be transferred.",
      "Ask the operator for three-way calling. Without it, calls go to the answering machine.",
    ],
    called: ["A call came in: the trial ended to let it through.", "Try again whenever you like."],
    stopped: ["The trial was stopped.", "Try again whenever you like."],
  },
} as const;

const fill = (text: string, who: string) => text.replace("…", () => who);

export function sayProbeStep(step: ProbeStep, who: string, language: Language): TrialSign & { of: "step" } {
  const { title, steps } = words[language];
  return { of: "step", title: title[step], outcome: "now", sentence: fill(steps[step], who), remedy: null };
}

/** The whole trial in a sentence or two: whether a caller could be put through to this person. */
export function sayProbe({ end, outcome, secondCall }: ProbeEnd, who: string, language: Language) {
  const { second, noSecond, called, stopped } = words[language];
  if (end !== "done") {
    const [sentence, remedy] = end === "called" ? called : stopped;
    return { verdict: "warning" as const, sentence, remedy };
  }
  const [verdict, said, remedy = null] = outcomes[language][outcome];
  const sentence = fill(said, who);
  if (secondCall === false)
    return { verdict: "trouble" as const, sentence: `${sentence} ${noSecond[0]}`, remedy: noSecond[1] };
  return { verdict, sentence: secondCall ? `${sentence} ${second}` : sentence, remedy };
}

/** What whoever answers hears. */
export const promptOf = {
  fr: (office: string) =>
    `Bonjour. Ceci est un essai de renvoi ${ofAgency(office)}. Si vous m’entendez, appuyez sur la touche 1. Merci.`,
  en: (office: string) =>
    `Hello. ${office} is trying out its call forwarding. If you can hear me, press key 1. Thank you.`,
} as const;
