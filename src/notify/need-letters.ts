import type { Language, Office } from "../duty/office.ts";
import type { Need, NeedPast, NeedReason, NeedWhy } from "../needs/need.ts";
import { type Accept, acceptance, callBack } from "./call-back.ts";
import { type Sound, soundInWords } from "./compose.ts";
import { type Letter, letter } from "./letter.ts";
import type { Mark } from "./letter-parts.ts";
import { hourOf, oneLine, type Who, when, who } from "./when-and-who.ts";

/** Asks one person to call back a caller whom nobody served. `sound`: of the message that is waiting, if one is. */
export function needLetter(
  need: Need,
  sound: Sound | null,
  office: Office,
  language: Language,
  accept: Accept | null,
): Letter {
  const fr = language === "fr";
  const whose = whoseNeed(need, office, language);
  const name = oneLine(office.name);
  const due = when(need.dueAt, need.zone, language);
  return letter(
    name,
    language,
    `${fr ? "À rappeler :" : "To call back:"} ${whose.caller}`,
    [
      { is: "said", lines: stateOf(need, whose, language) },
      sound && { is: "said", lines: [soundInWords(sound, language)] },
      { is: "said", lines: [fr ? `À rappeler au plus tard le ${due}.` : `To be called back by ${due} at the latest.`] },
      acceptance(accept, office, language),
      callBack(whose, language),
    ],
    markOf(need, language),
    inBrackets(need, language),
  );
}

/** Whoever was asked hears, once, that they need not call back. */
export function needTakenLetter(need: Need, office: Office, language: Language): Letter {
  const fr = language === "fr";
  const whose = whoseNeed(need, office, language);
  const nothing = fr ? "Vous n’avez plus rien à faire." : "There is nothing left for you to do.";
  const mark: Mark = { tone: "good", word: nothing.replace(/\.$/, "") };
  const { owner, takenAt, closedAt, closedBy, reason, zone } = need;
  const since = (at: typeof takenAt) =>
    at === null ? "" : fr ? ` depuis le ${hourOf(at, zone, "fr")}` : ` since ${hourOf(at, zone, "en")}`;
  const end = (at: typeof takenAt) =>
    at === null ? "" : fr ? `, le ${hourOf(at, zone, "fr")}` : `, on ${hourOf(at, zone, "en")}`;
  const [subject, sentence] =
    closedAt !== null
      ? [
          fr ? `Réglé : ${whose.caller}` : `Dealt with: ${whose.caller}`,
          reason === "got-through"
            ? fr
              ? `${whose.caller} a rappelé et a eu quelqu’un${end(closedAt)}.`
              : `${whose.caller} called again and somebody answered${end(closedAt)}.`
            : `${closedBy === null ? (fr ? "C’est classé" : "It is closed") : fr ? `${oneLine(closedBy, 80)} l’a classé` : `${oneLine(closedBy, 80)} closed it`}${end(closedAt)} : ${reasons[language][reason ?? "other"]}.`,
        ]
      : owner !== null
        ? [
            fr
              ? `${oneLine(owner.name, 80)} rappelle ${whose.caller}`
              : `${oneLine(owner.name, 80)} calls back ${whose.caller}`,
            fr
              ? `${oneLine(owner.name, 80)} s’en occupe${since(takenAt)}.`
              : `${oneLine(owner.name, 80)} has had it${since(takenAt)}.`,
          ]
        : [
            fr ? `À nouveau à rappeler : ${whose.caller}` : `To call back again: ${whose.caller}`,
            fr ? "Quelqu’un s’en occupait, et l’a rendu." : "Somebody had it, and gave it back.",
          ];
  const over = closedAt !== null || owner !== null;
  return letter(
    oneLine(office.name),
    language,
    subject,
    [{ is: "said", lines: over ? [sentence, nothing] : [sentence] }],
    over ? mark : markOf(need, language),
  );
}

/** To those who are told last: nobody took it, and who was asked. */
export function needUntakenLetter(
  need: Need,
  past: readonly NeedPast[],
  office: Office,
  language: Language,
  accept: Accept | null,
): Letter {
  const fr = language === "fr";
  const whose = whoseNeed(need, office, language);
  const asked = askedOf(past, need.zone, language);
  const lead = fr
    ? asked.length > 0
      ? "Tous ceux qui pouvaient le faire ont été prévenus, et personne n’a dit s’en occuper."
      : "Il n’y avait personne à prévenir : personne n’est d’astreinte, ni chargé du suivi."
    : asked.length > 0
      ? "Everyone who could call back has been told, and nobody said that they would."
      : "There was nobody to tell: nobody is on call, and nobody follows up.";
  return letter(
    oneLine(office.name),
    language,
    `${fr ? "Personne n’a rappelé :" : "Nobody has called back:"} ${whose.caller}`,
    [
      { is: "said", lines: [lead] },
      { is: "said", lines: stateOf(need, whose, language) },
      asked.length > 0 ? { is: "list", title: fr ? "Ont été prévenus :" : "These were told:", items: asked } : null,
      acceptance(accept, office, language),
      callBack(whose, language),
    ],
    markOf(need, language) ?? { tone: "warn", word: fr ? "À vous de décider" : "Yours to decide" },
    inBrackets(need, language),
  );
}

const whoseNeed = ({ presentation, number, name }: Need, office: Office, language: Language): Who =>
  who({ presentation, number, name }, office, language);

function stateOf({ why, calls, openedAt, zone }: Need, { caller }: Who, language: Language): string[] {
  const at = when(openedAt, zone, language);
  const n = calls.length;
  const first =
    language === "fr"
      ? n > 1
        ? `${caller} a appelé ${n} fois depuis le ${at}.`
        : `${caller} a appelé le ${at}.`
      : n > 1
        ? `${caller} has called ${n} times since ${at}.`
        : `${caller} called on ${at}.`;
  return [first, whys[language][why]];
}

function markOf({ fragile, weight }: Need, language: Language): Mark {
  const fr = language === "fr";
  if (fragile) return { tone: "bad", word: fr ? "Client fragile" : "Fragile client" };
  return weight === "urgent" ? { tone: "warn", word: fr ? "Urgent" : "Urgent" } : null;
}

function inBrackets(need: Need, language: Language): string {
  const mark = markOf(need, language);
  return mark ? ` (${mark.word.toLowerCase()})` : "";
}

/** One line for each asking, with what came of it. */
function askedOf(past: readonly NeedPast[], zone: string, language: Language): string[] {
  const answers = new Map(
    past.flatMap((each) => (each.what === "answered" ? [[each.detail.ask, each.detail.answer]] : [])),
  );
  return past.flatMap((each) => {
    if (each.what !== "asked") return [];
    const { ask, name, channel } = each.detail;
    const answer = answers.get(ask);
    const came =
      answer === undefined
        ? ""
        : `, ${channel === "email" && answer === "failed" ? notSent[language] : answered[language][answer]}`;
    return [`${oneLine(name, 80)} : ${channels[language][channel]}, ${hourOf(each.at, zone, language)}${came}`];
  });
}

type Words<K extends string> = Readonly<Record<Language, Readonly<Record<K, string>>>>;

const whys: Words<NeedWhy> = {
  fr: {
    "nobody-took-it": "Personne n’a pris son appel, et aucun message n’a été laissé.",
    message: "Un message attend.",
    left: "L’appel a été coupé avant que quelqu’un réponde.",
    failed: "Une panne a coupé l’appel.",
    interrupted: "Le répondeur s’est arrêté pendant l’appel.",
    "empty-message": "Rien n’a été dit après le bip.",
    "follow-up": "La personne d’astreinte demande à l’agence d’y donner suite.",
    text: "Un SMS a été écrit au répondeur.",
  },
  en: {
    "nobody-took-it": "Nobody took the call, and no message was left.",
    message: "A message is waiting.",
    left: "The caller hung up before anybody answered.",
    failed: "A fault cut the call off.",
    interrupted: "The answering machine stopped in the middle of the call.",
    "empty-message": "Nothing was said after the beep.",
    "follow-up": "Whoever was on call asks the office to follow it up.",
    text: "A text message was written to the answering machine.",
  },
};

const reasons: Words<NeedReason> = {
  fr: {
    "called-back": "rappelé",
    "got-through": "a eu quelqu’un",
    "reached-otherwise": "joint autrement",
    "not-needed": "plus besoin",
    "wrong-number": "erreur de numéro",
    "not-reachable": "injoignable",
    other: "autre raison",
  },
  en: {
    "called-back": "called back",
    "got-through": "got through",
    "reached-otherwise": "reached otherwise",
    "not-needed": "no longer needed",
    "wrong-number": "wrong number",
    "not-reachable": "could not be reached",
    other: "another reason",
  },
};

const channels: Words<"email" | "call" | "text"> = {
  fr: { email: "courriel", call: "appel", text: "SMS" },
  en: { email: "e-mail", call: "call", text: "text message" },
};

const notSent: Readonly<Record<Language, string>> = { fr: "n’a pas pu partir", en: "could not be sent" };

const answered: Words<"accepted" | "passed" | "no-key" | "no-answer" | "failed"> = {
  fr: {
    accepted: "s’en occupe",
    passed: "a passé au suivant",
    "no-key": "a décroché sans répondre",
    "no-answer": "pas de réponse",
    failed: "n’a pas pu être joint",
  },
  en: {
    accepted: "has it",
    passed: "passed it on",
    "no-key": "picked up, but pressed no key",
    "no-answer": "no answer",
    failed: "could not be reached",
  },
};
