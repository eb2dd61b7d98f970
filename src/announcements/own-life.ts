import { type OwnKind, ownKind } from "../attendant/announcement-kinds.ts";
import type { Closure, Office } from "../duty/office.ts";
import { scheduleOf } from "../duty/schedule.ts";
import { dayOfDate, minuteOf, type WallDate } from "../duty/wall-clock.ts";
import type { Instant } from "../kernel/units.ts";

/** From a day to a day, both included; null for where the closure itself begins or ends. */
export interface OwnDays {
  readonly firstDay: WallDate | null;
  readonly lastDay: WallDate | null;
}

export interface Life {
  readonly from: Instant;
  readonly until: Instant;
}

/** How far outside of its closure an announcement may live: it is heard on the eve, and not for a season. */
export const MOST_DAYS_OUTSIDE = 31;

/** What an announcement of a closure's own takes the place of: an office that steps out for a moment says that. */
const REPLACES: readonly string[] = ["closed", "holiday", "closure"];

export const closureBegins = ({ firstDay, from }: Closure, office: Office): Instant =>
  scheduleOf(office).zone.instantOf(dayOfDate(firstDay), minuteOf(from));

/** When callers hear it. */
export function lifeOf({ firstDay, lastDay }: OwnDays, closure: Closure, office: Office): Life {
  const { zone } = scheduleOf(office);
  return {
    from: firstDay === null ? closureBegins(closure, office) : zone.instantOf(dayOfDate(firstDay), 0),
    until:
      lastDay === null
        ? zone.instantOf(dayOfDate(closure.lastDay), minuteOf(closure.to))
        : zone.instantOf(dayOfDate(lastDay) + 1, 0),
  };
}

/** Something of a closure's own. */
export interface Own<Of> {
  readonly of: Of;
  readonly closure: Closure;
}

/**
 * What a closure has of its own instead of the announcement of this kind, in its life; that of the closure which holds
 * before one that comes. Null where there is none. `current`: what there is of each, without looking at its life.
 */
export async function ownAt<Of extends OwnDays & { readonly origin: string }>(
  kind: string,
  office: Office,
  at: Instant | null,
  current: (kind: OwnKind) => Promise<Of | null>,
): Promise<Own<Of> | null> {
  if (at === null || !REPLACES.includes(kind)) return null;
  const today = scheduleOf(office).zone.dayAt(at);
  const near = office.closures
    .filter(
      ({ firstDay, lastDay }) =>
        dayOfDate(firstDay) <= today + MOST_DAYS_OUTSIDE && dayOfDate(lastDay) >= today - MOST_DAYS_OUTSIDE,
    )
    .toSorted((a, b) => closureBegins(a, office) - closureBegins(b, office));
  const alive: Own<Of>[] = [];
  for (const closure of near) {
    const of = await current(ownKind(closure.id));
    if (of === null || of.origin === "default") continue;
    const { from, until } = lifeOf(of, closure, office);
    if (from <= at && at < until) alive.push({ of, closure });
  }
  const holding = alive.filter(({ closure }) => closureBegins(closure, office) <= at);
  return holding.at(-1) ?? alive[0] ?? null;
}
