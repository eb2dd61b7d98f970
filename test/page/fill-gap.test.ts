import assert from "node:assert/strict";
import { alike, fillRule, fillSwap, type OpenGap } from "../../src/page/pages/duty/fill-gap.ts";

const gap = (day: string, from: string, to: string, last = day): OpenGap => ({
  service: "duty",
  from: `${day}T${from}`,
  until: `${last}T${to}`,
});
const filled = (...[first, ...more]: readonly [OpenGap, ...OpenGap[]]) => {
  const rule = fillRule("r", "alice", [first, ...more]);
  return rule && [rule.repeat, rule.weekdays, rule.from, rule.to, rule.starts, rule.ends];
};

describe("what fills gaps (P11)", () => {
  const lunch = (...days: string[]) =>
    days.map((day) => gap(day, "12:00", "13:00")) as unknown as [OpenGap, ...OpenGap[]];

  it("one day: a line for once", () => {
    assert.deepEqual(filled(...lunch("2026-12-01")), ["once", [2], "12:00", "13:00", "2026-12-01", ""]);
    assert.deepEqual(filled(gap("2026-12-01", "18:00", "00:00", "2026-12-02")), [
      "once",
      [2],
      "18:00",
      "24:00",
      "2026-12-01",
      "",
    ]);
  });

  it("days of one week: a line for those days, with their end", () =>
    assert.deepEqual(filled(...lunch("2026-11-30", "2026-12-02", "2026-12-04")), [
      "week",
      [1, 3, 5],
      "12:00",
      "13:00",
      "2026-11-30",
      "2026-12-04",
    ]));

  it("days that come again: a line without an end", () =>
    assert.deepEqual(filled(...lunch("2026-12-02", "2026-12-03", "2026-12-09")), [
      "week",
      [3, 4],
      "12:00",
      "13:00",
      "2026-12-02",
      "",
    ]));

  it("what is no slot of a rota: a replacement for the whole", () => {
    const weekend = gap("2026-12-04", "18:00", "09:00", "2026-12-07");
    assert.equal(filled(weekend), null);
    const others = [gap("2026-12-01", "09:00", "12:00"), gap("2026-12-02", "09:00", "17:00")] as const;
    assert.equal(filled(...others), null);
    assert.deepEqual(fillSwap("s", others), {
      id: "s",
      service: "duty",
      from: "2026-12-01T09:00",
      until: "2026-12-02T17:00",
      people: [],
    });
  });

  it("puts those at the same hours together, each service for itself", () => {
    const wall = (kind: string, day: string, from: string, to: string) => ({
      kind,
      fromWall: `${day} ${from}`,
      untilWall: `${day} ${to}`,
    });
    const all = [
      wall("nobody-on-duty", "2026-11-30", "12:00", "13:00"),
      wall("nobody-on-call", "2026-11-30", "12:00", "13:00"),
      wall("nobody-on-duty", "2026-12-01", "12:00", "13:00"),
      wall("nobody-on-duty", "2026-12-01", "12:00", "13:30"),
    ];
    assert.deepEqual(
      alike(all).map(({ length }) => length),
      [2, 1, 1],
    );
  });
});
