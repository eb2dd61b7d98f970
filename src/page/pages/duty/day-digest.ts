import { addDays, type WallDate } from "../../lib/wall-date.ts";
import type { Times } from "../../lib/when.ts";
import type { Words } from "../../words/shape.ts";
import { holidayText } from "./holiday-text.ts";
import { partOfDay } from "./part-of-day.ts";
import type { Gap, RotaView, ScheduleView } from "./schedule.svelte.ts";

type Stretch = RotaView["stretches"][number];

/** What a day comes to, as a person asks about it: who, and what is missing. */
export interface DayDigest {
  readonly date: WallDate;
  /** What is said of the public holiday on it. */
  readonly holiday: string | null;
  /** Each by its name, with the part of the day that it takes. */
  readonly closures: readonly { readonly id: string; readonly name: string }[];
  /** Ids of those who are away. */
  readonly leave: readonly string[];
  /** Ids of those who answer in its open hours, and of those outside them, each once. */
  readonly duty: readonly string[];
  readonly onCall: readonly string[];
  /** The gaps that touch it, cut to it. */
  readonly gaps: readonly Pick<Gap, "kind" | "from" | "until">[];
  /** Milliseconds below the threshold, where it has hours at all. */
  readonly missing: number;
}

export function digestOf({ first, weeks, rota, coverage }: ScheduleView, times: Times, words: Words): DayDigest[] {
  const dates = Array.from({ length: 7 * weeks + 1 }, (_, n) => addDays(first, n));
  const midnights = dates.map((date) => times.instant(`${date}T00:00`));
  const days = coverage.flatMap((week) => week.days);
  const gaps = coverage.flatMap((week) => week.gaps);
  return dates.slice(0, -1).map((date, n) => {
    const [from, until] = [midnights[n] ?? 0, midnights[n + 1] ?? 0];
    const touches = (span: { readonly from: number; readonly until: number }) => span.from < until && span.until > from;
    const stretches = rota.stretches.filter(touches);
    const day = days.find((each) => each.date === date);
    return {
      date,
      holiday: holidayText(rota, date, words),
      closures: rota.closures.filter(touches).map((closure) => ({
        id: closure.id,
        name: [closure.name, partOfDay(closure, { from, until }, times, words)]
          .filter((part) => part !== null)
          .join(", "),
      })),
      leave: [...new Set(rota.leave.filter(touches).map(({ person }) => person))],
      duty: ids(stretches.filter(({ closed }) => closed === null).map(({ onDuty }) => onDuty)),
      onCall: ids(stretches.filter(({ closed }) => closed !== null).map(({ onCall }) => onCall)),
      gaps: gaps
        .filter(touches)
        .map((gap) => ({ kind: gap.kind, from: Math.max(gap.from, from), until: Math.min(gap.until, until) })),
      missing: day && !day.meets && day.scheduled > 0 ? day.missing : 0,
    };
  });
}

const ids = (lists: readonly Stretch["onDuty"][]): string[] => [...new Set(lists.flat().map(({ id }) => id))];
