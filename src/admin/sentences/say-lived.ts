import type { Language } from "../../duty/office.ts";
import { NBSP } from "./say-when.ts";

/** Milliseconds. */
interface Asked {
  readonly calls: number;
  readonly rung: number;
  readonly accepted: number;
}

/** What became of a day's plan, or of several days'; as `duty/lived.ts` seals it. Milliseconds. */
export interface LivedFacts {
  readonly covered: number;
  readonly lost: number;
  readonly onCall?: { readonly covered: number; readonly lost: number } | undefined;
  readonly absent: number;
  readonly off: number;
  readonly lines: Readonly<Record<string, { readonly up: number; readonly trouble: number }>>;
  readonly inHours: Asked;
  readonly outOfHours: Asked;
}

/** What was covered, what was wrong, who was stepped out, and who was reached. */
export function sayLived(lived: LivedFacts, language: Language): readonly string[] {
  const { covered, lost, absent, inHours, outOfHours } = lived;
  const words = phrases[language];
  const time = (ms: number): string => sayDuration(ms, language);
  return [
    ...(covered + lost > 0 ? [words.covered(time(covered), time(covered + lost))] : []),
    ...sayLivedTroubles(lived, language),
    ...(told(absent) ? [words.absent(time(absent))] : []),
    ...(inHours.calls > 0 ? [words.inHours(inHours)] : []),
    ...(outOfHours.calls > 0 ? [words.outOfHours(outOfHours)] : []),
  ];
}

/** What was wrong: a line that was down, a box that was off, and what they took. */
export function sayLivedTroubles({ lost, onCall, lines, off }: LivedFacts, language: Language): readonly string[] {
  const words = phrases[language];
  const time = (ms: number): string => sayDuration(ms, language);
  return [
    ...(told(lost) ? [words.lost(time(lost))] : []),
    ...(onCall && told(onCall.lost) ? [words.onCallLost(time(onCall.lost), time(onCall.covered + onCall.lost))] : []),
    ...Object.entries(lines).flatMap(([name, { trouble }]) =>
      told(trouble) ? [words.trouble(name, time(trouble))] : [],
    ),
    ...(told(off) ? [words.off(time(off))] : []),
  ];
}

/** What is less than half a minute is rounding: a line takes seconds to be ready. */
const told = (ms: number): boolean => ms >= 30_000;

/** "3 h", "1 h 05", "40 min"; "1h 05m". */
export function sayDuration(ms: number, language: Language): string {
  const minutes = Math.round(ms / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest}${NBSP}min`;
  if (rest === 0) return `${hours}${NBSP}h`;
  const two = String(rest).padStart(2, "0");
  return language === "fr" ? `${hours}${NBSP}h${NBSP}${two}` : `${hours}${NBSP}h${NBSP}${two}${NBSP}min`;
}

const phrases = {
  fr: {
    covered: (covered: string, planned: string) =>
      `${covered} de permanence réellement joignables, sur ${planned} prévues.`,
    lost: (lost: string) => `${lost} de permanence perdues : aucune ligne ne répondait.`,
    onCallLost: (lost: string, planned: string) =>
      `${lost} d’astreinte perdues, sur ${planned} : aucune ligne ne répondait.`,
    trouble: (name: string, time: string) => `Ligne ${name} en panne pendant ${time}.`,
    off: (time: string) => `Boîtier éteint, ou à une heure non sûre, pendant ${time}.`,
    absent: (time: string) => `Absences signalées en heures de permanence : ${time}.`,
    inHours: (asked: Asked) => `En heures de permanence : ${reachedFr(asked)}.`,
    outOfHours: (asked: Asked) => `Hors permanence : ${reachedFr(asked)}.`,
  },
  en: {
    covered: (covered: string, planned: string) => `${covered} of duty really reachable, of ${planned} planned.`,
    lost: (lost: string) => `${lost} of duty lost: no line was answering.`,
    onCallLost: (lost: string, planned: string) => `${lost} on call lost, of ${planned}: no line was answering.`,
    trouble: (name: string, time: string) => `Line ${name} was out of order for ${time}.`,
    off: (time: string) => `The box was off, or its clock not to be believed, for ${time}.`,
    absent: (time: string) => `Stepped out in duty hours: ${time}.`,
    inHours: (asked: Asked) => `In duty hours: ${reachedEn(asked)}.`,
    outOfHours: (asked: Asked) => `Out of hours: ${reachedEn(asked)}.`,
  },
} as const;

const reachedFr = ({ calls, rung, accepted }: Asked): string =>
  `${calls < 2 ? `${calls} appel` : `${calls} appels`}, quelqu’un a été appelé pour ${rung}, a répondu à ${accepted}`;
const reachedEn = ({ calls, rung, accepted }: Asked): string =>
  `${calls === 1 ? "1 call" : `${calls} calls`}, somebody was rung for ${rung}, took ${accepted}`;
