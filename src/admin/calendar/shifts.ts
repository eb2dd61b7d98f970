import { isOneStretch, leaveDays } from "../../duty/leave-days.ts";
import type { Office, Service } from "../../duty/office.ts";
import { slotsBetween } from "../../duty/slots.ts";
import { dateOfDay, dayOfDate, zoneNamed } from "../../duty/wall-clock.ts";
import type { Instant } from "../../kernel/units.ts";

/** Somebody of whom it can be said: stands by for this service from then until then. */
export interface Shift {
  /** The same from one export to the next. */
  readonly uid: string;
  readonly service: Service;
  readonly person: string;
  readonly order: number;
  readonly from: Instant;
  readonly until: Instant;
}

interface Span {
  readonly from: Instant;
  readonly until: Instant;
}

/** The shifts that touch the window, whole, as they really are: after leave and replacements (`duty/decide.ts`). */
export function shiftsBetween(office: Office, from: Instant, until: Instant): readonly Shift[] {
  const zone = zoneNamed(office.zone);
  const touches = (span: Span) => span.from < until && span.until > from && span.from < span.until;
  const known = new Set(office.people.map(({ id }) => id));
  const leave = office.leave
    .map(({ person, firstDay, lastDay }) => ({
      person,
      from: zone.instantOf(dayOfDate(firstDay), 0),
      until: zone.instantOf(dayOfDate(lastDay) + 1, 0),
    }))
    .filter(({ from, until }) => from < until);
  const leaveOn = leaveDays(office);
  const leaveIn = (span: Span, id: string): readonly Span[] => {
    if (!isOneStretch(span)) return leave.filter(({ person }) => person === id);
    return leaveOn(id, zone.dayAt(span.from)) ? [span] : [];
  };

  const ofRota = slotsBetween(office, from, until).rota.flatMap(({ of, day, ...span }) => {
    const replaced = office.overrides.filter(({ service }) => service === of.service);
    if (leaveOn(of.person, day)) return [];
    return without(span, replaced).map((piece, n) => ({
      uid: named(`${of.id}-${dateOfDay(day)}`, n),
      ...piece,
      service: of.service,
      person: of.person,
      order: of.order,
    }));
  });
  const ofOverrides = office.overrides.flatMap((override, index) => {
    if (!touches(override)) return [];
    // Of several, the one begun last holds; of two begun together, the first.
    const stronger = office.overrides.filter(
      (other, place) =>
        other.service === override.service &&
        (other.from > override.from || (other.from === override.from && place < index)),
    );
    return override.people.flatMap((person, place) =>
      without(override, [...stronger, ...leaveIn(override, person)]).map((piece, n) => ({
        uid: named(`${override.id}-${person}`, n),
        ...piece,
        service: override.service,
        person,
        order: place + 1,
      })),
    );
  });
  return [...ofRota, ...ofOverrides].filter((shift) => known.has(shift.person) && touches(shift));
}

const named = (uid: string, piece: number): string => (piece === 0 ? uid : `${uid}-${piece + 1}`);

/** What is left of a span when others are cut out of it. */
function without({ from, until }: Span, holes: readonly Span[]): readonly Span[] {
  let left: readonly Span[] = [{ from, until }];
  for (const hole of holes)
    left = left.flatMap((span) =>
      hole.until <= span.from || hole.from >= span.until || hole.from >= hole.until
        ? [span]
        : [
            { from: span.from, until: hole.from },
            { from: hole.until, until: span.until },
          ].filter((piece) => piece.from < piece.until),
    );
  return left;
}
