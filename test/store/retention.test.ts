import assert from "node:assert/strict";
import fc from "fast-check";
import { zoneNamed } from "../../src/duty/wall-clock.ts";
import { type Instant, instant } from "../../src/kernel/units.ts";
import { deletionOf, expiredOf, readRetention, sweepDayOf, usualRetention } from "../../src/store/retention.ts";

const paris = zoneNamed("Europe/Paris");
const closed = (closedForSureAt: Instant | null, keptAt: Instant | null = null) => ({ closedForSureAt, keptAt });
const at = (utc: string): Instant => instant(Date.parse(utc));

describe("the rule of retention", () => {
  it("deletes a message in the night after so many whole days since it was closed", () => {
    const table: readonly (readonly [string, number, string])[] = [
      ["2026-11-23T09:00Z", 90, "2027-02-22T02:00Z"],
      // A minute after midnight in Paris is the next day there.
      ["2026-11-22T23:01Z", 90, "2027-02-22T02:00Z"],
      ["2026-11-22T22:59Z", 90, "2027-02-21T02:00Z"],
      // In summer three in the morning is one o'clock in Greenwich.
      ["2026-06-01T09:00Z", 1, "2026-06-03T01:00Z"],
    ];
    for (const [when, messageDays, deleted] of table)
      assert.equal(deletionOf(closed(at(when)), { ...usualRetention, messageDays }, paris), at(deleted), when);
  });

  it("never deletes what is open, what someone keeps, nor anything where all is kept", () => {
    const then = at("2020-01-01T09:00Z");
    assert.equal(deletionOf(closed(null), usualRetention, paris), null);
    assert.equal(deletionOf(closed(then, then), usualRetention, paris), null);
    assert.equal(deletionOf(closed(then), { ...usualRetention, messageDays: null }, paris), null);
    assert.deepEqual(expiredOf({ messageDays: null, callDays: null, untrimmedDays: null }, then, paris), {
      messagesBefore: null,
      callsBefore: null,
      untrimmedBefore: null,
    });
  });

  const zones = fc.constantFrom("Europe/Paris", "America/Sao_Paulo", "Australia/Lord_Howe", "Africa/Casablanca", "UTC");
  const instants = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2030, 0) }).map(instant);

  it("sweeps, in every zone and on every night, exactly what was said to be deleted by then", () => {
    fc.assert(
      fc.property(
        zones,
        instants,
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: -5, max: 5 }),
        (name, then, messageDays, hours) => {
          const zone = zoneNamed(name);
          const rule = { messageDays, callDays: null, untrimmedDays: null };
          const deletion = deletionOf(closed(then), rule, zone);
          assert.ok(deletion !== null && deletion - then >= (messageDays - 0.2) * 86_400_000);
          for (const now of [deletion - 1, deletion, deletion + hours * 3_600_000].map(instant)) {
            const { messagesBefore } = expiredOf(rule, now, zone);
            assert.equal(messagesBefore !== null && then < messagesBefore, now >= deletion);
          }
          assert.equal(sweepDayOf(instant(deletion - 1), zone) + 1, sweepDayOf(deletion, zone));
        },
      ),
    );
  });

  it("is read from whatever was kept, and is the usual one where that is none", () => {
    for (const kept of [undefined, null, "x", [], { messageDays: 0, callDays: 1e9 }, { messageDays: "7" }])
      assert.deepEqual(readRetention(kept), usualRetention);
    assert.deepEqual(readRetention({ messageDays: null, callDays: 31, untrimmedDays: null }), {
      messageDays: null,
      callDays: 31,
      untrimmedDays: null,
    });
  });
});
