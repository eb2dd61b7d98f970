import assert from "node:assert/strict";
import fc from "fast-check";
import { fragileNumbers } from "../../src/admin/views/fragile-numbers.ts";
import { zoneNamed } from "../../src/duty/wall-clock.ts";
import { instant } from "../../src/kernel/units.ts";
import type { CallOutcome } from "../../src/store/call-record.ts";
import type { Client } from "./client.ts";
import { anOffice, MONDAY, Rig } from "./rig.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const outcomes = [
  ...["forwarded", "taken-here", "message", "abandoned", "empty-message", "failed"],
  ...["interrupted", "information", "blocked"],
] as readonly CallOutcome[];
/** Of the fragile client in three spellings, and of others. */
const numbers = ["0387000001", "+33387000001", "0033387000001", "0612345678", "0388000077", null] as const;
const UNTIL = MONDAY;
const SINCE = MONDAY - 14 * DAY;

interface Row {
  readonly at: number;
  readonly outcome: CallOutcome;
  readonly answer: number | null;
  readonly hold: number;
  readonly number: (typeof numbers)[number];
}

const rows: fc.Arbitrary<Row> = fc.record({
  // On the edges of the period and of the hours too; the period before begins 28 days ago.
  at: fc.oneof(
    fc.integer({ min: 0, max: 30 * 24 * 60 }).map((minutes) => MONDAY + DAY - minutes * MINUTE),
    fc.constantFrom(SINCE, SINCE - 1, UNTIL, UNTIL - 1, SINCE - 14 * DAY, MONDAY - 3 * DAY - 60 * MINUTE),
  ),
  outcome: fc.constantFrom(...outcomes),
  answer: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 40 })),
  hold: fc.integer({ min: 0, max: 120 }),
  number: fc.constantFrom(...numbers),
});

describe("statistics of any book of calls", () => {
  let rig: Rig;
  let boss: Client;
  before(async () => {
    rig = await Rig.open();
    boss = await rig.boss();
  });
  after(() => rig.close());

  it("are what a count of the raw rows by itself gives, and each number opens just the calls that it counts", async function () {
    this.timeout(120_000);
    let made = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(rows, { maxLength: 25 }), async (book) => {
        await rig.store.transaction(async (tx) => {
          for (const table of ["need_event", "need_call", "need_ask", "need", "step", "tally", "call", "caller"])
            if (await tx.get("SELECT 1 FROM sqlite_schema WHERE name = ? AND type = 'table'", [table]))
              await tx.run(`DELETE FROM ${table}`);
        });
        const kept = book.map((row) => ({ ...row, id: `p-${String(made++).padStart(6, "0")}` }));
        for (const { id, at, outcome, answer, hold, number } of kept) {
          const presentation = number === null ? "withheld" : "given";
          rig.store.calls.begin({ id, line: "line-1", at: instant(at), caller: { presentation, number, name: null } });
          const answeredAt = answer === null ? null : instant(at + answer * 1000);
          if (outcome === "forwarded" && answeredAt !== null)
            rig.store.calls.step(id, {
              at: instant(answeredAt + hold * 1000),
              what: "put-through",
              detail: { person: "amelie", name: "Amélie", number: "+33639980001" },
            });
          rig.store.calls.end(id, { at: instant(at + 180_000), outcome, answeredAt });
        }
        await rig.store.calls.flushed();

        const period = { since: SINCE, until: UNTIL };
        const stats = await boss.ask("statistics", { query: period });
        const within = kept.filter(({ at }) => at >= SINCE && at < UNTIL);
        const earlier = kept.filter(({ at }) => at >= SINCE - (UNTIL - SINCE) && at < SINCE);
        const zone = zoneNamed("Europe/Paris");
        const isOpen = ({ at }: Row): boolean => {
          const [day = "", time = ""] = zone.show(instant(at)).split(" ");
          const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
          // Of the legal holidays, one is in the two periods: the eleventh of November.
          return weekday >= 1 && weekday <= 5 && time >= "09:00" && time < "17:00" && day !== "2026-11-11";
        };
        const fragile = fragileNumbers(anOffice);
        const isFragile = ({ number }: Row) => number !== null && fragile.includes(number);
        const lost = ["abandoned", "empty-message", "failed", "interrupted"];
        const reached = ["forwarded", "taken-here"];
        const notReached = [...lost, "message"];
        const count = (of: readonly Row[]) => {
          const having = (group: readonly string[]) => of.filter(({ outcome }) => group.includes(outcome));
          const times = having(reached).flatMap(({ outcome, answer, hold }) =>
            outcome === "taken-here" ? [0] : answer === null ? [] : [hold],
          );
          return {
            sought: having(reached).length + having(notReached).length,
            reached: having(reached).length,
            notReached: having(notReached).length,
            lost: having(lost).length,
            within: times.filter((seconds) => seconds <= 60).length,
            longest: times.length === 0 ? null : Math.max(...times) * 1000,
          };
        };
        const told = ({ sought, reached, notReached, lost, within, longest }: typeof stats.person) => ({
          ...{ sought, reached, notReached, lost, within, longest },
        });
        for (const [found, of] of [
          [stats.person, within],
          [stats.inHours, within.filter(isOpen)],
          [stats.outOfHours, within.filter((row) => !isOpen(row))],
          [stats.fragile, within.filter(isFragile)],
          [stats.before.person, earlier],
          [stats.before.inHours, earlier.filter(isOpen)],
          [stats.before.outOfHours, earlier.filter((row) => !isOpen(row))],
          [stats.before.fragile, earlier.filter(isFragile)],
        ] as const)
          assert.deepEqual(told(found), count(of));
        assert.equal(stats.total.calls, within.length);
        assert.equal(stats.before.total.calls, earlier.length);
        assert.equal(stats.total.lost, stats.person.lost);

        const opens = async (query: object) =>
          (await boss.ask("calls", { query: { limit: 200, ...period, ...query } })).calls.length;
        const { callBack } = stats;
        for (const [number, query] of [
          [stats.total.calls, {}],
          [stats.total.lost, { group: "lost" }],
          [stats.answer.count, { only: "answered" }],
          [stats.fragile.sought, { only: "fragile", group: "sought" }],
          [stats.fragile.notReached, { only: "fragile", group: "not-reached" }],
          [stats.inHours.notReached, { group: "not-reached", hours: "in" }],
          [stats.outOfHours.sought, { group: "sought", hours: "out" }],
          [callBack.needs, { only: "owed" }],
          [callBack.open, { only: "waiting" }],
          [callBack.gotThrough, { only: "got-through" }],
          [callBack.calledBack, { only: "called-back" }],
        ] as const)
          assert.equal(await opens(query), number, JSON.stringify(query));
      }),
      { numRuns: 30 },
    );
  });
});
