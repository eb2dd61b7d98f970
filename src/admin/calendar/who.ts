import type { Office, Person, Service } from "../../duty/office.ts";
import { namesIn } from "./names-in.ts";
import type { CalendarEvent } from "./parse-events.ts";
import {
  closingWords,
  freeDays,
  leaveWords,
  neutral,
  office,
  otherwise,
  plain,
  services,
  timeNames,
  type Word,
  wordsOf,
} from "./title-words.ts";

/** What an entry speaks of, by its words. */
export interface Told {
  readonly leave: boolean;
  readonly closing: boolean;
  /** Null when nothing says which. */
  readonly service: Service | null;
  /** In the order to ring them. */
  readonly people: readonly Person[];
  /** Its title has more than one reading: it is asked about. */
  readonly unsure: boolean;
}

export function toldBy({ title, categories, attendees, own }: CalendarEvent, { people }: Office): Told {
  const words = wordsOf(title);
  const named = namesIn(words, people);
  const ownService = (["on-call", "duty"] as const).find((each) => each === own.service);
  const given = people.filter(({ id }) => id === own.person);
  if (ownService && given.length > 0)
    return { leave: false, closing: false, service: ownService, people: given, unsure: false };

  if (own.kind === "closure") return { leave: false, closing: true, service: null, people: [], unsure: false };
  if (own.kind === "leave" && given.length > 0)
    return { leave: true, closing: false, service: null, people: given, unsure: false };

  const rest = [...words.filter((_, at) => !named.places.has(at)), ...wordsOf(categories.join(" "))];
  const said = sayingOf(rest);
  const invited = attendees.flatMap(
    ({ mail, name }) =>
      people.find((each) => each.email?.toLowerCase() === mail) ??
      people.find((each) => plain(each.name) === plain(name)) ??
      [],
  );
  const found = [given, invited, named.people].find((each) => each.length > 0) ?? [];
  const inTitle = named.people.length > 0 || named.unsure;
  // A name that is one of the words as well.
  const asWord = words.some(({ plain }, at) => named.places.has(at) && isKeyword(plain)) && !isWhole(words, found);
  const readings = [
    said.services.length > 1,
    said.leave && said.services.length > 0,
    said.closing && (said.services.length > 0 || inTitle),
    said.free && said.services.length === 0 && !said.closing && inTitle,
    said.other && (inTitle || said.services.length > 0 || said.leave || said.closing),
    title.includes("?") && inTitle,
    // Who hands over to whom, or who of both is away.
    found.length > 1 && (/→|⇒|➔|➜|[-=]>/.test(title) || (said.leave && /[([]/.test(title))),
    asWord,
    found === named.people && named.unsure,
    found.length === 0 && named.unsure,
  ];
  return {
    leave: said.leave,
    closing: said.closing,
    service: ownService ?? said.services[0] ?? null,
    people: [...new Set(found)],
    unsure: readings.some((each) => each),
  };
}

const isKeyword = (word: string): boolean =>
  [...Object.values(services), leaveWords, closingWords, freeDays].some((words) => words.has(word));

/** Whether each person is named in full. */
const isWhole = (words: readonly Word[], people: readonly Person[]): boolean => {
  const said = new Set(words.map(({ plain }) => plain));
  return people.length > 0 && people.every(({ name }) => wordsOf(name).every(({ plain }) => said.has(plain)));
};

interface Saying {
  readonly services: readonly Service[];
  readonly leave: boolean;
  readonly free: boolean;
  readonly closing: boolean;
  readonly other: boolean;
}

function sayingOf(words: readonly Word[]): Saying {
  const found = new Set<Service>();
  let [leave, free, closing, other] = [false, false, false, false];
  words.forEach(({ plain: word, before }, at) => {
    const [last, next] = [words[at - 1]?.plain ?? "", words[at + 1]];
    const joined = before === "-" || next?.before === "-";
    const [onCall, standBy] = [word === "call" && last === "on", word === "by" && last === "stand"];
    if (onCall || standBy || services["on-call"].has(word)) found.add("on-call");
    else if (services.duty.has(word)) found.add("duty");
    // `day off`, `jour off`; but `kick-off`, `off-site`, `one-off`, `drop off`.
    else if (word === "off" && (joined || notOff.has(last)) && !dayOff.has(last)) other = true;
    else if (leaveWords.has(word)) leave = true;
    else if (freeDays.has(word)) free = true;
    else if (closingWords.has(word)) [closing, other] = [true, other || isOfOther(words, at)];
    else if (word === "fin" && isTime(words, at)) return;
    else if (otherwise.has(word)) other = true;
  });
  return { services: [...found], leave, free, closing, other };
}

/** `fermeture des inscriptions`: of something that is not the office, nor a time. */
function isOfOther(words: readonly Word[], at: number): boolean {
  const of = words.slice(at + 1).map(({ plain }) => plain);
  if (!/^(de|des|du|d|of)$/.test(of[0] ?? "")) return false;
  const what = of.find((word, n) => n > 0 && !/^(la|le|les|l|the)$/.test(word)) ?? "";
  return (
    !/^\d*$/.test(what) && !office.has(what) && ![neutral, timeNames, leaveWords, freeDays].some((all) => all.has(what))
  );
}

const dayOff = new Set(["day", "days", "jour", "jours", "time"]);
const notOff = new Set([
  "kick",
  "drop",
  "cut",
  "sign",
  "hand",
  "pay",
  "lay",
  "take",
  "back",
  "play",
  "show",
  "one",
  "spin",
  "rip",
]);

/** `fin de semaine`, `fin d'année`: a time, and no end of anything. */
const isTime = (words: readonly Word[], at: number): boolean => {
  const [one, two] = [words[at + 1]?.plain ?? "", words[at + 2]?.plain ?? ""];
  return /^(semaine|journee|annee|matinee|apres|mois)$/.test(one === "de" || one === "d" ? two : one);
};
