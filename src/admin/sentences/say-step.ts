import { nameAnnouncement } from "../../attendant/describe-plan.ts";
import type { Announcement } from "../../attendant/plan.ts";
import { sayWay } from "../../attendant/say-way.ts";
import type { CallNote } from "../../call/call.ts";
import type { Language, Office } from "../../duty/office.ts";
import type { Instant } from "../../kernel/units.ts";
import type { CallStep, Rung, StepDetails, StepKind } from "../../store/call-record.ts";
import type { CallStepView } from "../schemas/calls.ts";
import { nameOf, shownNumber } from "../views/views.ts";

/** A step of a call with the sentence that a person reads. */
export const stepView = (
  step: CallStep,
  office: Office,
  language: Language,
  said: CallStepView["said"] = null,
): CallStepView => ({
  at: step.at,
  what: step.what,
  detail: { ...step.detail },
  sentence: sentence(step, office, language),
  ...(said && { said }),
});

/** The same of what happens just now; null for what is only known to the machine. */
export function noteView(at: Instant, note: CallNote, office: Office, language: Language): CallStepView {
  const words = phrases[language];
  const told = (what: string, detail: Readonly<Record<string, unknown>>, said: string) => ({
    at,
    what,
    detail: { ...detail },
    sentence: said,
  });
  const step = <K extends StepKind>(what: K, detail: StepDetails[K]) =>
    stepView({ at, what, detail } as CallStep, office, language);
  switch (note.what) {
    case "rang":
    case "answered":
      return step(note.what, { rings: note.rings });
    case "caller":
      return told("caller", { ...note.caller }, words.caller);
    case "planned":
      return told("planned", {}, words.planned);
    case "announcing":
      return told(
        "announcing",
        { ...note.announcement },
        words.announced(nameAnnouncement(note.announcement, language)),
      );
    case "key":
      return step("key", { digit: note.digit, known: note.known });
    case "way":
      return step("way", { way: note.way, outcome: note.outcome });
    case "let-in":
      return step("let-in", { person: note.person, name: note.name });
    case "no-key":
    case "not-let-in":
    case "taken-here":
    case "knocked":
      return step(note.what, {});
    case "ringing":
    case "picked-up":
      return step(note.what, rung(note.contact));
    case "put-through":
      return step(note.what, { ...rung(note.contact), ...(note.over === undefined ? {} : { over: note.over }) });
    case "attempt":
      return told(
        "attempt",
        { ...rung(note.contact), outcome: note.outcome },
        words.attempts[note.outcome](reached(note.contact, office)),
      );
    case "waiting":
      return step("waiting", {});
    case "place":
      return told("place", { place: note.place }, words.place(note.place));
    case "waited":
      return told("waited", { how: note.how }, words.waited[note.how]);
    case "recording":
      return told("recording", {}, words.recording);
    case "recording-ended":
      return told("recording-ended", { by: note.by }, words.recordingEnded);
    case "held":
      return told("held", {}, words.heldNow);
    case "hung-up":
      return step("hung-up", { by: note.by, sign: note.sign });
    case "fault":
      return step("fault", { code: null, sentence: note.sentence });
  }
}

const rung = ({ person, name, number }: { person: string; name: string; number: string }) => ({ person, name, number });

/** In an old call, which the rule of retention made forget names, by who has that id now. */
const calledName = ({ name, person }: Rung, office: Office): string => name || nameOf(person, office);

/** With the number, where the person has several that are tried. */
function reached(rung: Rung, office: Office): string {
  const name = calledName(rung, office);
  const several = (office.people.find(({ id }) => id === rung.person)?.numbers.length ?? 0) > 1;
  return several && rung.number !== "" ? `${name} (${shownNumber(rung.number, office)})` : name;
}

function sentence(step: CallStep, office: Office, language: Language): string {
  const words = phrases[language];
  switch (step.what) {
    case "rang":
      return words.rang(step.detail.rings);
    case "answered":
      return words.answered;
    case "announced": {
      const { stoppedAfter } = step.detail;
      const said = words.announced(nameAnnouncement(step.detail satisfies Announcement, language));
      return stoppedAfter == null ? said : `${said} ${words.stopped(Math.round(stoppedAfter / 1000))}`;
    }
    case "key":
      return words.key(step.detail.digit, step.detail.known);
    case "no-key":
      return words.noKey;
    case "ringing":
      return words.ringing(calledName(step.detail, office), shownNumber(step.detail.number, office));
    case "picked-up":
      return words.pickedUp(reached(step.detail, office));
    case "attempt":
      return words.attempts[step.detail.outcome](reached(step.detail, office));
    case "taken-here":
      return words.takenHere;
    case "way":
      return sayWay(step.detail.way, step.detail.outcome, language);
    case "let-in":
      return words.letIn(step.detail.name || nameOf(step.detail.person, office));
    case "not-let-in":
      return words.notLetIn;
    case "knocked":
      return words.knocked;
    case "waiting":
      return words.waiting;
    case "waited": {
      const { how, lasted } = step.detail;
      return `${words.waited[how]} ${words.lasted(Math.round(lasted / 1000))}`;
    }
    case "put-through":
      return words.putThrough(reached(step.detail, office), step.detail.over ?? null);
    case "recorded":
      return step.detail.empty ? words.nothingSaid : words.recorded(Math.round(step.detail.duration / 1000));
    case "held":
      return words.held(Math.round(step.detail.duration / 1000));
    case "hung-up":
      return words.hungUp[step.detail.by];
    case "fault":
      return step.detail.sentence;
    case "note":
      return step.detail.text;
  }
}

const phrases = {
  fr: {
    caller: "Le réseau dit qui appelle.",
    planned: "La marche à suivre est décidée.",
    rang: (n: number) => (n === 1 ? "Ça sonne." : `${n}e sonnerie.`),
    answered: "Décroché.",
    announced: (name: string) => `Diffuse : ${name}.`,
    stopped: (s: number) => `Interrompu après ${s} s.`,
    key: (digit: string, known: boolean) => `L’appelant appuie sur ${digit}${known ? "" : ", sans effet"}.`,
    noKey: "Aucune touche.",
    ringing: (name: string, number: string) => (number ? `Appelle ${name}, ${number}.` : `Appelle ${name}.`),
    pickedUp: (name: string) => `${name} décroche et entend qui appelle.`,
    attempts: {
      accepted: (name: string) => `${name} prend l’appel.`,
      busy: (name: string) => `${name} est en ligne.`,
      "no-answer": (name: string) => `${name} ne répond pas.`,
      "not-accepted": (name: string) => `Personne n’a appuyé sur 1 chez ${name} (sa messagerie, sans doute).`,
      refused: (name: string) => `${name} laisse passer au suivant.`,
      failed: (name: string) => `${name} n’a pas pu être appelé.`,
      "caller-gone": (name: string) => `L’appelant est parti : ${name} n’est plus appelé.`,
      "taken-here": (name: string) => `L’appel est pris au téléphone : ${name} n’est plus appelé.`,
    },
    letIn: (name: string) => `${name} donne son code et a le menu de l’équipe.`,
    notLetIn: "Sans code valable, l’appel continue.",
    knocked: "Un autre appel était en cours : celui-ci n’a pas été pris.",
    takenHere: "Pris au téléphone à côté du boîtier.",
    putThrough: (name: string, over: string | null) =>
      `Mis en relation avec ${name}${over === null ? "" : `, par la ligne ${over}`}.`,
    waiting: "Toutes les personnes sont occupées : l’appelant attend son tour.",
    place: (n: number) => (n === 1 ? "Prochain appelant à être servi." : `${n}e de l’attente.`),
    waited: {
      "put-through": "L’attente se termine : quelqu’un est libre.",
      key: "L’appelant préfère laisser un message.",
      limit: "L’attente a duré aussi longtemps qu’elle peut.",
      nobody: "Il n’y a plus personne à attendre.",
      left: "L’appelant n’attend plus.",
      "taken-here": "L’attente se termine : l’appel est pris au téléphone.",
      failed: "L’attente se termine : plus rien ne peut être diffusé.",
    },
    lasted: (s: number) => `Attente de ${s} s.`,
    recording: "Bip : le message s’enregistre.",
    recordingEnded: "L’enregistrement est terminé.",
    recorded: (s: number) => `Message de ${s} s.`,
    heldNow: "Le disque refuse le message : il est gardé en mémoire en attendant.",
    held: (s: number) => `Le disque refuse le message de ${s} s : il est gardé en mémoire en attendant.`,
    nothingSaid: "Rien n’a été dit : pas de message.",
    hungUp: { caller: "L’appelant raccroche.", appliance: "Raccroché.", line: "La ligne a coupé." },
  },
  en: {
    caller: "The network says who calls.",
    planned: "What to do is decided.",
    rang: (n: number) => (n === 1 ? "It rings." : `Ring ${n}.`),
    answered: "Answered.",
    announced: (name: string) => `Plays: ${name}.`,
    stopped: (s: number) => `Stopped after ${s} s.`,
    key: (digit: string, known: boolean) => `The caller presses ${digit}${known ? "" : ", to no effect"}.`,
    noKey: "No key.",
    ringing: (name: string, number: string) => (number ? `Rings ${name}, ${number}.` : `Rings ${name}.`),
    pickedUp: (name: string) => `${name} picks up and hears who calls.`,
    attempts: {
      accepted: (name: string) => `${name} takes the call.`,
      busy: (name: string) => `${name} is on the phone.`,
      "no-answer": (name: string) => `${name} does not answer.`,
      "not-accepted": (name: string) => `Nobody pressed 1 at ${name}'s (a voicemail, no doubt).`,
      refused: (name: string) => `${name} lets it pass to the next.`,
      failed: (name: string) => `${name} could not be rung.`,
      "caller-gone": (name: string) => `The caller left: ${name} is no longer rung.`,
      "taken-here": (name: string) => `The call is taken at the telephone: ${name} is no longer rung.`,
    },
    letIn: (name: string) => `${name} gives their code and has the menu of the team.`,
    notLetIn: "Without a code that is right, the call goes on.",
    knocked: "Another call was up: this one was not let in.",
    takenHere: "Taken at the telephone beside the box.",
    putThrough: (name: string, over: string | null) =>
      `Put through to ${name}${over === null ? "" : `, over line ${over}`}.`,
    waiting: "Everybody is busy: the caller waits in order.",
    place: (n: number) => (n === 1 ? "The next caller to be served." : `Number ${n} of those who wait.`),
    waited: {
      "put-through": "The wait ends: somebody is free.",
      key: "The caller prefers to leave a message.",
      limit: "The wait has lasted as long as it may.",
      nobody: "There is nobody left to wait for.",
      left: "The caller waits no longer.",
      "taken-here": "The wait ends: the call is taken at the telephone.",
      failed: "The wait ends: nothing can be played any more.",
    },
    lasted: (s: number) => `Waited ${s} s.`,
    recording: "Beep: the message is being recorded.",
    recordingEnded: "The recording has ended.",
    recorded: (s: number) => `A message of ${s} s.`,
    heldNow: "The disk does not take the message: it is held in memory meanwhile.",
    held: (s: number) => `The disk does not take the message of ${s} s: it is held in memory meanwhile.`,
    nothingSaid: "Nothing was said: no message.",
    hungUp: { caller: "The caller hangs up.", appliance: "Hung up.", line: "The line was lost." },
  },
} as const;
