import type { Repeat, RotaRule } from "../../duty/office.ts";
import { type Day, dateOfDay, mondayOf, weekdayOf } from "../../duty/wall-clock.ts";

/** A line of the rota that has no name yet. */
export type NamelessRule = Omit<RotaRule, "id">;
/** One slot: a line of the rota on a single day. */
export type Slot = Omit<NamelessRule, "repeat" | "starts" | "ends"> & { readonly day: Day };

/** A day of the week, again and again. */
interface Run {
  readonly first: Day;
  readonly last: Day;
  readonly interval: number;
}

/** Fewer are said one by one. */
const FEWEST = 3;

/** The same slots as few lines: what comes every week, or every other, becomes a line that repeats. */
export function foldSlots(slots: readonly Slot[]): NamelessRule[] {
  const groups = new Map<string, { readonly of: Omit<Slot, "day">; readonly days: Set<Day> }>();
  for (const { day, ...of } of slots) {
    const key = JSON.stringify([of.service, of.person, of.order, of.from, of.to]);
    const group = groups.get(key) ?? { of, days: new Set() };
    groups.set(key, group);
    group.days.add(day);
  }
  return [...groups.values()].flatMap(({ of, days }) => foldDays(of, days));
}

function foldDays(of: Omit<Slot, "day">, days: Set<Day>): NamelessRule[] {
  const left = new Set([...days].sort((a, b) => a - b));
  const runs = [1, 2].flatMap((interval) => takeRuns(left, interval));
  const once = [...left].map((day) => ({ ...of, starts: dateOfDay(day), repeat: { every: "once" } as const }));
  return [...mergeRuns(runs).map(({ starts, ends, repeat }) => ({ ...of, starts, ends, repeat })), ...once];
}

/** Takes the longest runs with this many weeks between, of every weekday, out of `left`. */
function takeRuns(left: Set<Day>, interval: number): Run[] {
  const step = 7 * interval;
  const runs: Run[] = [];
  for (const first of [...left]) {
    if (!left.has(first) || left.has(first - step)) continue;
    let last = first;
    while (left.has(last + step)) last += step;
    if ((last - first) / step + 1 < FEWEST) continue;
    for (let day = first; day <= last; day += step) left.delete(day);
    runs.push({ first, last, interval });
  }
  return runs;
}

/** Weekdays that begin and end in the same weeks are one line. */
function mergeRuns(runs: readonly Run[]): { starts: string; ends: string; repeat: Repeat }[] {
  const together = new Map<string, Run[]>();
  for (const run of runs) {
    const key = `${run.interval} ${mondayOf(run.first)} ${mondayOf(run.last)}`;
    together.set(key, [...(together.get(key) ?? []), run]);
  }
  return [...together.values()].map((all) => ({
    starts: dateOfDay(Math.min(...all.map(({ first }) => first))),
    ends: dateOfDay(Math.max(...all.map(({ last }) => last))),
    repeat: {
      every: "week",
      weekdays: all.map(({ first }) => weekdayOf(first)).sort((a, b) => a - b),
      interval: all[0]?.interval ?? 1,
    },
  }));
}
