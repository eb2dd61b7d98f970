import { checkText, type Finding, secondsToSay } from "../../announcements/check-text.ts";
import { contradictions } from "../../announcements/checker/contradictions.ts";
import { sayContradiction } from "../../announcements/checker/say-contradiction.ts";
import { closureWordsProblem, wordsOfClosure } from "../../announcements/closure-words.ts";
import { type GoodPoint, goodPoints } from "../../announcements/good-points.ts";
import { outdated, wordsOf } from "../../announcements/made-with.ts";
import { closureBegins, lifeOf } from "../../announcements/own-life.ts";
import { textKey } from "../../announcements/spoken.ts";
import { textFor, type Variables } from "../../announcements/text.ts";
import { valueSentence } from "../../announcements/text-values.ts";
import { readTexts, type Texts } from "../../announcements/texts.ts";
import { callerKinds, closureOf, ownKind, urgentKinds } from "../../attendant/announcement-kinds.ts";
import type { Announcement } from "../../attendant/plan.ts";
import { dutyAt } from "../../duty/duty-at.ts";
import type { Closure, Language, Office } from "../../duty/office.ts";
import { scheduleOf } from "../../duty/schedule.ts";
import { dateOfDay } from "../../duty/wall-clock.ts";
import { explain } from "../../kernel/fault.ts";
import { type Instant, instant, minutes, plus } from "../../kernel/units.ts";
import type { AnnouncementVersion } from "../../store/announcements.ts";
import type { AdminParts } from "../parts.ts";
import type { AnnouncementView, CheckedText } from "../schemas/announcements.ts";

/** Announcements as people edit them: the wording with its placeholders beside what is said of it now. */
export interface AnnouncementViews {
  /** Every announcement that callers of this office may hear, in both languages. */
  all(office: Office): readonly Announcement[];
  view(
    which: Announcement,
    current: AnnouncementVersion | null,
    office: Office,
    reader: Language,
  ): Omit<AnnouncementView, "seconds">;
  /** The wording that the appliance came with. */
  shipped(which: Announcement, office: Office): string;
  /** A wording as it is said now. */
  said(which: Announcement, wording: string, office: Office): string;
  /** What only a call knows, as it is now, or made up so that the sentence can be read. */
  example(which: Announcement, office: Office): Example;
  check(which: Announcement, wording: string, office: Office, reader: Language): Finding[];
  /** What callers hear of a closure when it begins, with its words in this language. */
  checkClosure(closure: Closure, language: Language, office: Office, reader: Language): CheckedText;
  /** What the guide asks for and is there. */
  fine(which: Announcement, findings: readonly Finding[], office: Office, reader: Language): GoodPoint[];
}

const languages: readonly Language[] = ["fr", "en"];

export async function openAnnouncementViews({ shipped, clock, log }: AdminParts): Promise<AnnouncementViews> {
  const read = (language: Language) =>
    readTexts(shipped, language).catch((thrown): Texts => {
      log.error("admin.texts", { language, why: explain(thrown) });
      return {};
    });
  const texts = { fr: await read("fr"), en: await read("en") };

  const wordingOf = (which: Announcement, office: Office): string =>
    office.menu.find(({ key }) => which.kind === `info-${key}`)?.information ??
    texts[which.language][textKey(which)] ??
    "";
  const said = (which: Announcement, wording: string, office: Office): string => {
    const now = clock.now();
    const { shown, variables } = exampleOf(which, office, now);
    return textFor(which, shown, variables, texts[which.language], now, wording);
  };
  const check = (which: Announcement, wording: string, office: Office, reader: Language): Finding[] => [
    ...checkText(which, wording, office, reader, said(which, wording, office), {
      office,
      now: clock.now(),
    }),
  ];

  /** Its words as they were, with what contradicts them by now; a fact that has changed is said once. */
  function checkRecording(recorded: AnnouncementVersion, office: Office, reader: Language): Finding[] {
    const against = outdated(recorded, office, clock.now(), reader);
    const words = wordsOf(recorded);
    const courtesies = words === "" ? [] : checkText(recorded, words, office, reader);
    return [
      ...against,
      ...courtesies.filter(({ code }) => against.length === 0 || (code !== "hours" && code !== "name")),
    ];
  }

  /** Of an announcement of a closure's own; null for those in general, or where the closure is gone. */
  function ownOf({ kind }: Announcement, current: AnnouncementVersion | null, office: Office): AnnouncementView["own"] {
    const closure = office.closures.find(({ id }) => id === closureOf(kind));
    if (!closure) return null;
    const isOwn = current !== null && current.origin !== "default";
    const days = isOwn ? current : { firstDay: null, lastDay: null };
    const { id, name, firstDay, lastDay } = closure;
    return {
      closure: { id, name, firstDay, lastDay },
      firstDay: days.firstDay,
      lastDay: days.lastDay,
      ...lifeOf(days, closure, office),
    };
  }

  /** It lives longer than its closure, or begins and ends before. */
  function checkLife(own: AnnouncementView["own"], office: Office, reader: Language): Finding[] {
    const closure = own && office.closures.find(({ id }) => id === own.closure.id);
    if (!own || !closure) return [];
    const ends = lifeOf({ firstDay: null, lastDay: null }, closure, office).until;
    const late = own.lastDay !== null && own.until > plus(ends, minutes(24 * 60));
    const early = own.until <= closureBegins(closure, office);
    return late || early
      ? [{ weight: "wrong", code: "life", sentence: lifeSentence[reader](own.lastDay ?? "", closure.lastDay) }]
      : [];
  }

  return {
    all: (office) =>
      languages.flatMap((language) => [
        ...callerKinds.map((kind) => ({ kind, language, urgent: false })),
        ...urgentKinds.map((kind) => ({ kind, language, urgent: true })),
        ...office.menu
          .filter(({ information }) => information)
          .map(({ key }) => ({ kind: `info-${key}` as const, language, urgent: false })),
        ...office.closures
          .filter(({ lastDay }) => lastDay >= dateOfDay(scheduleOf(office).zone.dayAt(clock.now())))
          .flatMap(({ id }) => [true, false].map((urgent) => ({ kind: ownKind(id), language, urgent }))),
      ]),
    view(which, current, office, reader) {
      const own = current !== null && current.origin !== "default";
      const shippedText = wordingOf(which, office);
      const text = own ? current.text : shippedText;
      const recorded = current?.origin === "recorded" ? current : null;
      return {
        kind: which.kind,
        language: which.language,
        urgent: which.urgent === true,
        text,
        said: recorded ? wordsOf(recorded) : said(which, text, office),
        shipped: shippedText,
        origin: current?.origin ?? "default",
        version: current?.version ?? null,
        since: current?.since ?? null,
        by: current?.by ?? null,
        findings: [
          ...checkLife(ownOf(which, current, office), office, reader),
          ...(recorded ? checkRecording(recorded, office, reader) : check(which, text, office, reader)),
        ],
        own: ownOf(which, current, office),
      };
    },
    shipped: wordingOf,
    said,
    checkClosure(closure, language, office, reader) {
      const draft = { ...office, closures: [...office.closures.filter(({ id }) => id !== closure.id), closure] };
      const words = wordsOfClosure(closure, language, draft);
      const problem = closureWordsProblem(words);
      const now = clock.now();
      const begins = closureBegins(closure, draft);
      const at = instant(Math.max(begins, now));
      const which: Announcement = { kind: "closure", language };
      const whole = textFor(which, draft, { at }, texts[language], now);
      const plain = words
        .normalize("NFC")
        .replaceAll("’", "'")
        .replaceAll(/\{[^{}]*\}/g, " … ");
      const wrong = (code: string, sentence: string) => ({ weight: "wrong" as const, code, sentence });
      const silent =
        reader === "fr" ? "Il n’y a rien à dire dans ce texte." : "There is nothing in this text to be said.";
      return {
        said: whole,
        seconds: secondsToSay(whole),
        findings: [
          ...(problem === null
            ? []
            : problem.what === "silent"
              ? [wrong("empty", silent)]
              : [wrong("value", valueSentence(problem)[reader])]),
          ...contradictions(plain, language, draft, now).map((each) =>
            wrong("schedule", sayContradiction(each, reader)),
          ),
        ],
        fine: [],
      };
    },
    example: (which, office) => exampleOf(which, office, clock.now()),
    check,
    fine: (which, findings, office, reader) => [...goodPoints(which, findings, office, reader)],
  };
}

/**
 * An hour at which callers hear it: now, or where that is another's, the next closure or holiday, or one made up.
 * What is read here is what will be heard.
 */
function exampleOf({ kind }: Pick<Announcement, "kind">, office: Office, now: Instant): Example {
  const own = office.closures.find(({ id }) => id === closureOf(kind));
  if (own) {
    const begins = closureBegins(own, office);
    return { shown: office, variables: { at: begins > now ? begins : now, closure: begins } };
  }
  const { absence, closed } = dutyAt(office, now);
  const holiday = closed?.by === "holiday" ? closed.name : office.language === "fr" ? "Noël" : "Christmas Day";
  const until = absence?.until ?? plus(now, minutes(120));
  const here = { shown: office, variables: { until, holiday, place: 2 } };
  if ((kind !== "closure" && kind !== "holiday") || closed?.by === kind) return here;
  const schedule = scheduleOf(office);
  const today = schedule.zone.dayAt(now);
  for (let day = today; day < today + DAYS_AHEAD; day++) {
    const next = schedule.on(day).find((stretch) => stretch.from > now && stretch.closed?.by === kind);
    if (!next) continue;
    const name = next.closed?.by === "holiday" ? next.closed.name : holiday;
    return { shown: office, variables: { until, holiday: name, at: next.from } };
  }
  const [firstDay, lastDay] = [dateOfDay(today), dateOfDay(today + 13)];
  const madeUp = { id: "example", name: "", firstDay, lastDay, from: "00:00", to: "24:00" };
  return kind === "holiday" ? here : { ...here, shown: { ...office, closures: [...office.closures, madeUp] } };
}

const lifeSentence = {
  fr: (last: string, closed: string) =>
    `L’annonce n’est pas entendue quand il faut : jusqu’au ${last || closed}, alors que la fermeture va jusqu’au ${closed}.`,
  en: (last: string, closed: string) =>
    `The announcement is not heard when it should be: until ${last || closed}, while the closure lasts until ${closed}.`,
};

interface Example {
  readonly shown: Office;
  readonly variables: Variables;
}

const DAYS_AHEAD = 100;
