import type { LogLineView, LogShiftView } from "../../../admin/schemas/logbook.ts";
import { sayTakeUp } from "../../lib/take-up-words.ts";
import type { Times } from "../../lib/when.ts";
import type { Words } from "../../words/shape.ts";

const HOUR = 3_600_000;

/** What a shift is called: « nuit du lundi 23 novembre », its hours, who was on call, and who had taken it up. */
export function sayShift({ from, until, people, takeUps }: LogShiftView, times: Times, now: number, words: Words) {
  const { logbook: w, takeUp } = words;
  const names = people.map(({ name }) => name);
  const [first, last] = [times.day(from), times.day(until)];
  const night = until - from <= 24 * HOUR && first !== last;
  return {
    title: night ? w.night(first) : first === last ? w.day(first) : w.days(first, last),
    hours: `${times.shortDay(from)} ${times.time(from)} – ${times.shortDay(until)} ${times.time(until)}`,
    people: w.onCall(names.join(w.thenCalled)),
    takeUps: takeUps.map((each) => ({
      id: each.id,
      state: each.state,
      text: `${takeUp.of[each.service](each.name)}, ${sayTakeUp(each, times.time, now, words)}`,
    })),
  };
}

/** Calls of which nothing is said yet come first; the rest in its order. */
export const inOrder = (lines: readonly LogLineView[]): LogLineView[] => [
  ...lines.filter(isUnsaid),
  ...lines.filter((line) => !isUnsaid(line)),
];

const isUnsaid = ({ is, saidAt }: LogLineView): boolean => is === "call" && saidAt === null;
