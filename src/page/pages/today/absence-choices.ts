import type { Today } from "../../../admin/schemas/today.ts";
import type { Words } from "../../words/shape.ts";

export interface Choice {
  readonly label: string;
  readonly until: number;
}

const MINUTE = 60_000;

/** The ends of an absence that are offered: soon ones, and the end of today's opening when that is ahead. */
export function absenceChoices(
  today: Today,
  now: number,
  words: Words["today"]["absence"],
  time: (at: number) => string,
): Choice[] {
  const closing = today.day.stretches.filter(({ closed, until }) => closed === null && until > now).at(-1)?.until;
  return [
    { label: words.minutes(15), until: now + 15 * MINUTE },
    { label: words.minutes(30), until: now + 30 * MINUTE },
    { label: words.hours(1), until: now + 60 * MINUTE },
    { label: words.hours(2), until: now + 120 * MINUTE },
    ...(closing === undefined ? [] : [{ label: words.untilClosing(time(closing)), until: closing }]),
  ];
}
