import assert from "node:assert/strict";
import fc from "fast-check";
import { dutyAt } from "../../src/duty/duty-at.ts";
import { spellsBetween } from "../../src/duty/eras.ts";
import type { Office } from "../../src/duty/office.ts";
import { onCallShifts } from "../../src/duty/on-call-shifts.ts";
import { type Instant, instant } from "../../src/kernel/units.ts";
import { at, instants, offices, officeWith, rule } from "./offices.ts";

const of = (office: Office, from: Instant, until: Instant) =>
  onCallShifts(spellsBetween([{ from, until, office }], from, until));
const told = (office: Office, from: string, until: string) =>
  of(office, at(from), at(until)).map(({ people, from: since, until: to }) => {
    const show = (when: number) => new Date(when).toISOString().slice(0, 16);
    return `${people.join("+")} ${show(since)} ${show(to)}`;
  });
const week = [1, 2, 3, 4, 5];
const hours = [{ weekdays: week, from: "09:00", to: "18:00" }];
const HOUR = 3_600_000;

describe("the shifts of on-call", () => {
  it("are nights and week-ends: who is always on call hands over when the office opens", () => {
    const office = officeWith({ hours, rota: [rule("alice", "on-call", "00:00", "24:00")] });
    assert.deepEqual(told(office, "2026-11-26T12:00+01:00", "2026-11-30T12:00+01:00"), [
      "alice 2026-11-26T17:00 2026-11-27T08:00",
      "alice 2026-11-27T17:00 2026-11-30T08:00",
    ]);
  });

  it("change with who is on call, in whatever order they are rung, and are none where nobody is", () => {
    const rota = [
      rule("alice", "on-call", "18:00", "00:00"),
      rule("bruno", "on-call", "00:00", "06:00"),
      rule("alice", "on-call", "00:00", "06:00", { order: 2 }),
    ];
    assert.deepEqual(told(officeWith({ hours, rota }), "2026-11-26T12:00+01:00", "2026-11-27T12:00+01:00"), [
      "alice 2026-11-26T17:00 2026-11-26T23:00",
      "bruno+alice 2026-11-26T23:00 2026-11-27T05:00",
    ]);
  });

  it("hold an instant exactly when the office is closed then and somebody is on call: them, in their order", () =>
    fc.assert(
      fc.property(offices, instants, (office, when) => {
        const [shift, ...more] = of(office, instant(when - 72 * HOUR), instant(when + 72 * HOUR)).filter(
          ({ from, until }) => from <= when && when < until,
        );
        const { closed, onCall } = dutyAt(office, when);
        assert.equal(more.length, 0);
        assert.deepEqual(shift?.people ?? [], closed === null ? [] : onCall.map(({ id }) => id));
      }),
      { numRuns: 200 },
    ));
});
