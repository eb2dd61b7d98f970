import { weekdayOf, zoneNamed } from "../duty/wall-clock.ts";
import type { CallCount, Delay } from "../store/browse.ts";
import type { Statistics } from "./schemas/calls.ts";

type Counts = Statistics["total"];
const none: Counts = { calls: 0, answered: 0, forwarded: 0, message: 0, information: 0, lost: 0, blocked: 0 };

/** Calls of quarters of an hour, gathered by the office's days, hours and weekdays. */
export function countCalls(
  quarters: readonly CallCount[],
  days: readonly string[],
  zoneName: string,
): Pick<Statistics, "total" | "days" | "hours" | "week"> {
  const zone = zoneNamed(zoneName);
  const byDay = new Map(days.map((day) => [day, { ...none }]));
  const byHour = Array.from({ length: 24 }, () => ({ ...none }));
  const week = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  const total = { ...none };
  for (const quarter of quarters) {
    const wall = zone.show(quarter.at);
    const hour = Number(wall.slice(11, 13));
    const row = week[weekdayOf(zone.dayAt(quarter.at)) - 1];
    if (row) row[hour] = (row[hour] ?? 0) + quarter.calls;
    for (const counts of [total, byHour[hour], byDay.get(wall.slice(0, 10))]) if (counts) add(counts, quarter);
  }
  return {
    total,
    days: [...byDay].map(([day, counts]) => ({ day, ...counts })),
    hours: byHour.map((counts, hour) => ({ hour, ...counts })),
    week,
  };
}

function add(to: { -readonly [K in keyof Counts]: number }, { outcome, calls, answered }: CallCount): void {
  to.calls += calls;
  to.answered += answered;
  switch (outcome) {
    case "forwarded":
    case "message":
    case "information":
    case "blocked":
      to[outcome] += calls;
      break;
    case "abandoned":
    case "empty-message":
    case "failed":
    case "interrupted":
      to.lost += calls;
      break;
    case null:
      break;
  }
}

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
