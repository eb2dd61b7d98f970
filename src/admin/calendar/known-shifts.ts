import type { Era } from "../../duty/eras.ts";
import type { Office } from "../../duty/office.ts";
import { type Instant, instant } from "../../kernel/units.ts";
import { type Shift, shiftsBetween } from "./shifts.ts";

/** The office that the shifts, leave and closures of a calendar are of. */
export interface KnownCalendar {
  readonly shifts: readonly Shift[];
  /** People by their ids, as they were called then; also of those who are gone since. */
  readonly names: Readonly<Record<string, string>>;
  readonly leave: Office["leave"];
  readonly closures: Office["closures"];
}

/**
 * The shifts that touch the window, each by whatever was in force when it was stood: what is past stays as it was (P16). A
 * shift whose terms did not change is one; one that was cut short by a change ends there.
 */
export function knownCalendar(eras: readonly Era[], from: Instant, until: Instant): KnownCalendar {
  const found: Shift[] = [];
  for (const [n, era] of eras.entries()) {
    // What began before the first is whole, as is what ends after the last.
    const begins = n === 0 ? Number.NEGATIVE_INFINITY : era.from;
    const ends = n === eras.length - 1 ? Number.POSITIVE_INFINITY : era.until;
    for (const shift of shiftsBetween(era.office, era.from, era.until)) {
      const piece = {
        ...shift,
        from: instant(Math.max(shift.from, begins)),
        until: instant(Math.min(shift.until, ends)),
      };
      const before = found.findIndex((each) => goesOn(each, piece));
      const last = found[before];
      if (last) found[before] = { ...last, until: piece.until };
      else found.push(piece);
    }
  }
  const touching = eras.filter((era) => era.from < until && era.until > from);
  return {
    shifts: withOwnNames(found.filter((shift) => shift.from < until && shift.until > from)),
    names: Object.fromEntries(eras.flatMap(({ office }) => office.people.map(({ id, name }) => [id, name]))),
    leave: latest(touching.flatMap(({ office }) => office.leave)),
    closures: latest(touching.flatMap(({ office }) => office.closures)),
  };
}

const goesOn = (one: Shift, next: Shift): boolean =>
  one.until === next.from && one.person === next.person && one.service === next.service && one.order === next.order;

/** Of several of one id, the one that held last. */
const latest = <E extends { readonly id: string }>(all: readonly E[]): E[] => [
  ...new Map(all.map((one) => [one.id, one])).values(),
];

/** A calendar takes two entries of one name for one. */
function withOwnNames(shifts: readonly Shift[]): readonly Shift[] {
  const known = new Set<string>();
  return shifts.map((shift) => {
    let uid = shift.uid;
    for (let n = 2; known.has(uid); n++) uid = `${shift.uid}-part-${n}`;
    known.add(uid);
    return { ...shift, uid };
  });
}
