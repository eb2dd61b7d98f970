import { callerFrom } from "../attendant/address-book.ts";
import { nameAnnouncement } from "../attendant/describe-plan.ts";
import { sayWay } from "../attendant/say-way.ts";
import { sayReason } from "../attendant/words.ts";
import type { CallEnd, CallNote } from "../call/call.ts";
import type { Language, Office } from "../duty/office.ts";
import { showPhoneNumber } from "../duty/phone-number.ts";
import { zoneNamed } from "../duty/wall-clock.ts";
import { ofWhom } from "../kernel/french-of.ts";
import type { PhoneNumber } from "../kernel/phone-number.ts";
import type { Instant } from "../kernel/units.ts";
import type { Told } from "../reception/call-entry.ts";

/** Tells calls as they happen, a line at a time, as one would tell them on the phone. */
export function storyteller(
  office: () => Office,
  language: Language,
  say: (line: string) => void,
): (told: Told) => void {
  const words = phrases[language];
  return (told) => {
    const { zone } = office();
    const time = timeOfDay(told.at, zone);
    switch (told.of) {
      case "line":
        say(`${time}  ${told.line}  ${told.trouble ? words.trouble(told.trouble.message) : words.ready}`);
        break;
      case "call": {
        const line = noteInWords(told.note, office(), language);
        if (line !== null) say(`${time}  ${told.call.line}  ${line}`);
        break;
      }
      case "end":
        say(`${time}  ${told.call.line}  ${words.outcomes[told.outcome]} (${told.call.id})`);
        break;
    }
  };
}

/** `"22:15:07"`. */
const timeOfDay = (at: Instant, zone: string): string =>
  `${zoneNamed(zone).show(at).slice(11)}${new Date(at).toISOString().slice(16, 19)}`;

function noteInWords(note: CallNote, office: Office, language: Language): string | null {
  const words = phrases[language];
  const shown = (number: string) => showPhoneNumber(number as PhoneNumber, office.country);
  switch (note.what) {
    case "rang":
      return words.rings(note.rings);
    case "caller": {
      const { name, number, withheld } = callerFrom(note.caller, office);
      const who = [name, number && shown(number)].filter((each) => each !== null).join(", ");
      return words.caller(who || (withheld ? words.withheld : words.unknown));
    }
    case "planned":
      return note.plan.because.map((reason) => sayReason(reason, language)).join(" ") || null;
    case "answered":
      return words.answered;
    case "announcing":
      return `♪ ${nameAnnouncement(note.announcement, language)}`;
    case "key":
      return words.key(note.digit, note.known);
    case "no-key":
      return words.noKey;
    case "ringing":
      return words.ringing(note.contact.name, shown(note.contact.number));
    case "picked-up":
      return words.pickedUp(note.contact.name);
    case "attempt":
      return words.attempts[note.outcome](note.contact.name);
    case "taken-here":
      return words.takenHere;
    case "way":
      return `${note.outcome === "done" ? "·" : "!"} ${sayWay(note.way, note.outcome, language)}`;
    case "let-in":
      return words.letIn(note.name);
    case "not-let-in":
      return words.notLetIn;
    case "knocked":
      return words.knocked;
    case "put-through":
      return words.putThrough(note.contact.name, note.over ?? null);
    case "waiting":
      return words.waiting;
    case "place":
      return words.place(note.place);
    case "waited":
      return words.waited[note.how];
    case "recording":
      return words.recording;
    case "recording-ended":
      return words.recorded[note.by];
    case "held":
      return words.held;
    case "hung-up":
      return words.hungUp[note.by];
    case "fault":
      return `! ${note.sentence}`;
  }
}

const phrases = {
  fr: {
    ready: "la ligne est prête",
    trouble: (why: string) => `la ligne est en panne : ${why}`,
    rings: (n: number) => `ça sonne (${n})`,
    caller: (who: string) => `appel ${ofWhom(who)}`,
    withheld: "numéro masqué",
    unknown: "numéro inconnu",
    answered: "décroché",
    key: (digit: string, known: boolean) => `l’appelant appuie sur ${digit}${known ? "" : " (sans effet)"}`,
    noKey: "aucune touche",
    ringing: (name: string, number: string) => `appelle ${name}, ${number}`,
    pickedUp: (name: string) => `${name} décroche et entend qui appelle`,
    attempts: {
      accepted: (name: string) => `${name} appuie sur 1 et prend l’appel`,
      busy: (name: string) => `${name} est en ligne`,
      "no-answer": (name: string) => `${name} ne répond pas`,
      "not-accepted": (name: string) => `personne n’a appuyé sur 1 chez ${name} (sa messagerie, sans doute)`,
      refused: (name: string) => `${name} laisse passer au suivant`,
      failed: (name: string) => `${name} n’a pas pu être appelé`,
      "caller-gone": (name: string) => `l’appelant est parti : ${name} n’est plus appelé`,
      "taken-here": (name: string) => `l’appel est pris au téléphone : ${name} n’est plus appelé`,
    },
    letIn: (name: string) => `${name} donne son code et a le menu de l’équipe`,
    notLetIn: "sans code valable, l’appel continue",
    knocked: "un autre appel est en cours : celui-ci n’est pas pris",
    takenHere: "quelqu’un décroche le téléphone à côté du boîtier",
    putThrough: (name: string, over: string | null) =>
      `mis en relation avec ${name}${over === null ? "" : `, par la ligne ${over}`}`,
    waiting: "toutes les personnes sont occupées : l’appelant attend son tour",
    place: (n: number) => `rang dans l’attente : ${n}`,
    waited: {
      "put-through": "fin de l’attente, quelqu’un est libre",
      key: "fin de l’attente, l’appelant préfère laisser un message",
      limit: "fin de l’attente, elle a duré aussi longtemps qu’elle peut",
      nobody: "fin de l’attente, il n’y a plus personne à attendre",
      left: "fin de l’attente, l’appelant n’attend plus",
      "taken-here": "fin de l’attente, l’appel est pris au téléphone",
      failed: "fin de l’attente, plus rien ne peut être diffusé",
    },
    recording: "bip, enregistrement du message",
    recorded: {
      key: "message terminé par #",
      silence: "message terminé par un silence",
      limit: "message arrivé à sa longueur maximale",
      caller: "message terminé, l’appelant a raccroché",
      telephone: "rien n’est gardé de l’enregistrement",
    },
    held: "! le disque ne prend pas le message : il est gardé en mémoire en attendant",
    hungUp: { caller: "l’appelant raccroche", appliance: "raccroché", line: "la ligne a coupé" },
    outcomes: {
      forwarded: "✓ appel transmis",
      message: "✓ message conservé",
      "empty-message": "✓ rien n’a été dit : pas de message",
      information: "✓ informé",
      "taken-here": "✓ pris au téléphone",
      "sent-on": "✓ renvoyé pendant la sonnerie",
      abandoned: "– l’appelant a renoncé",
      blocked: "– numéro bloqué, pas décroché",
      failed: "✗ l’appel a échoué",
    },
  },
  en: {
    ready: "the line is ready",
    trouble: (why: string) => `the line is in trouble: ${why}`,
    rings: (n: number) => `it rings (${n})`,
    caller: (who: string) => `call from ${who}`,
    withheld: "a withheld number",
    unknown: "an unknown number",
    answered: "answered",
    key: (digit: string, known: boolean) => `the caller presses ${digit}${known ? "" : " (no effect)"}`,
    noKey: "no key",
    ringing: (name: string, number: string) => `ringing ${name}, ${number}`,
    pickedUp: (name: string) => `${name} picks up and hears who calls`,
    attempts: {
      accepted: (name: string) => `${name} presses 1 and takes the call`,
      busy: (name: string) => `${name} is on the phone`,
      "no-answer": (name: string) => `${name} does not answer`,
      "not-accepted": (name: string) => `nobody pressed 1 at ${name}'s (a voicemail, no doubt)`,
      refused: (name: string) => `${name} lets it pass to the next`,
      failed: (name: string) => `${name} could not be rung`,
      "caller-gone": (name: string) => `the caller left: ${name} is no longer rung`,
      "taken-here": (name: string) => `the call is taken at the telephone: ${name} is no longer rung`,
    },
    letIn: (name: string) => `${name} gives their code and has the menu of the team`,
    notLetIn: "without a code that is right, the call goes on",
    knocked: "another call is up: this one is not let in",
    takenHere: "somebody lifts the telephone beside the box",
    putThrough: (name: string, over: string | null) =>
      `put through to ${name}${over === null ? "" : `, over line ${over}`}`,
    waiting: "everybody is busy: the caller waits in order",
    place: (n: number) => `place of those who wait: ${n}`,
    waited: {
      "put-through": "the wait ends, somebody is free",
      key: "the wait ends, the caller prefers to leave a message",
      limit: "the wait ends, it has lasted as long as it may",
      nobody: "the wait ends, there is nobody left to wait for",
      left: "the wait ends, the caller waits no longer",
      "taken-here": "the wait ends, the call is taken at the telephone",
      failed: "the wait ends, nothing can be played any more",
    },
    recording: "beep, recording a message",
    recorded: {
      key: "message ended by #",
      silence: "message ended by silence",
      limit: "message ended at its longest",
      caller: "message ended, the caller hung up",
      telephone: "nothing of the recording is kept",
    },
    held: "! the disk does not take the message: it is held in memory meanwhile",
    hungUp: { caller: "the caller hangs up", appliance: "hung up", line: "the line was lost" },
    outcomes: {
      forwarded: "✓ call forwarded",
      message: "✓ message kept",
      "empty-message": "✓ nothing was said: no message",
      information: "✓ informed",
      "taken-here": "✓ taken at the telephone",
      "sent-on": "✓ sent on while it rang",
      abandoned: "– the caller gave up",
      blocked: "– blocked number, not answered",
      failed: "✗ the call failed",
    },
  },
} as const satisfies Record<Language, { readonly outcomes: Record<CallEnd, string> } & Record<string, unknown>>;
