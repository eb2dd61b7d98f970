import type { Language } from "../duty/office.ts";
import { zoneNamed } from "../duty/wall-clock.ts";
import type { Instant } from "../kernel/units.ts";

/** `"09:05"`. */
export const timeIn = (at: Instant, zone: string): string => zoneNamed(zone).show(at).slice(11);

/** What a person's text is answered. Short: each is one part. */
interface Answers {
  readonly help: string;
  readonly unknown: string;
  readonly stale: string;
  readonly failed: string;
  readonly noHour: string;
  readonly onDuty: (duty: string, onCall: string) => string;
  readonly onCall: (names: string) => string;
  readonly away: (until: string, onCall: string) => string;
  readonly absent: (until: string) => string;
  readonly present: string;
  readonly takenUp: (until: string) => string;
  readonly takenUpBy: (name: string) => string;
  readonly noShift: string;
  readonly taken: (who: string) => string;
  readonly takenBy: (name: string) => string;
  readonly closed: string;
  readonly noNeed: string;
}

const help = {
  fr: "QUI : qui est de service. GARDE : je prends mon poste. OK : je rappelle. ABSENT 14:00 : annonce d’absence. PRESENT : fin d’absence.",
  en: "WHO: who is on duty. TAKE: I am there. OK: I call back. ABSENT 14:00: announces absence. PRESENT: ends it.",
};

export const answersIn: Readonly<Record<Language, Answers>> = {
  fr: {
    help: help.fr,
    unknown: `Pas compris. ${help.fr}`,
    stale: "Votre SMS est arrivé trop tard, rien n’a été fait. Renvoyez-le si besoin.",
    failed: "Cela n’a pas marché. Réessayez, ou passez par la page.",
    noHour: "Le boîtier ne connaît pas l’heure. Passez par la page.",
    onDuty: (duty, onCall) => `De service : ${duty || "personne"}.${onCall === "" ? "" : ` D’astreinte : ${onCall}.`}`,
    onCall: (names) => `Fermé. D’astreinte : ${names || "personne"}.`,
    away: (until, onCall) => `Absence annoncée jusqu’à ${until}. D’astreinte : ${onCall || "personne"}.`,
    absent: (until) => `Absence annoncée aux appelants jusqu’à ${until}. PRESENT pour y mettre fin.`,
    present: "Plus d’absence : les appels sont de nouveau transférés.",
    takenUp: (until) => `Merci, c’est noté : vous êtes de service jusqu’à ${until}.`,
    takenUpBy: (name) => `${name} a déjà pris ce poste.`,
    noShift: "Aucun service à prendre en ce moment.",
    taken: (who) => `C’est noté, vous rappelez ${who}.`,
    takenBy: (name) => `${name} s’en occupe déjà.`,
    closed: "C’est déjà réglé.",
    noNeed: "Aucun appelant ne vous attend.",
  },
  en: {
    help: help.en,
    unknown: `Not understood. ${help.en}`,
    stale: "Your text came too late, nothing was done. Send it again if need be.",
    failed: "That did not work. Try again, or use the page.",
    noHour: "The box does not know the time. Use the page.",
    onDuty: (duty, onCall) => `On duty: ${duty || "nobody"}.${onCall === "" ? "" : ` On call: ${onCall}.`}`,
    onCall: (names) => `Closed. On call: ${names || "nobody"}.`,
    away: (until, onCall) => `Absence announced until ${until}. On call: ${onCall || "nobody"}.`,
    absent: (until) => `Absence is announced to callers until ${until}. PRESENT ends it.`,
    present: "No absence any more: calls are put through again.",
    takenUp: (until) => `Thank you: you are on duty until ${until}.`,
    takenUpBy: (name) => `${name} has taken this up already.`,
    noShift: "There is no duty to take up now.",
    taken: (who) => `Noted: you call back ${who}.`,
    takenBy: (name) => `${name} has it already.`,
    closed: "It is dealt with already.",
    noNeed: "No caller waits for you.",
  },
};
