import assert from "node:assert/strict";
import fc from "fast-check";
import { moveSlot } from "../../src/duty/move-slot.ts";
import type { RotaRule } from "../../src/duty/office.ts";
import { occurrences } from "../../src/duty/repeats.ts";
import { dateOfDay, dayOfDate, weekdayOf } from "../../src/duty/wall-clock.ts";
import { offices, officeWith, rule } from "./offices.ts";

const AHEAD = 500;

/** Every slot that rules have in a year and some, as text, sorted. */
function slotsOf(rules: readonly RotaRule[], first: number): string[] {
  return rules
    .flatMap((each) => {
      const days = occurrences(each.repeat, each.starts, each.ends);
      return Array.from({ length: AHEAD }, (_, n) => first + n)
        .filter((day) => days.on(day))
        .map((day) => `${dateOfDay(day)} ${each.from}-${each.to} ${each.person} ${each.service} ${each.order}`);
    })
    .sort();
}

function fresh(): () => string {
  let n = 0;
  return () => `fresh-${++n}`;
}

/** A line of some office, and one of its days. */
const slots = fc
  .tuple(offices, fc.nat(), fc.nat({ max: 300 }))
  .map(([{ rota }, which, late]) => {
    const line = rota[which % rota.length];
    assert.ok(line);
    const days = occurrences(line.repeat, line.starts, line.ends);
    for (let day = days.first + late; day < days.first + late + 400; day++) if (days.on(day)) return { line, day };
    return { line, day: null };
  })
  .filter((found): found is { line: RotaRule; day: number } => found.day !== null);

const weekly = (weekdays: number[], interval = 1) => {
  const { rota } = officeWith({
    rota: [rule("alice", "duty", "09:00", "12:00", { repeat: { every: "week", weekdays, interval } })],
  });
  assert.ok(rota[0]);
  return rota[0];
};

describe("a slot that is moved", () => {
  it("once, leaves every other slot of its line where it was", () => {
    fc.assert(
      fc.property(slots, fc.integer({ min: -40, max: 40 }), ({ line, day }, shift) => {
        const to = { person: "bruno", day: dateOfDay(day + shift), from: "07:15", to: "08:00" };
        const moved = moveSlot(line, dateOfDay(day), to, "once", fresh());
        assert.ok(moved);
        const first = day - 60;
        const expected = slotsOf([line], first).filter((slot) => !slot.startsWith(dateOfDay(day)));
        const there = { ...line, id: "there", ...to, starts: to.day, repeat: { every: "once" as const } };
        assert.deepEqual(slotsOf(moved, first), [...expected, ...slotsOf([there], first)].sort());
        assert.equal(moved[0]?.id, line.id);
        assert.equal(new Set(moved.map(({ id }) => id)).size, moved.length);
      }),
    );
  });

  it("each time, keeps what was before it and changes all that follow", () => {
    fc.assert(
      fc.property(slots, ({ line, day }) => {
        const to = { person: "bruno", day: dateOfDay(day), from: "07:15", to: "08:00" };
        const moved = moveSlot(line, dateOfDay(day), to, "series", fresh());
        assert.ok(moved);
        const first = day - 60;
        const expected = slotsOf([line], first).map((slot) =>
          slot < dateOfDay(day) ? slot : `${slot.slice(0, 10)} 07:15-08:00 bruno ${line.service} ${line.order}`,
        );
        assert.deepEqual(slotsOf(moved, first), expected.sort());
      }),
    );
  });

  it("on one weekday of several, leaves the others, in the weeks that the line has", () => {
    const line = weekly([1, 3, 5], 2);
    const wednesday = dayOfDate("2026-11-25");
    const days = occurrences(line.repeat, line.starts);
    const day = days.on(wednesday) ? wednesday : wednesday + 7;
    const to = { person: "alice", day: dateOfDay(day + 1), from: "10:00", to: "13:00" };
    const moved = moveSlot(line, dateOfDay(day), to, "weekday", fresh());
    assert.ok(moved);
    const seen = slotsOf(moved, day - 2)
      .slice(0, 6)
      .map((slot) => slot.slice(0, 22));
    const at = (shift: number, hours: string) => `${dateOfDay(day + shift)} ${hours}`;
    const old = "09:00-12:00";
    const weeks = [0, 14].flatMap((w) => [at(w - 2, old), at(w + 1, "10:00-13:00"), at(w + 2, old)]);
    assert.deepEqual(seen, weeks);
    assert.equal(weekdayOf(day), 3);
  });

  it("is refused where the repeat can't say it, or the line has no such slot", () => {
    const to = { person: "alice", day: "2026-11-24", from: "09:00", to: "12:00" };
    assert.equal(moveSlot(weekly([1, 2]), "2026-11-23", to, "series", fresh()), null);
    assert.equal(moveSlot(weekly([1, 2]), "2026-11-25", to, "once", fresh()), null);
    const { rota } = officeWith({
      rota: [rule("alice", "duty", "09:00", "12:00", { repeat: { every: "month", weekday: 1, nth: 4 } })],
    });
    assert.ok(rota[0]);
    assert.equal(moveSlot(rota[0], "2026-11-23", to, "series", fresh()), null);
    assert.ok(moveSlot(rota[0], "2026-11-23", to, "once", fresh()));
  });
});
