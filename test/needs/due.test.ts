import assert from "node:assert/strict";
import { type Office, office } from "../../src/duty/office.ts";
import { instant } from "../../src/kernel/units.ts";
import { dueOf } from "../../src/needs/due.ts";

const paris = (text: string) => instant(Date.parse(`${text}+01:00`));
const weekdays = [1, 2, 3, 4, 5];
const agency = (more: object = {}): Office =>
  office.parse({
    name: "Les Tilleuls",
    zone: "Europe/Paris",
    hours: [
      { weekdays, from: "08:30", to: "12:30" },
      { weekdays, from: "14:00", to: "18:00" },
    ],
    ...more,
  });

describe("when a caller is to be called back", () => {
  const cases: readonly (readonly [string, string, string, object?])[] = [
    ["four hours of duty later", "2026-11-27T08:30:00", "2026-11-27T12:30:00"],
    ["not counting the lunch", "2026-11-27T10:30:00", "2026-11-27T16:00:00"],
    ["on Monday for the last of Friday", "2026-11-27T17:00:00", "2026-11-30T11:30:00"],
    ["from the morning on for the night before", "2026-11-25T23:00:00", "2026-11-26T12:30:00"],
    ["past a public holiday", "2026-12-24T17:00:00", "2026-12-28T11:30:00"],
    [
      "after a closure",
      "2026-11-27T17:00:00",
      "2026-12-07T11:30:00",
      { closures: [{ id: "c", name: "Congés", firstDay: "2026-11-28", lastDay: "2026-12-06" }] },
    ],
    ["in three days where no hours are known", "2026-11-27T17:00:00", "2026-11-30T17:00:00", { hours: [] }],
    ["in the hour that comes twice", "2026-10-25T00:00:00", "2026-10-26T12:30:00"],
  ];
  for (const [title, at, due, more] of cases)
    it(title, () => assert.equal(dueOf("usual", paris(at), agency(more)), paris(due)));

  it("within half an hour for who is fragile, or chose what is urgent, by day and night", () => {
    for (const weight of ["fragile", "urgent"] as const)
      for (const at of ["2026-11-27T10:00:00", "2026-11-28T03:00:00"])
        assert.equal(dueOf(weight, paris(at), agency()), paris(at) + 1_800_000);
  });

  it("is told by a clock of 1970 too", () => assert.ok(dueOf("usual", instant(1000), agency()) > 1000));
});
