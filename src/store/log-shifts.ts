import type { Office } from "../duty/office.ts";
import { type OnCallShift, onCallShifts } from "../duty/on-call-shifts.ts";
import { type Instant, instant } from "../kernel/units.ts";
import type { Need } from "../needs/need.ts";
import type { TakeUp } from "../needs/take-up.ts";
import { knownSpells } from "./known-spells.ts";
import { type LogLine, linesOf } from "./log-lines.ts";
import type { Store } from "./store.ts";

/** A shift of on-call with what happened in it. */
export interface LogShift extends Omit<OnCallShift, "people"> {
  /** Whoever was on call, in the order in which they are rung, by the names of then. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly lines: readonly LogLine[];
  /** Whoever was asked whether they had taken it up, and what they said. */
  readonly takeUps: readonly TakeUp[];
  /** What callers of it are owed still. */
  readonly open: readonly Need[];
}

export interface LogOfDays {
  /** Those that have begun, oldest first. */
  readonly shifts: readonly LogShift[];
  /** What tells of a time outside of them; who took what a caller is owed in duty hours is no matter of on-call. */
  readonly rest: readonly LogLine[];
}

/** A shift that is longer is cut there: somebody who was on call through a whole closure. */
const LONGEST = 15 * 86_400_000;
const MOST_OPEN = 500;

/** The shifts that overlap a period, whole, with their lines; and the lines of the period that are in none. */
export async function logOfDays(
  { seals, logbook, needs, takeUps }: Pick<Store, "seals" | "logbook" | "needs" | "takeUps">,
  office: Office,
  [from, until]: readonly [Instant, Instant],
  now: Instant,
): Promise<LogOfDays> {
  const reach = [instant(Math.max(0, from - LONGEST)), instant(until + LONGEST)] as const;
  const { spells, nameOf } = await knownSpells(seals, office, reach, now);
  const shifts = onCallShifts(spells).filter((each) => each.from < until && each.until > from && each.from <= now);
  const since = instant(Math.min(from, ...shifts.map((each) => each.from)));
  const to = instant(Math.max(until, ...shifts.map((each) => each.until)));
  const lines = linesOf(await logbook.list(since, to));
  const asked = (await takeUps.between(since, to)).filter(({ service }) => service === "on-call");
  const owed = await needs.list({ state: "open", limit: MOST_OPEN });
  const isIn = (at: Instant) => (shift: { readonly from: Instant; readonly until: Instant }) =>
    shift.from <= at && at < shift.until;
  return {
    shifts: shifts.map((shift) => {
      const own = lines.filter(({ at }) => isIn(at)(shift));
      return {
        ...shift,
        people: shift.people.map((id) => ({ id, name: nameOf(id) })),
        lines: own,
        takeUps: asked.filter((each) => each.from < shift.until && each.until > shift.from),
        open: owed.filter(({ id, openedAt }) => isIn(openedAt)(shift) || own.some(({ need }) => need === id)),
      };
    }),
    rest: lines.filter(({ at, is }) => at >= from && at < until && is !== "taken" && !shifts.some(isIn(at))),
  };
}

/** Calls of which nobody has said what came of them. */
export const unsaidIn = (lines: readonly LogLine[]): LogLine[] =>
  lines.filter(({ is, said }) => is === "call" && said === null);
