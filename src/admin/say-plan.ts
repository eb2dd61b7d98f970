import { nameAnnouncement } from "../attendant/describe-plan.ts";
import type { Announcement, Plan, Step } from "../attendant/plan.ts";
import type { Language } from "../duty/office.ts";

/** A plan in one sentence: what a caller meets, in its order. */
export function sayPlan(plan: Plan, language: Language): string {
  const words = phrases[language];
  if (plan.answerAfter === null) return words.never;
  const parts = partsOf(plan.steps, language);
  const all = parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} ${words.last} ${parts.at(-1)}`;
  return all === "" ? words.answered : `${words.begin}${all}.`;
}

function partsOf(steps: readonly Step[], language: Language): readonly string[] {
  return steps.flatMap((step) => partOf(step, language));
}

function partOf(step: Step, language: Language): readonly string[] {
  const words = phrases[language];
  const hears = (announcement: Announcement) =>
    words.hears(nameAnnouncement({ ...announcement, urgent: false }, language));
  switch (step.do) {
    case "announce": {
      const farewell = step.announcement.kind === "goodbye" || step.announcement.kind === "thanks";
      return farewell ? [] : [hears(step.announcement)];
    }
    case "forward":
      return [words.forwards(step.to.map(({ name }) => name).join(words.or))];
    case "menu": {
      const urgent = step.announcement.urgent === true && step.keys["1"];
      const choice = urgent
        ? words.urgent(peopleIn(urgent).join(words.or))
        : words.keys(Object.keys(step.keys).join(", "));
      return [hears(step.announcement), choice, ...partsOf(step.otherwise, language)];
    }
    case "record":
      return [words.records];
    case "hangUp":
      return [];
  }
}

const peopleIn = (steps: readonly Step[]): string[] =>
  steps.flatMap((step) => (step.do === "forward" ? step.to.map(({ name }) => name) : []));

const phrases = {
  fr: {
    never: "L'appel n'est pas pris.",
    answered: "L'appel est pris.",
    begin: "L'appelant ",
    last: "puis",
    or: " ou ",
    hears: (name: string) => `entend : ${name}`,
    forwards: (names: string) => `est mis en relation avec ${names}`,
    urgent: (names: string) => `peut joindre ${names} par la touche 1 en cas d'urgence`,
    keys: (keys: string) => `choisit une touche (${keys})`,
    records: "peut laisser un message",
  },
  en: {
    never: "The call is not answered.",
    answered: "The call is answered.",
    begin: "The caller ",
    last: "then",
    or: " or ",
    hears: (name: string) => `hears: ${name}`,
    forwards: (names: string) => `is put through to ${names}`,
    urgent: (names: string) => `can reach ${names} with key 1 when urgent`,
    keys: (keys: string) => `chooses a key (${keys})`,
    records: "may leave a message",
  },
} as const;
