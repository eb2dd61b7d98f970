import type { Repeat, RotaRule } from "../../../duty/office.ts";
import type { WallDate } from "../../lib/wall-date.ts";
import type { Words } from "../../words/shape.ts";

/** What the sentence is made with: the short names of the days, Monday first, and a day of the calendar in words. */
export interface RotaSpeech {
  readonly words: Words;
  readonly weekdays: readonly string[];
  day(date: WallDate): string;
}

/** A line of the rota in words: `lun.–ven.`, `08:30–13:00`, and from when on where that is ahead. */
export function rotaText(rule: RotaRule, today: WallDate, speech: RotaSpeech) {
  const { words, day } = speech;
  const isLater = rule.starts > today && rule.repeat.every !== "once";
  return {
    days: repeatText(rule, rule.repeat, speech),
    times: `${rule.from}–${rule.to}`,
    later: isLater ? `, ${words.people.rota.from(day(rule.starts))}` : "",
  };
}

export const isOver = ({ repeat, starts, ends }: RotaRule, today: WallDate): boolean =>
  (repeat.every === "once" ? starts : (ends ?? today)) < today;

function repeatText({ starts }: RotaRule, repeat: Repeat, { words, weekdays, day }: RotaSpeech): string {
  const w = words.people.rota;
  switch (repeat.every) {
    case "day":
      return repeat.interval === 1 ? w.everyDay : w.everyDays(repeat.interval);
    case "week": {
      const days = daysText(repeat.weekdays, weekdays, w.everyDay);
      return repeat.interval === 1 ? days : w.everyWeeks(days, repeat.interval);
    }
    case "month":
      return w.monthly(words.duty.rule.nth[repeat.nth as 1 | 2 | 3 | 4 | 5 | -1], weekdays[repeat.weekday - 1] ?? "");
    case "once":
      return day(starts);
  }
}

/** `[1, 2, 3, 5]` → `lun.–mer., ven.`: three days in a row or more are one stretch. */
function daysText(days: readonly number[], names: readonly string[], all: string): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  if (sorted.length === 7) return all;
  const runs: number[][] = [];
  for (const day of sorted) {
    const run = runs.at(-1);
    if (run?.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  const name = (day: number | undefined) => names[(day ?? 1) - 1] ?? "";
  return runs.flatMap((run) => (run.length > 2 ? [`${name(run[0])}–${name(run.at(-1))}`] : run.map(name))).join(", ");
}
