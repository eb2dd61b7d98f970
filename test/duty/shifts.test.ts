import assert from "node:assert/strict";
import fc from "fast-check";
import { dutyAt } from "../../src/duty/duty-at.ts";
import type { Office, Service } from "../../src/duty/office.ts";
import { shiftAt, shiftsBetween } from "../../src/duty/shifts.ts";
import { type Instant, instant } from "../../src/kernel/units.ts";
import { at, instants, offices, officeWith, rule } from "./offices.ts";

const told = (office: Office, from: string, until: string, service?: Service) =>
  shiftsBetween(office, at(from), at(until))
    .filter((shift) => service === undefined || shift.service === service)
    .map(({ person, level, from: since, until: to }) => {
      const show = (when: number) => new Date(when).toISOString().slice(0, 16);
      return `${person} ${level} ${show(since)} ${show(to)}`;
    });

const MINUTE = 60_000;

describe("the shifts of an office", () => {
  it("are one where they adjoin: a night, a day and a night of the same person, over midnight", () => {
    const office = officeWith({
      rota: [
        rule("alice", "on-call", "18:00", "08:00"),
        rule("alice", "on-call", "08:00", "18:00", { repeat: { every: "week", weekdays: [6, 7] } }),
      ],
    });
    assert.deepEqual(told(office, "2026-11-27T12:00+01:00", "2026-11-30T12:00+01:00", "on-call"), [
      "alice 1 2026-11-27T17:00 2026-11-30T07:00",
    ]);
  });

  it("are given whole, though only their middle was asked about", () => {
    const office = officeWith({ rota: [rule("alice", "on-call", "18:00", "08:00")] });
    const middle = at("2026-11-24T23:00+01:00");
    assert.deepEqual(shiftAt(office, "alice", "on-call", middle), {
      person: "alice",
      service: "on-call",
      level: 1,
      from: at("2026-11-24T18:00+01:00"),
      until: at("2026-11-25T08:00+01:00"),
    });
    assert.equal(shiftAt(office, "alice", "on-call", at("2026-11-25T08:00+01:00")), null);
    assert.equal(shiftAt(office, "alice", "duty", middle), null);
  });

  it("are as long as the nights in which the clocks change", () => {
    const office = officeWith({ rota: [rule("alice", "on-call", "22:00", "07:00")] });
    const length = (day: string) => {
      const [shift] = shiftsBetween(office, at(`${day}T22:30Z`), at(`${day}T23:00Z`));
      assert.ok(shift);
      return (shift.until - shift.from) / 3_600_000;
    };
    assert.equal(length("2026-03-28"), 8);
    assert.equal(length("2026-10-24"), 10);
    assert.equal(length("2026-11-14"), 9);
  });

  it("of duty are in open hours only, a break at noon between two", () => {
    const office = officeWith({
      rota: [rule("bruno", "duty", "08:00", "19:00")],
      closures: [{ id: "c", name: "Travaux", firstDay: "2026-11-24", lastDay: "2026-11-24" }],
      absences: [{ id: "a", from: at("2026-11-23T10:00+01:00"), until: at("2026-11-23T11:00+01:00"), by: "Bruno" }],
    });
    assert.deepEqual(told(office, "2026-11-23T00:00+01:00", "2026-11-25T00:00+01:00"), [
      "bruno 1 2026-11-23T08:00 2026-11-23T11:00",
      "bruno 1 2026-11-23T13:00 2026-11-23T17:00",
    ]);
  });

  it("obey leave and a swap, in the middle of one too", () => {
    const office = officeWith({
      rota: [rule("alice", "on-call", "18:00", "08:00"), rule("chloe", "on-call", "18:00", "08:00", { level: 2 })],
      leave: [{ id: "l", person: "chloe", firstDay: "2026-11-24", lastDay: "2026-11-24" }],
      overrides: [
        {
          id: "o",
          service: "on-call",
          from: at("2026-11-24T20:00+01:00"),
          until: at("2026-11-24T23:00+01:00"),
          people: ["bruno"],
        },
      ],
    });
    assert.deepEqual(told(office, "2026-11-23T12:00+01:00", "2026-11-25T12:00+01:00", "on-call"), [
      "alice 1 2026-11-23T17:00 2026-11-24T07:00",
      "chloe 2 2026-11-23T17:00 2026-11-24T07:00",
      "alice 1 2026-11-24T17:00 2026-11-24T19:00",
      "bruno 1 2026-11-24T19:00 2026-11-24T22:00",
      "alice 1 2026-11-24T22:00 2026-11-25T07:00",
    ]);
  });

  it("have the first of their levels where somebody moves up in one", () => {
    const office = officeWith({
      rota: [
        rule("alice", "on-call", "18:00", "22:00", { level: 2 }),
        rule("alice", "on-call", "22:00", "08:00"),
        rule("bruno", "on-call", "18:00", "22:00"),
      ],
    });
    assert.deepEqual(told(office, "2026-11-23T19:00+01:00", "2026-11-23T20:00+01:00", "on-call"), [
      "bruno 1 2026-11-23T17:00 2026-11-23T21:00",
      "alice 1 2026-11-23T17:00 2026-11-24T07:00",
    ]);
  });

  it("of somebody who is always on call do not begin or end in the time asked about", () => {
    const office = officeWith({ rota: [rule("alice", "on-call", "00:00", "24:00")] });
    const [from, until] = [at("2026-11-23T00:00+01:00"), at("2026-11-30T00:00+01:00")];
    const [shift, ...others] = shiftsBetween(office, from, until);
    assert.ok(shift && shift.from < from && shift.until > until);
    assert.deepEqual(others, []);
  });

  it("of any office are what is found minute by minute", () => {
    fc.assert(
      fc.property(offices, instants, (office, begin) => {
        const end = instant(begin + 36 * 60 * MINUTE);
        const shifts = shiftsBetween(office, begin, end);
        for (let t: number = begin; t < end; t += MINUTE) {
          const { closed, onDuty, onCall } = dutyAt(office, t as Instant);
          const there = shifts.filter((shift) => shift.from <= t && t < shift.until);
          const of = (service: Service) =>
            there
              .filter((s) => s.service === service)
              .map(({ person }) => person)
              .sort();
          assert.deepEqual(of("duty"), closed === null ? onDuty.map(({ id }) => id).sort() : []);
          assert.deepEqual(of("on-call"), onCall.map(({ id }) => id).sort());
        }
        // Nothing of one person and service touches: what adjoins is one.
        for (const a of shifts) {
          assert.ok(a.from < end && a.until > begin && a.from < a.until);
          for (const b of shifts)
            if (a !== b && a.person === b.person && a.service === b.service)
              assert.ok(a.until < b.from || b.until < a.from);
        }
      }),
      { numRuns: 40 },
    );
  });
});
