import assert from "node:assert/strict";
import fc from "fast-check";
import { readCalendar } from "../../src/admin/calendar/read-calendar.ts";
import { shiftsBetween } from "../../src/admin/calendar/shifts.ts";
import { writeCalendar } from "../../src/admin/calendar/write-calendar.ts";
import { dutyAt } from "../../src/duty/duty-at.ts";
import type { Office } from "../../src/duty/office.ts";
import { slotsBetween } from "../../src/duty/slots.ts";
import { dayOfDate, zoneNamed } from "../../src/duty/wall-clock.ts";
import { type Instant, instant } from "../../src/kernel/units.ts";
import { instants, offices } from "../duty/offices.ts";

const WEEKS = 8;

/** Who stands where, as text. */
function shiftsOf(office: Office, from: Instant, until: Instant): string[] {
  const shifts = slotsBetween(office, from, until).rota.map(
    (slot) => `${slot.of.service} ${slot.of.person} ${slot.of.order} ${slot.from} ${slot.until}`,
  );
  return [...new Set(shifts)].sort();
}

/** The Mondays around which the clocks change in some of the zones, and a few others. */
const mondays = fc
  .constantFrom("2026-02-16", "2026-03-02", "2026-03-16", "2026-09-21", "2026-10-05", "2026-10-19", "2026-06-01")
  .map(dayOfDate);

describe("a calendar that is written and read back", () => {
  it("gives the same shifts to an empty rota, over eight weeks, whatever the clocks do", () => {
    fc.assert(
      fc.property(offices, mondays, (whole, monday) => {
        const people = new Set(whole.people.map(({ id }) => id));
        const office = { ...whole, rota: whole.rota.filter(({ person }) => people.has(person)) };
        const zone = zoneNamed(office.zone);
        const [from, until] = [zone.instantOf(monday, 0), zone.instantOf(monday + 7 * WEEKS, 0)];
        const bare = { ...office, closures: [], leave: [], overrides: [] };
        const text = writeCalendar(bare, shiftsBetween(bare, from, until), from, "fr");
        const empty = { ...office, rota: [], closures: [], leave: [], overrides: [] };
        const answer = readCalendar({ file: text, office: empty, now: from, service: "duty", choices: {} });
        if ("refused" in answer) {
          assert.equal(answer.refused, "calendar-too-long");
          return;
        }
        const next = { ...empty, rota: [...answer.reading.rota] };
        // A slot that began before and is over by then is past; one that lies beyond the last week is whole.
        const first = instant(from - 2 * 86_400_000);
        const last = instant(until + 2 * 86_400_000);
        const expected = shiftsOf(office, from, until);
        assert.deepEqual(shiftsOf(next, first, last), expected);
        const again = readCalendar({ file: text, office: next, now: from, service: "duty", choices: {} });
        assert.ok("reading" in again && again.reading.rota.length === 0);
      }),
      { numRuns: 15 },
    );
  });

  it("says of each person when they really stand by, replacements and leave counted", () => {
    fc.assert(
      fc.property(offices, instants, (office, at) => {
        const shifts = shiftsBetween(office, at, instant(at + 1));
        const standing = (service: string) =>
          [...new Set(shifts.filter((shift) => shift.service === service).map(({ person }) => person))].sort();
        const { onDuty, onCall } = dutyAt(office, at);
        const ids = (people: typeof onDuty) => people.map(({ id }) => id).sort();
        assert.deepEqual([standing("duty"), standing("on-call")], [ids(onDuty), ids(onCall)]);
      }),
    );
  });

  it("says many weeks of the same in few lines", () => {
    fc.assert(
      fc.property(mondays, (monday) => {
        const rule = {
          id: "r",
          service: "duty" as const,
          person: "alice",
          order: 1,
          from: "09:00",
          to: "17:00",
          repeat: { every: "week" as const, weekdays: [1, 2, 4], interval: 1 },
          starts: "2020-01-06",
        };
        const [base] = fc.sample(offices, { numRuns: 1, seed: 1 });
        assert.ok(base);
        const office = { ...base, zone: "Europe/Paris", rota: [rule], leave: [], closures: [], overrides: [] };
        const zone = zoneNamed(office.zone);
        const from = zone.instantOf(monday, 0);
        const until = zone.instantOf(monday + 7 * WEEKS, 0);
        const text = writeCalendar(office, shiftsBetween(office, from, until), from, "en");
        const answer = readCalendar({
          file: text,
          office: { ...office, rota: [] },
          now: from,
          service: "duty",
          choices: {},
        });
        assert.ok("reading" in answer);
        assert.deepEqual(
          answer.reading.rota.map(({ repeat }) => repeat),
          [{ every: "week", weekdays: [1, 2, 4], interval: 1 }],
        );
      }),
      { numRuns: 7 },
    );
  });
});
