import { type Basis, type DayCoverage, dayCoverage, type Spell } from "../duty/coverage.ts";
import type { Lived } from "../duty/lived.ts";
import type { Office } from "../duty/office.ts";
import { dayOfDate, type WallDate } from "../duty/wall-clock.ts";
import type { Instant } from "../kernel/units.ts";

/** Hashes of the parts of what is in force, by their names. */
export type PartHashes = Readonly<Record<string, string>>;

/** A date as it was sealed: what was in force, what was planned, what became of it. It names no caller. */
export interface SealedDay {
  readonly date: WallDate;
  readonly zone: string;
  readonly from: Instant;
  readonly until: Instant;
  /** Sealed later than the night after, by what was in force then: the box was off, or its clock was wrong. */
  readonly late: boolean;
  /** Hashes of the terms that were in force, from then on. */
  readonly terms: readonly { readonly from: Instant; readonly parts: PartHashes }[];
  /** The names of then. */
  readonly people: Readonly<Record<string, string>>;
  readonly threshold: Office["threshold"];
  /** What the office aimed at, seconds; null while it aimed at nothing of its own. */
  readonly targets: unknown;
  /** When leave, a closure or an absence was noted is in the terms; what came of them all is here. */
  readonly spells: readonly Spell[];
  readonly planned: Pick<DayCoverage, "scheduled" | "open" | "covered" | "missing" | "meets" | "butFor" | "closed">;
  readonly lived: Lived;
}

/** A date's coverage from what was sealed of it: more than one where the zone changed. */
export function coverageOfSealed(date: WallDate, sealed: readonly SealedDay[], basis: Basis): DayCoverage {
  const spells = sealed.flatMap((day) => day.spells);
  const reckoned = dayCoverage(dayOfDate(date), spells, sealed.at(-1)?.threshold.hours ?? 0, basis);
  const [only] = sealed;
  return sealed.length === 1 && only ? { ...reckoned, ...only.planned } : reckoned;
}
