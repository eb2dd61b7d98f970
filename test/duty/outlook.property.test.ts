import assert from "node:assert/strict";
import fc from "fast-check";
import { hoursClaim } from "../../src/announcements/said-hours.ts";
import { dutyAt } from "../../src/duty/duty-at.ts";
import type { Office } from "../../src/duty/office.ts";
import { opensAt, shutAt } from "../../src/duty/outlook.ts";
import { scheduleOf } from "../../src/duty/schedule.ts";
import { slotsBetween } from "../../src/duty/slots.ts";
import { dateOfDay, dayOfDate } from "../../src/duty/wall-clock.ts";
import { type Instant, instant } from "../../src/kernel/units.ts";
import { instants, offices } from "./offices.ts";

const QUARTER = 900_000;

function* quarters(from: number, until: number): Generator<Instant> {
  for (let t = Math.ceil(from / QUARTER) * QUARTER; t < until; t += QUARTER) yield instant(t);
}

describe("what callers are told of the time to come", () => {
  it("never contradicts the schedule of any later instant: when it opens, until when it is shut (P13)", () => {
    fc.assert(
      fc.property(offices, instants, (office, at) => {
        const opens = opensAt(office, at);
        const shut = shutAt(office, at);
        for (const t of quarters(at, Math.min(opens ?? Infinity, at + 20 * 86_400_000))) {
          const { closed, absence } = dutyAt(office, t);
          assert.ok(closed !== null || absence !== null, `open at ${t}, before ${opens}`);
        }
        if (opens !== null) {
          const { closed, absence } = dutyAt(office, opens);
          assert.deepEqual([closed, absence], [null, null]);
        }
        const { closed } = dutyAt(office, at);
        assert.equal(shut !== null, closed !== null && closed.by !== "hours");
        if (shut?.until) assert.ok(shut.reopens !== null && shut.until <= shut.reopens && shut.until > at);
      }),
      { numRuns: 150 },
    );
  });

  it("never contradicts it: the hours of the week, its exceptions and its change (P13)", () => {
    let claims = 0;
    fc.assert(
      fc.property(offices, instants, (office, at) => {
        const claim = hoursClaim(office, at);
        if (claim === null) return;
        claims++;
        const { zone } = scheduleOf(office);
        const day = zone.dayAt(at);
        const shut = shutAt(office, at);
        const told = [...(shut ? [shut] : []), ...claim.except];
        const asSaid = saidOffice(office, claim);
        for (const t of quarters(at, zone.instantOf(day + 8, 0))) {
          if (isOfBefore(office, t, [day, ...(claim.change ? [dayOfDate(claim.change.day)] : [])])) continue;
          const isOut = told.some(({ from, reopens }) => from <= t && (reopens === null || t < reopens));
          const said = dutyAt(asSaid, t).closed === null && !isOut;
          assert.equal(dutyAt(office, t).closed === null, said, zone.show(t));
        }
      }),
      { numRuns: 150 },
    );
    assert.ok(claims > 50, String(claims));
  });
});

/** An office that does no more and no less than what was said. */
function saidOffice(office: Office, { hours, change }: NonNullable<ReturnType<typeof hoursClaim>>): Office {
  const plain = ({ weekdays, from, to, starts, interval = 1 }: Office["hours"][number]) => ({
    weekdays,
    from,
    to,
    ...(interval > 1 && starts !== undefined ? { starts, interval } : {}),
  });
  const before = hours.map((slot) => ({
    ...plain(slot),
    ...(change ? { ends: dateOfDay(dayOfDate(change.day) - 1) } : {}),
  }));
  const after = (change?.then ?? []).map((slot) => {
    const { starts, ...rest } = plain(slot);
    return { ...rest, starts: starts ?? change?.day };
  });
  return { ...office, hours: [...before, ...after], closures: [], closedOnHolidays: false };
}

/** Whether it is the end of a night that began before one of these days: hours are told of by the day they begin on. */
const isOfBefore = (office: Office, t: Instant, days: readonly number[]): boolean =>
  slotsBetween(office, t, instant(t + 1)).hours.some((slot) => days.some((day) => slot.day < day && slot.until > t)) &&
  days.some((day) => scheduleOf(office).zone.dayAt(t) === day);
