import { dutyAt } from "../duty/duty-at.ts";
import type { Closure, Language, Office } from "../duty/office.ts";
import { opensAt, shutAt } from "../duty/outlook.ts";
import { scheduleOf } from "../duty/schedule.ts";
import { dayOfDate, minuteOf } from "../duty/wall-clock.ts";
import { type Instant, instant } from "../kernel/units.ts";
import { saidOfClosure } from "./closure-words.ts";
import { saidHours } from "./said-hours.ts";
import { shutInWords } from "./shut-in-words.ts";
import { whenInWords } from "./when-in-words.ts";

/** What the planner knows, as values of a text. Null: nothing true can be said, and the sentence is left out. */
export interface PlannerValues {
  readonly hours: string | null;
  /** How long the office is closed. */
  readonly closed: string | null;
  readonly reopens: string | null;
  /** When whoever leaves a message is called back. */
  readonly callback: string;
  /** What is said of the closure: the office's own words for it in this language, or how long it lasts. */
  readonly notice: string;
  /** The end of the momentary absence. */
  readonly until: string | null;
}

/**
 * `at`: null where no hour is believed; nothing is said then that depends on one. `of`: when the closure is, or begins,
 * that is told of; at `at`, unless told.
 */
export function plannerInWords(
  office: Office,
  at: Instant | null,
  language: Language,
  of: Instant | null = at,
): PlannerValues {
  if (at === null || of === null)
    return {
      hours: null,
      closed: phrases[language].atTheMoment,
      reopens: null,
      callback: phrases[language].soon,
      notice: phrases[language].closed(phrases[language].atTheMoment),
      until: null,
    };
  const { zone } = scheduleOf(office);
  const say = phrases[language];
  const { closed, absence } = dutyAt(office, of);
  const shut = shutAt(office, of);
  const opens = opensAt(office, of);
  const isOpen = opens === of;
  const when = opens === null || isOpen ? null : whenInWords(opens, at, zone.name, language, shut ? "dated" : "short");
  const lasts = (shut && shutInWords(shut, at, zone, language)) ?? say.atTheMoment;
  const values = {
    hours: saidHours(office, at, language),
    closed: closed === null ? null : lasts,
    reopens: closed === null ? null : when,
    callback: isOpen ? say.atOnce : when === null ? say.soon : closed === null ? say.back(when) : say.opening(when),
  };
  const own = shut === null ? undefined : office.closures.findLast((closure) => holds(closure, office, of));
  return {
    ...values,
    notice: (own && saidOfClosure(own, language, office, at, values)) ?? say.closed(lasts),
    until: absence === null ? null : when,
  };
}

const phrases = {
  fr: {
    atTheMoment: "en ce moment",
    atOnce: "au plus vite",
    soon: "dès que possible",
    opening: (when: string) => `dès la réouverture, ${when}`,
    back: (when: string) => `dès notre retour, ${when}`,
    closed: (lasts: string) => `Nos bureaux sont fermés ${lasts}`,
  },
  en: {
    atTheMoment: "at the moment",
    atOnce: "as soon as we can",
    soon: "as soon as we can",
    opening: (when: string) => `when we open, ${when}`,
    back: (when: string) => `on our return, ${when}`,
    closed: (lasts: string) => `Our office is closed ${lasts}`,
  },
} as const;

function holds({ firstDay, lastDay, from, to }: Closure, office: Office, at: Instant): boolean {
  const { zone } = scheduleOf(office);
  return (
    zone.instantOf(dayOfDate(firstDay), minuteOf(from)) <= at && at < zone.instantOf(dayOfDate(lastDay), minuteOf(to))
  );
}

/**
 * The instants from `now` to so many hours later from which on texts may be others: the schedule's answer changes, a day
 * begins ("demain" is said of another), the wish is for a day or an evening.
 */
export function changesOfTexts(office: Office, now: Instant, hours: number): readonly Instant[] {
  const { zone, on } = scheduleOf(office);
  const end = now + hours * 3_600_000;
  const found = new Set<Instant>([now]);
  for (let day = zone.dayAt(now); zone.instantOf(day, 0) < end; day++) {
    for (const minute of [0, 4 * 60, 18 * 60]) found.add(zone.instantOf(day, minute));
    for (const { from } of on(day)) found.add(from);
  }
  return [...found]
    .filter((at) => at >= now && at < end)
    .sort((a, b) => a - b)
    .map(instant);
}
