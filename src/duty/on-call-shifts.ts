import type { Instant } from "../kernel/units.ts";
import type { Spell } from "./coverage.ts";

/** A stretch outside the duty hours in which the same people were on call: a night, a week-end. */
export interface OnCallShift {
  readonly from: Instant;
  readonly until: Instant;
  /** Ids, of all levels, in the order in which they are rung. */
  readonly people: readonly string[];
}

/** The shifts of these spells, which follow each other in time; what adjoins is one, over midnight as well. */
export function onCallShifts(spells: readonly Spell[]): OnCallShift[] {
  const found: { from: Instant; until: Instant; people: readonly string[] }[] = [];
  for (const { from, until, closed, onCall } of spells) {
    if (closed === null || onCall.length === 0) continue;
    const last = found.at(-1);
    if (last && last.until === from && last.people.join() === onCall.join()) last.until = until;
    else found.push({ from, until, people: onCall });
  }
  return found;
}
