import { weekdayOf, zoneNamed } from "../../src/duty/wall-clock.ts";
import { type Instant, instant } from "../../src/kernel/units.ts";

/** A call with all that is ever counted. */
export interface KeptCall {
  readonly id: string;
  readonly at: Instant;
  readonly outcome: string | null;
  readonly answeredAt: Instant | null;
  readonly putThroughAt: Instant | null;
  readonly number: string | null;
  readonly name: string | null;
}

/** What statistics say of calls, by looking at each by itself. */
export function slowCounts(calls: readonly KeptCall[], days: readonly string[], zoneName: string) {
  const zone = zoneNamed(zoneName);
  const shown = calls.map((call) => {
    const [day = "", clock = ""] = zone.show(call.at).split(" ");
    const weekday = weekdayOf(Date.parse(day) / 86_400_000);
    return { ...call, day, hour: Number(clock.slice(0, 2)), weekday };
  });
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  return {
    total: countsOf(shown),
    days: days.map((day) => ({ day, ...countsOf(shown.filter((call) => call.day === day)) })),
    hours: hours.map((hour) => ({ hour, ...countsOf(shown.filter((call) => call.hour === hour)) })),
    week: [1, 2, 3, 4, 5, 6, 7].map((weekday) =>
      hours.map((hour) => shown.filter((call) => call.weekday === weekday && call.hour === hour).length),
    ),
  };
}

function countsOf(calls: readonly KeptCall[]) {
  const of = (...outcomes: readonly string[]) => calls.filter(({ outcome }) => outcomes.includes(outcome ?? "")).length;
  return {
    calls: calls.length,
    answered: calls.filter(({ answeredAt }) => answeredAt !== null).length,
    forwarded: of("forwarded"),
    takenHere: of("taken-here"),
    message: of("message"),
    information: of("information"),
    lost: of("abandoned", "empty-message", "failed", "interrupted"),
    blocked: of("blocked"),
  };
}

export function slowDelays(calls: readonly KeptCall[], which: "answer" | "hold") {
  const seconds = calls.flatMap(({ at, answeredAt, putThroughAt, outcome }) => {
    if (answeredAt === null) return [];
    if (which === "answer") return [secondsBetween(at, answeredAt)];
    return putThroughAt === null || outcome !== "forwarded" ? [] : [secondsBetween(answeredAt, putThroughAt)];
  });
  const each = [...new Set(seconds)].sort((a, b) => a - b);
  return each.map((delay) => ({ seconds: delay, calls: seconds.filter((one) => one === delay).length }));
}

const secondsBetween = (from: Instant, until: Instant): number =>
  Math.max(0, Math.trunc((instant(until - from) + 500) / 1000));
