import { closureOf } from "../../attendant/announcement-kinds.ts";
import { nameAnnouncement } from "../../attendant/describe-plan.ts";
import type { Announcement, Plan, Step } from "../../attendant/plan.ts";
import type { Language } from "../../duty/office.ts";

/** A plan in one sentence: what a caller meets, without the courtesies on the way. */
export function sayPlan(plan: Plan, language: Language): string {
  const words = phrases[language];
  if (plan.answerAfter === null) return words.never;
  const said = saySteps(plan.steps, language);
  return said === "" ? words.answered : `${words.begin}${said}.`;
}

/** Each step's words, with what follows where it does not end the call. */
function saySteps(steps: readonly Step[], language: Language): string {
  const [step, ...rest] = steps;
  if (!step) return "";
  const words = phrases[language];
  const after = saySteps(rest, language);
  switch (step.do) {
    case "announce":
      return isOfInterest(step.announcement)
        ? `${words.hears(named(step.announcement, language))}${then(after)}`
        : after;
    case "forward":
      return `${words.forwards(step.to.map(({ name }) => name).join(words.or))}${after && words.unanswered(after)}`;
    case "menu": {
      const urgent = step.announcement.urgent === true ? step.keys["1"] : undefined;
      const choice = urgent
        ? words.urgent(peopleIn(urgent).join(words.or))
        : words.keys(Object.keys(step.keys).join(", "));
      const otherwise = saySteps(step.otherwise, language);
      return `${words.hears(named(step.announcement, language))}, ${choice}${otherwise && words.otherwise(otherwise)}`;
    }
    case "wait":
      return `${words.waits}${after && words.else(after)}`;
    case "record":
      return words.records;
    case "remote":
    case "hangUp":
      return "";
  }
}

const then = (after: string): string => after && `, ${after}`;

/** What tells callers how things stand; the others only accompany them. */
const isOfInterest = ({ kind }: Announcement): boolean =>
  ["closed", "holiday", "closure", "absence", "on-call"].includes(kind) ||
  kind.startsWith("info-") ||
  closureOf(kind) !== null;

const named = (announcement: Announcement, language: Language): string =>
  nameAnnouncement({ ...announcement, urgent: false }, language);

const peopleIn = (steps: readonly Step[]): string[] =>
  steps.flatMap((step) => (step.do === "forward" ? step.to.map(({ name }) => name) : []));

const phrases = {
  fr: {
    never: "L’appel n’est pas pris.",
    answered: "L’appel est pris.",
    begin: "L’appelant ",
    or: " ou ",
    hears: (name: string) => `entend ${/^(annonce|information)/.test(name) ? "l’" : "le "}${name}`,
    forwards: (names: string) => `est mis en relation avec ${names}`,
    unanswered: (after: string) => ` ; sans réponse, il ${after}`,
    urgent: (names: string) => `peut joindre ${names} par la touche 1 en cas d’urgence`,
    otherwise: (after: string) => ` ; sinon, il ${after}`,
    keys: (keys: string) => `choisit une touche (${keys})`,
    waits: "attend son tour si quelqu’un est occupé",
    else: (after: string) => `, ou ${after}`,
    records: "peut laisser un message",
  },
  en: {
    never: "The call is not answered.",
    answered: "The call is answered.",
    begin: "The caller ",
    or: " or ",
    hears: (name: string) => `hears the ${name}`,
    forwards: (names: string) => `is put through to ${names}`,
    unanswered: (after: string) => `; if nobody answers, the caller ${after}`,
    urgent: (names: string) => `can reach ${names} with key 1 when urgent`,
    otherwise: (after: string) => `; otherwise, the caller ${after}`,
    keys: (keys: string) => `chooses a key (${keys})`,
    waits: "waits in order if anybody is busy",
    else: (after: string) => `, or ${after}`,
    records: "may leave a message",
  },
} as const;
