import type { LogLineView, LogShiftView } from "../../../admin/schemas/logbook.ts";
import type { Times } from "../../lib/when.ts";
import type { Words } from "../../words/shape.ts";

const HOUR = 3_600_000;

/** What a shift is called: « nuit du lundi 23 novembre », its hours, and who was on call. */
export function sayShift({ from, until, people }: LogShiftView, times: Times, { logbook: w }: Words) {
  const names = people.map(({ name }) => name);
  const [first, last] = [times.day(from), times.day(until)];
  const night = until - from <= 24 * HOUR && first !== last;
  return {
    title: night ? w.night(first) : first === last ? w.day(first) : w.days(first, last),
    hours: `${times.shortDay(from)} ${times.time(from)} – ${times.shortDay(until)} ${times.time(until)}`,
    people: w.onCall(names.join(w.thenCalled)),
  };
}

/** Calls of which nothing is said yet come first; the rest in its order. */
export const inOrder = (lines: readonly LogLineView[]): LogLineView[] => [
  ...lines.filter(isUnsaid),
  ...lines.filter((line) => !isUnsaid(line)),
];

const isUnsaid = ({ is, saidAt }: LogLineView): boolean => is === "call" && saidAt === null;
