import { DAY_MS, dateOfDay } from "../../duty/wall-clock.ts";
import type { CallCounts, Counts, Delay, Stretch } from "../../store/tallies.ts";
import type { Statistics } from "../schemas/calls.ts";

const none: Counts = {
  calls: 0,
  answered: 0,
  forwarded: 0,
  message: 0,
  information: 0,
  takenHere: 0,
  lost: 0,
  blocked: 0,
};
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** Counts with a row for each day of the office's calendar, each hour and each weekday, calls or none. */
export function countCalls(
  { days, hours }: CallCounts,
  stretches: readonly Stretch[],
): Pick<Statistics, "total" | "days" | "hours" | "week"> {
  const byDay = new Map(daysOf(stretches).map((day) => [day, none]));
  for (const { day, ...counts } of days) byDay.set(day, counts);
  const byHour = HOURS.map((hour) => sumOf(hours.filter((each) => each.hour % 24 === hour)));
  const week = Array.from({ length: 7 }, (_, weekday) =>
    HOURS.map((hour) => hours.find((each) => each.hour === weekday * 24 + hour)?.calls ?? 0),
  );
  return {
    total: sumOf(byHour),
    days: [...byDay].map(([day, counts]) => ({ day: dateOfDay(day), ...counts })),
    hours: byHour.map((counts, hour) => ({ hour, ...counts })),
    week,
  };
}

/** The days that the wall clock shows. */
function daysOf(stretches: readonly Stretch[]): number[] {
  const shown = stretches.flatMap(({ from, until, offset }) => [from + offset, until - 1 + offset]);
  const [first, last] = [Math.min(...shown), Math.max(...shown)].map((wall) => Math.floor(wall / DAY_MS));
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
}

const sumOf = (all: readonly Counts[]): Counts =>
  all.reduce(
    (sum, { calls, answered, forwarded, message, information, takenHere, lost, blocked }) => ({
      calls: sum.calls + calls,
      answered: sum.answered + answered,
      forwarded: sum.forwarded + forwarded,
      message: sum.message + message,
      information: sum.information + information,
      takenHere: sum.takenHere + takenHere,
      lost: sum.lost + lost,
      blocked: sum.blocked + blocked,
    }),
    none,
  );

/** What a list of delays comes to. `target`: seconds. */
export function timesOf(delays: readonly Delay[], target: number): Statistics["answer"] {
  const count = delays.reduce((sum, { calls }) => sum + calls, 0);
  const whole = delays.reduce((sum, { seconds, calls }) => sum + seconds * calls, 0);
  const mean = count === 0 ? null : (whole / count) * 1000;
  return {
    count,
    mean,
    median: quantile(delays, count * 0.5),
    p90: quantile(delays, count * 0.9),
    longest: quantile(delays, count),
    target: target * 1000,
    met: mean === null ? null : mean <= target * 1000,
  };
}

/** The delay that so many calls did not exceed, in milliseconds. `delays` are in order. */
function quantile(delays: readonly Delay[], calls: number): number | null {
  let seen = 0;
  for (const delay of delays) {
    seen += delay.calls;
    if (seen >= calls && seen > 0) return delay.seconds * 1000;
  }
  return null;
}
