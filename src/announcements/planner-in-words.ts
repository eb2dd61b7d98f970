import { dutyAt } from "../duty/duty-at.ts";
import type { Closure, Language, Office } from "../duty/office.ts";
import { opensAt, type Shut, shutAt } from "../duty/outlook.ts";
import { scheduleOf } from "../duty/schedule.ts";
import { dayOfDate, minuteOf } from "../duty/wall-clock.ts";
import { type Instant, instant } from "../kernel/units.ts";
import { saidHours } from "./said-hours.ts";
import { shutInWords } from "./shut-in-words.ts";
import { speakable } from "./speakable.ts";
import { whenInWords } from "./when-in-words.ts";

/** What the planner knows, as values of a text. Null: nothing true can be said, and the sentence is left out. */
export interface PlannerValues {
  readonly hours: string | null;
  /** How long the office is closed. */
  readonly closed: string | null;
  readonly reopens: string | null;
  /** When whoever leaves a message is called back. */
  readonly callback: string;
  /** What is said of the closure: the office's own words for it, or how long it lasts. */
  readonly notice: string;
  /** The end of the momentary absence. */
  readonly until: string | null;
}

/** `at`: null where no hour is believed; nothing is said then that depends on one. */
export function plannerInWords(office: Office, at: Instant | null, language: Language): PlannerValues {
  if (at === null)
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
  const { closed, absence } = dutyAt(office, at);
  const shut = shutAt(office, at);
  const opens = opensAt(office, at);
  const isOpen = opens === at;
  const when = opens === null || isOpen ? null : whenInWords(opens, at, zone.name, language, shut ? "dated" : "short");
  const lasts = (shut && shutInWords(shut, at, zone, language)) ?? say.atTheMoment;
  return {
    hours: saidHours(office, at, language),
    closed: closed === null ? null : lasts,
    reopens: closed === null ? null : when,
    callback: isOpen ? say.atOnce : when === null ? say.soon : closed === null ? say.back(when) : say.opening(when),
    notice: ownWords(office, at, shut) ?? say.closed(lasts),
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

/** The words that the office wrote for the closure of this instant: the one that was decided last of those that hold. */
function ownWords(office: Office, at: Instant, shut: Shut | null): string | null {
  if (shut === null) return null;
  const says = office.closures.findLast((closure) => holds(closure, office, at))?.says;
  const plain = speakable(says ?? "").replace(/[\s.!?…]+$/u, "");
  return plain === "" ? null : plain;
}

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
