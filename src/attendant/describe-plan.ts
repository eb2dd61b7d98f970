import type { Language } from "../duty/office.ts";
import { showPhoneNumber } from "../duty/phone-number.ts";
import { closureOf, kindOf } from "./announcement-kinds.ts";
import type { Announcement, Plan, Step } from "./plan.ts";
import { sayReason } from "./words.ts";

/**
 * A plan as lines that a person reads: when the call is answered, what happens in which order (a branch of the menu
 * is indented by two spaces more), and why.
 */
export function describePlan(plan: Plan, language: Language, country = "FR"): readonly string[] {
  const say = phrases[language];
  const reasons = plan.because.map((reason) => `  ${sayReason(reason, language)}`);
  if (plan.answerAfter === null) return [say.neverAnswered, say.why, ...reasons];
  const steps = (list: readonly Step[]) => describeSteps(list, language, country);
  const remote = plan.remote
    ? [`  ${say.key(plan.remote.key)}`, ...steps(plan.remote.steps).map((line) => `    ${line}`)]
    : [];
  return [say.answers(plan.answerAfter), ...steps(plan.steps), ...remote, say.why, ...reasons];
}

function describeSteps(steps: readonly Step[], language: Language, country: string): readonly string[] {
  return steps.flatMap((step) => describeStep(step, language, country));
}

function describeStep(step: Step, language: Language, country: string): readonly string[] {
  const say = phrases[language];
  const branch = (title: string, list: readonly Step[]) => [
    `  ${title}`,
    ...describeSteps(list, language, country).map((line) => `    ${line}`),
  ];
  switch (step.do) {
    case "announce":
      return [say.announces(nameAnnouncement(step.announcement, language))];
    case "forward": {
      return [describeRinging(step, language, country), ...(step.screen ? [`  ${say.screened}`] : [])];
    }
    case "menu":
      return [
        say.announces(nameAnnouncement(step.announcement, language)),
        ...Object.entries(step.keys).flatMap(([key, list]) => branch(say.key(key), list)),
        ...branch(say.noKey, step.otherwise),
      ];
    case "wait":
      return [
        say.waits(step.atMost / 1000),
        `  ${say.key(step.key)} ${say.leavesMessage}`,
        `  ${say.waitedInVain(nameAnnouncement(step.over, language))}`,
      ];
    case "record":
      return [
        say.records(step.atMost / 1000),
        // The plan of a call that an older release kept has none.
        ...(step.nothingSaid ? [`  ${say.nothingSaid(nameAnnouncement(step.nothingSaid, language))}`] : []),
      ];
    case "remote":
      return [say.asksCode];
    case "hangUp":
      return [say.hangsUp];
  }
}

/** Each person once, with all of their numbers; how long each rings is said once where it is the same for all. */
function describeRinging(step: Extract<Step, { do: "forward" }>, language: Language, country: string): string {
  const say = phrases[language];
  const times = new Set(step.to.map(({ ringFor = step.ringFor }) => ringFor));
  const [same] = times.size === 1 ? times : [];
  const people = new Map<string, { readonly name: string; readonly numbers: string[] }>();
  for (const { person, name, number, ringFor = step.ringFor } of step.to) {
    const shown = showPhoneNumber(number, country);
    const told = people.get(person) ?? { name, numbers: [] };
    told.numbers.push(same === undefined ? `${shown}, ${ringFor / 1000} s` : shown);
    people.set(person, told);
  }
  const who = [...people.values()].map(({ name, numbers }) => `${name} (${numbers.join(say.thenNumber)})`).join(", ");
  return same === undefined ? say.ringsDifferently(who) : say.rings(who, same / 1000);
}

/** An announcement by the name people give it. */
export function nameAnnouncement({ kind, urgent, of }: Announcement, language: Language): string {
  const information = /^info-(.)$/.exec(kind)?.[1];
  const own = closureOf(kind);
  const name =
    own !== null
      ? phrases[language].own(of ?? own)
      : information === undefined
        ? (kindOf(kind)?.name[language] ?? kind)
        : phrases[language].information(information);
  return urgent ? `${name} ${phrases[language].withUrgentKey}` : name;
}

const phrases = {
  fr: {
    neverAnswered: "Ne décroche pas.",
    answers: (rings: number) => `Décroche à la ${rings === 1 ? "1re" : `${rings}e`} sonnerie.`,
    announces: (name: string) => `Diffuse : ${name}.`,
    rings: (who: string, s: number) => `Appelle, dans cet ordre et ${s} s chacun : ${who}.`,
    ringsDifferently: (who: string) => `Appelle, dans cet ordre : ${who}.`,
    thenNumber: " puis ",
    screened: "La personne appuie sur une touche pour prendre l’appel.",
    key: (key: string) => `Touche ${key} :`,
    noKey: "Sans touche :",
    waits: (s: number) =>
      `Si une personne est occupée : l’appelant attend son tour, ${s} s au plus, entend son rang et de la musique, et elle est appelée dès qu’elle est libre.`,
    leavesMessage: "il laisse un message.",
    waitedInVain: (name: string) => `Si l’attente n’aboutit pas : diffuse ${name}, puis il laisse un message.`,
    records: (s: number) => `Bip, puis enregistre un message de ${s} s au plus.`,
    nothingSaid: (name: string) => `Si rien n’est dit, diffuse ${name} et raccroche.`,
    asksCode: "Demande le code d’une personne de l’équipe, puis lui dit son menu.",
    hangsUp: "Raccroche.",
    why: "Parce que :",
    information: (key: string) => `information de la touche ${key}`,
    own: (closure: string) => `annonce de la fermeture « ${closure} »`,
    withUrgentKey: "(avec la touche 1 pour une urgence)",
  },
  en: {
    neverAnswered: "Does not answer.",
    answers: (rings: number) => `Answers at ring ${rings}.`,
    announces: (name: string) => `Plays: ${name}.`,
    rings: (who: string, s: number) => `Rings, in this order and ${s} s each: ${who}.`,
    ringsDifferently: (who: string) => `Rings, in this order: ${who}.`,
    thenNumber: " then ",
    screened: "The person presses a key to take the call.",
    key: (key: string) => `Key ${key}:`,
    noKey: "No key:",
    waits: (s: number) =>
      `If anybody is busy: the caller waits in order, ${s} s at most, hears their place and music, and that person is rung once free.`,
    leavesMessage: "they leave a message.",
    waitedInVain: (name: string) => `If the wait is in vain: plays ${name}, then they leave a message.`,
    records: (s: number) => `Beeps, then records a message of ${s} s at most.`,
    nothingSaid: (name: string) => `If nothing is said, plays ${name} and hangs up.`,
    asksCode: "Asks for the code of a person of the team, then says them their menu.",
    hangsUp: "Hangs up.",
    why: "Because:",
    information: (key: string) => `information of key ${key}`,
    own: (closure: string) => `announcement of the closure "${closure}"`,
    withUrgentKey: "(with key 1 when urgent)",
  },
} as const;
