import { checkText, type Finding } from "../../announcements/check-text.ts";
import { type GoodPoint, goodPoints } from "../../announcements/good-points.ts";
import { outdated, wordsOf } from "../../announcements/made-with.ts";
import { textKey } from "../../announcements/spoken.ts";
import { textFor, type Variables } from "../../announcements/text.ts";
import { readTexts, type Texts } from "../../announcements/texts.ts";
import { callerKinds, urgentKinds } from "../../attendant/announcement-kinds.ts";
import type { Announcement } from "../../attendant/plan.ts";
import { dutyAt } from "../../duty/duty-at.ts";
import type { Language, Office } from "../../duty/office.ts";
import { scheduleOf } from "../../duty/schedule.ts";
import { dateOfDay } from "../../duty/wall-clock.ts";
import { explain } from "../../kernel/fault.ts";
import { type Instant, minutes, plus } from "../../kernel/units.ts";
import type { AnnouncementVersion } from "../../store/announcements.ts";
import type { AdminParts } from "../parts.ts";
import type { AnnouncementView } from "../schemas/announcements.ts";

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

  return {
    all: (office) =>
      languages.flatMap((language) => [
        ...callerKinds.map((kind) => ({ kind, language, urgent: false })),
        ...urgentKinds.map((kind) => ({ kind, language, urgent: true })),
        ...office.menu
          .filter(({ information }) => information)
          .map(({ key }) => ({ kind: `info-${key}` as const, language, urgent: false })),
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
        findings: recorded ? checkRecording(recorded, office, reader) : check(which, text, office, reader),
      };
    },
    shipped: wordingOf,
    said,
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
  const { absence, closed } = dutyAt(office, now);
  const holiday = closed?.by === "holiday" ? closed.name : office.language === "fr" ? "Noël" : "Christmas Day";
  const until = absence?.until ?? plus(now, minutes(120));
  const here = { shown: office, variables: { until, holiday } };
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

interface Example {
  readonly shown: Office;
  readonly variables: Variables;
}

const DAYS_AHEAD = 100;
