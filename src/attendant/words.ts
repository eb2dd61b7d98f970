import type { Reason } from "../duty/duty.ts";
import type { Language } from "../duty/office.ts";
import type { DutyReasons } from "../duty/reasons.ts";
import { dateParts } from "../kernel/date-names.ts";
import { withFirst } from "../kernel/french-date.ts";
import type { AttendantReasons } from "./reasons.ts";

type Reasons = DutyReasons & AttendantReasons;
type Sentences = { readonly [Code in keyof Reasons]: (values: Reasons[Code]) => string };

/** A reason as a sentence. A code of another release, found in an old call, is shown as it is. */
export function sayReason(reason: Reason, language: Language): string {
  const sentences: Readonly<Record<string, ((values: never) => string) | undefined>> = words[language];
  const say = sentences[reason.code];
  return say ? say(reason.values as never) : [reason.code, ...Object.values(reason.values)].join(" ");
}

const words: Readonly<Record<Language, Sentences>> = {
  fr: {
    open: ({ from, to }) => `La permanence est ouverte de ${from} à ${to}.`,
    "closed-hours": () => "C’est en dehors des heures de permanence.",
    "closed-holiday": ({ name }) => `C’est un jour férié : ${name}.`,
    "closed-closure": ({ name, until, to }) =>
      `L’agence est fermée jusqu’au ${when(until, "fr")} ${to === undefined ? "inclus" : `à ${to}`} : ${name}.`,
    absence: ({ by, until }) => `Absence momentanée jusqu’au ${when(until, "fr")}, demandée par ${by}.`,
    rota: ({ service, person, from, to }) => `${person} est ${inService.fr[service]} de ${from} à ${to}.`,
    override: ({ service, until }) =>
      `Un remplacement tient lieu de planning (${named.fr[service]}) jusqu’au ${when(until, "fr")}.`,
    leave: ({ person, until }) => `${person} est en congé jusqu’au ${when(until, "fr")} inclus.`,
    "unknown-person": ({ person }) => `Le planning nomme « ${person} », que personne ne connaît.`,
    nobody: ({ service }) => `Personne n’est ${inService.fr[service]}.`,
    blocked: ({ number }) => `Le numéro ${number} est bloqué : l’appel n’est pas pris.`,
    "caller-is": ({ person }) => `C’est ${person} qui appelle : on ne lui renvoie pas son propre appel.`,
    "hour-unknown": () => "L’heure n’est pas connue : l’horloge n’est pas encore réglée.",
    "forward-duty": () => "L’appel est renvoyé aux personnes de permanence, dans l’ordre.",
    "key-menu": () => "Un menu à touches oriente l’appel.",
    deflected: ({ person }) => `L’opérateur renvoie l’appel vers ${person} pendant la sonnerie, sans annonce.`,
    "line-cannot-forward": () => "Cette ligne ne sait pas renvoyer un appel.",
    "nobody-to-ring": () => "Il n’y a personne à qui renvoyer l’appel.",
    "fragile-client": ({ name }) => `${name} fait partie du public fragile : l’appel va droit à l’astreinte.`,
    "hard-of-hearing": ({ name }) => `${name} entend mal : l’appel va droit à l’astreinte, sans touche à presser.`,
    "then-on-call": ({ name }) =>
      `${name} fait partie du public fragile : si personne de permanence ne répond, l’astreinte est appelée.`,
    "urgent-key": () => "En cas d’urgence, la touche 1 joint l’astreinte.",
    "no-urgent-key": () => "Aucune touche d’urgence : il n’y a personne d’astreinte à joindre.",
    "takes-message": () => "Le répondeur prend un message.",
  },
  en: {
    open: ({ from, to }) => `The office is open from ${from} to ${to}.`,
    "closed-hours": () => "This is outside duty hours.",
    "closed-holiday": ({ name }) => `This is a public holiday: ${name}.`,
    "closed-closure": ({ name, until, to }) =>
      `The office is closed ${to === undefined ? `up to and including ${when(until, "en")}` : `until ${when(until, "en")} ${to}`}: ${name}.`,
    absence: ({ by, until }) => `Out for a moment until ${when(until, "en")}, set by ${by}.`,
    rota: ({ service, person, from, to }) => `${person} is ${inService.en[service]} from ${from} to ${to}.`,
    override: ({ service, until }) => `An override replaces the ${named.en[service]} rota until ${when(until, "en")}.`,
    leave: ({ person, until }) => `${person} is on leave up to and including ${when(until, "en")}.`,
    "unknown-person": ({ person }) => `The rota names "${person}", whom nobody knows.`,
    nobody: ({ service }) => `Nobody is ${inService.en[service]}.`,
    blocked: ({ number }) => `The number ${number} is blocked: the call is not taken.`,
    "caller-is": ({ person }) => `The caller is ${person}, who is not put through to themself.`,
    "hour-unknown": () => "What time it is is not known: the clock has not been set yet.",
    "forward-duty": () => "The call is put through to whoever is on duty, in order.",
    "key-menu": () => "A key menu directs the call.",
    deflected: ({ person }) => `The operator sends the call on to ${person} while it rings, with no announcement.`,
    "line-cannot-forward": () => "This line cannot put a call through.",
    "nobody-to-ring": () => "There is nobody to put the call through to.",
    "fragile-client": ({ name }) => `${name} is a fragile client: the call goes straight to on-call.`,
    "hard-of-hearing": ({ name }) =>
      `${name} is hard of hearing: the call goes straight to on-call, with no key to press.`,
    "then-on-call": ({ name }) => `${name} is a fragile client: if nobody on duty answers, on-call is rung.`,
    "urgent-key": () => "Key 1 reaches on-call when it is urgent.",
    "no-urgent-key": () => "There is no urgent key: nobody can be reached on call.",
    "takes-message": () => "The answering machine takes a message.",
  },
};

const inService = {
  fr: { duty: "de permanence", "on-call": "d’astreinte" },
  en: { duty: "on duty", "on-call": "on call" },
} as const;

const named = {
  fr: { duty: "permanence", "on-call": "astreinte" },
  en: { duty: "duty", "on-call": "on-call" },
} as const;

/** `"2026-11-23"` or `"2026-11-23 09:00"` as people say it. The text is wall-clock already: no zone has a say. */
export function when(text: string, language: Language): string {
  // A day of the calendar alone is read as UTC already.
  const iso = /^\d{4}-\d\d-\d\d( \d\d:\d\d)?$/.test(text) ? text.replace(/ (.*)/, "T$1Z") : "";
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return text;
  const { weekday, day: n, month, year } = dateParts(date, language);
  const day = withFirst(`${weekday} ${n} ${month} ${year}`);
  if (!text.includes(":")) return day;
  const time = date.toISOString().slice(11, 16);
  return language === "fr" ? `${day} à ${time}` : `${time} on ${day}`;
}
