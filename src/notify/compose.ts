import type { Language, Office } from "../duty/office.ts";
import { showPhoneNumber } from "../duty/phone-number.ts";
import { ofWhom } from "../kernel/french-of.ts";
import type { PhoneNumber } from "../kernel/phone-number.ts";
import type { CallRecord, StepDetails } from "../store/call-record.ts";
import type { Message } from "../store/message-record.ts";
import { type Accept, acceptance, callBack } from "./call-back.ts";
import { type Letter, letter } from "./letter.ts";
import type { Part } from "./letter-parts.ts";
import { fileName, howLong, oneLine, when, who } from "./when-and-who.ts";

/** The sound of a message, as far as a letter can carry it. */
export type Sound =
  | { readonly is: "attached"; readonly name: string }
  | { readonly is: "too-big"; readonly name: string }
  | { readonly is: "missing" };

/** More than this becomes a letter that servers refuse: 7 MB are about 10 MB on the way. */
const MOST_ATTACHED = 7_000_000;

/** What a letter can do with a file of this size in bytes; null: there is no such file. */
export function soundOf(message: Message, size: number | null): Sound {
  if (size === null) return { is: "missing" };
  return { is: size > MOST_ATTACHED ? "too-big" : "attached", name: fileName(message.at, message.zone) };
}

export function messageLetter(
  message: Message,
  call: CallRecord | null,
  sound: Sound,
  office: Office,
  language: Language,
  accept: Accept | null = null,
): Letter {
  const fr = language === "fr";
  const whose = who(message.caller, office, language);
  const at = when(message.at, message.zone, language);
  const length = howLong(message.duration);
  const name = oneLine(office.name);
  return letter(name, language, fr ? `Message ${ofWhom(whose.caller)}` : `Message from ${whose.caller}`, [
    {
      is: "said",
      lines: [
        fr ? `${name} a reçu un message ${ofWhom(whose.caller)},` : `${name} has a message from ${whose.caller},`,
        fr ? `le ${at}. Durée : ${length}.` : `on ${at}. Length: ${length}.`,
      ],
    },
    { is: "said", lines: soundLines(message, sound, language) },
    acceptance(accept, office, language),
    offered(call, office, language),
    callBack(whose, language),
  ]);
}

/** The disk did not take a message; once it did, the message has a letter of its own. */
export function heldLetter(call: CallRecord, office: Office, language: Language, accept: Accept | null = null): Letter {
  const fr = language === "fr";
  const whose = who(call.caller, office, language);
  const at = when(call.at, call.zone, language);
  const name = oneLine(office.name);
  const written = call.message !== null;
  return letter(
    name,
    language,
    fr ? `Message en attente ${ofWhom(whose.caller)}` : `A message of ${whose.caller} waits`,
    [
      {
        is: "said",
        lines: [
          fr ? `${name} a reçu un message ${ofWhom(whose.caller)},` : `${name} has a message from ${whose.caller},`,
          fr
            ? `le ${at}. Le disque du répondeur ne l’a pas pris : il a été gardé en mémoire.`
            : `on ${at}. The disk of the answering machine did not take it: it was held in memory.`,
          written
            ? fr
              ? "Il a été écrit depuis."
              : "It has been written since."
            : fr
              ? "N’éteignez pas le répondeur, et faites de la place sur son disque : le message sera écrit dans la minute."
              : "Do not switch the answering machine off, and make room on its disk: the message is written within a minute.",
        ],
      },
      acceptance(accept, office, language),
      offered(call, office, language),
      callBack(whose, language),
    ],
  );
}

export function missedCallLetter(
  call: CallRecord,
  office: Office,
  language: Language,
  accept: Accept | null = null,
): Letter {
  const fr = language === "fr";
  const whose = who(call.caller, office, language);
  const at = when(call.at, call.zone, language);
  const name = oneLine(office.name);
  const waited =
    call.endedAt === null ? null : howLong((call.endedAt - call.at) as typeof call.at & Message["duration"]);
  return letter(name, language, fr ? `Appel manqué ${ofWhom(whose.caller)}` : `Missed call from ${whose.caller}`, [
    {
      is: "said",
      lines: [
        fr ? `${name} a manqué un appel ${ofWhom(whose.caller)},` : `${name} missed a call from ${whose.caller},`,
        `${fr ? "le" : "on"} ${at}. ${withoutMessage(call, language)}`,
        ...(waited === null ? [] : [fr ? `L’appel a duré ${waited}.` : `The call lasted ${waited}.`]),
      ],
    },
    acceptance(accept, office, language),
    offered(call, office, language),
    callBack(whose, language),
  ]);
}

/** Why there is no message. */
function withoutMessage({ outcome, steps }: CallRecord, language: Language): string {
  const fr = language === "fr";
  if (steps.some(({ what }) => what === "held"))
    return fr
      ? "Un message a été laissé, mais il est perdu : le disque du répondeur ne l’a pas pris avant l’arrêt."
      : "A message was left, but it is lost: the disk of the answering machine did not take it before it stopped.";
  switch (outcome) {
    case "empty-message":
      return fr ? "Rien n’a été dit après le bip." : "Nothing was said after the beep.";
    case "failed":
      return fr
        ? "Une panne a coupé l’appel : aucun message n’a pu être gardé."
        : "A fault cut the call off: no message could be kept.";
    case "interrupted":
      return fr
        ? "Le répondeur s’est arrêté pendant l’appel : aucun message n’a pu être gardé."
        : "The answering machine stopped in the middle of the call: no message could be kept.";
    default:
      return fr ? "Aucun message n’a été laissé." : "No message was left.";
  }
}

/** When a message can't be found any more, and perhaps not even its call: still better than silence. */
export function lostLetter(call: CallRecord | null, office: Office, language: Language): Letter {
  const fr = language === "fr";
  const whose = call && who(call.caller, office, language);
  const at = call && when(call.at, call.zone, language);
  const name = oneLine(office.name);
  return letter(name, language, fr ? "Message introuvable" : "A message can't be found", [
    {
      is: "said",
      lines: [
        fr
          ? `${name} a reçu un message${whose ? ` ${ofWhom(whose.caller)}` : ""}, mais il n’a pas été retrouvé sur le répondeur.`
          : `${name} was left a message${whose ? ` by ${whose.caller}` : ""}, but it can't be found on the answering machine.`,
        ...(at ? [fr ? `C’était le ${at}.` : `It was on ${at}.`] : []),
      ],
    },
    callBack(whose, language),
  ]);
}

export function testLetter(office: Office, language: Language): Letter {
  const fr = language === "fr";
  return letter(oneLine(office.name), language, fr ? "Essai" : "Test", [
    {
      is: "said",
      lines: [
        fr
          ? "Les messages de vos appelants vous parviendront à cette adresse."
          : "Your callers' messages will reach you at this address.",
      ],
    },
  ]);
}

function soundLines({ hardlyAudible, recovered }: Message, sound: Sound, language: Language): string[] {
  const fr = language === "fr";
  return [
    soundInWords(sound, language),
    ...(hardlyAudible
      ? [
          fr
            ? "Il est à peine audible : le son d’origine, plus long, s’écoute sur le répondeur."
            : "It is hardly audible: the untrimmed sound, which is longer, is on the answering machine.",
        ]
      : []),
    ...(recovered
      ? [fr ? "L’enregistrement a été interrompu par une coupure." : "The recording was cut off by a power failure."]
      : []),
  ];
}

export function soundInWords(sound: Sound, language: Language): string {
  const fr = language === "fr";
  switch (sound.is) {
    case "attached":
      return fr ? `Le message est joint : ${sound.name}.` : `The message is attached: ${sound.name}.`;
    case "too-big":
      return fr
        ? `Le message (${sound.name}) est trop long pour être joint : écoutez-le sur le répondeur.`
        : `The message (${sound.name}) is too long to be attached: listen to it on the answering machine.`;
    case "missing":
      return fr
        ? "Le fichier sonore du message n’a pas été retrouvé sur le répondeur."
        : "The sound of the message could not be found on the answering machine.";
  }
}

/** To whom the call was offered, and what each did; at which number, for who was rung at several. */
function offered(call: CallRecord | null, { country }: Office, language: Language): Part | null {
  if (!call || call.attempts.length === 0) return null;
  const items = call.attempts.map(({ person, name, number, outcome }) => {
    const several = call.attempts.some((other) => other.person === person && other.number !== number);
    const at = several && number !== "" ? ` (${showPhoneNumber(number as PhoneNumber, country)})` : "";
    return `${oneLine(name, 80)}${at} : ${outcomes[language][outcome]}`;
  });
  const title = language === "fr" ? "L’appel avait été proposé à :" : "The call had been offered to:";
  return { is: "list", title, items };
}

const outcomes: Readonly<Record<Language, Readonly<Record<StepDetails["attempt"]["outcome"], string>>>> = {
  fr: {
    accepted: "a pris l’appel",
    busy: "occupé",
    "no-answer": "pas de réponse",
    "not-accepted": "a décroché sans prendre l’appel",
    refused: "a laissé l’appel au suivant",
    failed: "n’a pas pu être joint",
    "caller-gone": "l’appelant a raccroché avant la réponse",
    "taken-here": "l’appel a été pris au téléphone",
  },
  en: {
    accepted: "took the call",
    busy: "busy",
    "no-answer": "no answer",
    "not-accepted": "picked up, but did not take the call",
    refused: "left it to the next person",
    failed: "could not be reached",
    "caller-gone": "the caller hung up before the answer",
    "taken-here": "the call was taken at the telephone",
  },
};
