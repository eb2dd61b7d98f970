import { queueEnds } from "../../store/browse.ts";
import type { WaitedRow } from "../../store/tallies.ts";
import type { QueuedTimes } from "../schemas/calls.ts";

/** How many waited in order, for how long, and what came of it. The rows are in the order of their seconds. */
export function queuedOf(rows: readonly WaitedRow[]): QueuedTimes {
  const count = (some: readonly WaitedRow[]): number => some.reduce((sum, { calls }) => sum + calls, 0);
  const ended = (as: keyof typeof queueEnds): number => {
    const ends: readonly string[] = queueEnds[as];
    return count(rows.filter(({ how }) => ends.includes(how)));
  };
  const callers = count(rows);
  let seen = 0;
  const middle = rows.find(({ calls }) => {
    seen += calls;
    return seen * 2 >= callers;
  });
  return {
    callers,
    through: ended("through"),
    left: ended("left"),
    message: ended("message"),
    median: middle ? middle.seconds * 1000 : null,
    longest: rows.length === 0 ? null : (rows.at(-1)?.seconds ?? 0) * 1000,
  };
}
