import assert from "node:assert/strict";
import fc from "fast-check";
import type { Spell } from "../../src/duty/coverage.ts";
import { type LineTurn, livedOf, type Span } from "../../src/duty/lived.ts";
import { sumLived } from "../../src/duty/sum-lived.ts";
import { instant } from "../../src/kernel/units.ts";

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 24);
const at = (minute: number) => instant(START + minute * MINUTE);
/** Short, so that every edge meets every other. */
const LENGTH = 60;

const spellOf = (from: number, until: number, kind: number): Spell => ({
  from: at(from),
  until: at(until),
  scheduled: kind < 3,
  closed: kind < 3 ? null : { by: "hours" },
  absent: kind === 1,
  onDuty: kind === 2 ? [] : ["alice"],
  onCall: kind === 4 ? [] : ["bruno"],
  excused: false,
});

/** Edges in order, and what is between each and the next. */
const edges = fc.uniqueArray(fc.integer({ min: 1, max: LENGTH - 1 }), { maxLength: 6 }).map((all) => {
  const sorted = [0, ...all.sort((a, b) => a - b), LENGTH];
  return sorted.slice(1).map((until, n) => [sorted[n] ?? 0, until] as const);
});
const plans = fc
  .tuple(edges, fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 7, maxLength: 7 }))
  .map(([all, kinds]) => all.map(([from, until], n) => spellOf(from, until, kinds[n] ?? 0)));
/** The box at work: now and then, from before the day or beyond it. */
const boxes = fc
  .uniqueArray(fc.integer({ min: -20, max: LENGTH + 20 }), { minLength: 2, maxLength: 6 })
  .map((all) => all.sort((a, b) => a - b))
  .map((all) =>
    all.flatMap((from, n) => (n % 2 === 0 && all[n + 1] !== undefined ? [[from, all[n + 1] ?? 0] as const] : [])),
  );
const turnsOf = fc.array(
  fc.record({ line: fc.constantFrom("a", "b"), minute: fc.integer({ min: -20, max: LENGTH }), up: fc.boolean() }),
  { maxLength: 10 },
);

describe("what became of a day's plan", () => {
  it("is what a look at each minute by itself says", () => {
    fc.assert(
      fc.property(plans, boxes, turnsOf, (spells, box, said) => {
        // A line that comes and goes within a minute of the box's start is another matter.
        const told = said
          .filter(({ minute }) => box.some(([from, until]) => minute >= from && minute < until))
          .sort((a, b) => a.minute - b.minute);
        const turns: LineTurn[] = told.map(({ line, minute, up }) => ({ line, at: at(minute), up }));
        const spans: Span[] = box.map(([from, until]) => ({ from: at(from), until: at(until) }));
        const found = livedOf({ from: at(0), until: at(LENGTH) }, spells, spans, turns, []);

        const minutes = Array.from({ length: LENGTH }, (_, minute) => {
          const on = box.find(([from, until]) => minute >= from && minute < until);
          const isUp = (line: string) =>
            on !== undefined &&
            (told.filter((each) => each.line === line && each.minute >= on[0] && each.minute <= minute).at(-1)?.up ??
              false);
          const spell = spells.find(({ from, until }) => from <= at(minute) && at(minute) < until);
          return { on: on !== undefined, a: isUp("a"), b: isUp("b"), spell };
        });
        const count = (of: (minute: (typeof minutes)[number]) => boolean) => minutes.filter(of).length * MINUTE;
        const open = (minute: (typeof minutes)[number]) => minute.spell?.closed === null;
        const duty = (minute: (typeof minutes)[number]) =>
          open(minute) && !minute.spell?.absent && minute.spell?.onDuty.length !== 0;
        const called = (minute: (typeof minutes)[number]) => !open(minute) && minute.spell?.onCall.length !== 0;
        const up = (minute: (typeof minutes)[number]) => minute.a || minute.b;
        assert.deepEqual(
          [found.covered, found.lost, found.onCall, found.absent, found.off],
          [
            count((each) => duty(each) && up(each)),
            count((each) => duty(each) && !up(each)),
            { covered: count((each) => called(each) && up(each)), lost: count((each) => called(each) && !up(each)) },
            count((each) => open(each) && (each.spell?.absent ?? false)),
            count((each) => !each.on),
          ],
        );
        for (const line of ["a", "b"] as const)
          if (told.some((each) => each.line === line))
            assert.deepEqual(found.lines[line], {
              up: count((each) => each[line]),
              trouble: count((each) => each.on && !each[line]),
            });
      }),
      { numRuns: 2000 },
    );
  });

  it("of several days is their sum, and of none is nothing", () => {
    const day = livedOf(
      { from: at(0), until: at(60) },
      [spellOf(0, 60, 0)],
      [{ from: at(0), until: at(60) }],
      [
        { line: "a", at: at(0), up: true },
        { line: "a", at: at(20), up: false },
      ],
      [{ at: at(3), rung: true, accepted: false }],
    );
    const other = livedOf({ from: at(0), until: at(60) }, [spellOf(0, 60, 3)], [], [], []);
    const sum = sumLived([day, other]);
    assert.deepEqual(
      [sum?.covered, sum?.lost, sum?.onCall, sum?.lines.a?.trouble, sum?.off, sum?.inHours],
      [20, 40, { covered: 0, lost: 60 }, 40, 60, { calls: 1, rung: 1, accepted: 0 }].map((each) =>
        typeof each === "number" ? each * MINUTE : "lost" in each ? { covered: 0, lost: 60 * MINUTE } : each,
      ),
    );
    assert.equal(sumLived([]), null);
    const { onCall, ...older } = day;
    assert.equal(sumLived([older, other])?.onCall, undefined);
  });
});
