import assert from "node:assert/strict";
import fc from "fast-check";
import { type Instant, instant } from "../../src/kernel/units.ts";
import { type Act, advanceNeed, type Owed, openNeed } from "../../src/needs/advance.ts";
import { type Need, needReasons, weights } from "../../src/needs/need.ts";

const at = (n: number): Instant => instant(Date.UTC(2026, 10, 27, 14, n));
const owed: Owed = {
  ...{
    call: "a",
    why: "left",
    number: "+33612345678",
    name: null,
    presentation: "given",
    fragile: false,
    weight: "usual",
  },
  ...{ zone: "Europe/Paris", due: at(240) },
};
const amal = { id: "amal", name: "Amal" };
const become = (need: Need, ...acts: Act[]): Need => acts.reduce((is, act) => advanceNeed(is, act, at(5)).need, need);

describe("a need", () => {
  const { need } = openNeed(owed, at(0));

  it("is asked for at once, and has the call that opened it in its history", () => {
    assert.deepEqual([need.id, need.calls, need.nextAskAt, need.dueAt], ["a", ["a"], at(0), at(240)]);
    assert.deepEqual(openNeed(owed, at(0)).events, [{ what: "opened", detail: { call: "a", why: "left" } }]);
  });

  it("takes the heavier weight, the earlier deadline and the newer reason of what joins it", () => {
    const urgent: Owed = { ...owed, call: "b", why: "failed", weight: "urgent", name: "Odette", due: at(35) };
    const heavier = become(need, { do: "join", owed: urgent });
    assert.deepEqual(
      [heavier.calls, heavier.weight, heavier.dueAt, heavier.why, heavier.name, heavier.round],
      [["a", "b"], "urgent", at(35), "failed", "Odette", 1],
    );
    const lighter = become(heavier, { do: "join", owed: { ...owed, call: "c" } });
    assert.deepEqual(
      [lighter.weight, lighter.dueAt, lighter.why, lighter.name, lighter.round],
      ["urgent", at(35), "left", "Odette", 1],
    );
  });

  it("is asked for anew when who can't wait rings again, long after somebody took it", () => {
    const urgent: Owed = { ...owed, call: "b", weight: "urgent" };
    const taken = become(need, { do: "take", by: amal, how: "key" });
    const soon = advanceNeed(taken, { do: "join", owed: urgent }, at(10)).need;
    assert.deepEqual([soon.owner, soon.nextAskAt, soon.weight], [amal, null, "urgent"]);
    const late = advanceNeed(taken, { do: "join", owed: urgent }, at(25)).need;
    assert.deepEqual([late.owner, late.nextAskAt, late.round], [null, at(25), 1]);
    const usual = advanceNeed(taken, { do: "join", owed: { ...owed, call: "b" } }, at(25)).need;
    assert.deepEqual([usual.owner, usual.nextAskAt], [amal, null]);
  });

  it("is nobody's question any more once somebody has it, and is again when they give it back", () => {
    const taken = become(need, { do: "take", by: amal, how: "link" });
    assert.deepEqual([taken.owner, taken.takenAt, taken.nextAskAt], [amal, at(5), null]);
    const back = become(taken, { do: "give-back", by: "Amal" });
    assert.deepEqual([back.owner, back.takenAt, back.nextAskAt, back.round, back.level], [null, null, at(5), 1, 0]);
  });

  it("is taken over from another only by whoever has seen that they have it", () => {
    const taken = become(need, { do: "take", by: amal, how: "page" });
    const karim = { id: null, name: "Karim" };
    assert.throws(() => become(taken, { do: "take", by: karim, how: "page" }), {
      code: "needs.taken",
      message: '"Amal" has it already',
    });
    assert.throws(() => become(taken, { do: "take", by: karim, how: "page", seen: need.revision }), {
      code: "needs.taken",
    });
    assert.deepEqual(become(taken, { do: "take", by: karim, how: "page", seen: taken.revision }).owner, karim);
    assert.equal(become(taken, { do: "take", by: amal, how: "key" }), taken);
  });

  it("is closed by one person alone, with who it was for the other", () => {
    const closed = become(need, { do: "close", by: "Amal", reason: "called-back", note: "Va mieux" });
    assert.deepEqual([closed.closedAt, closed.closedBy, closed.reason], [at(5), "Amal", "called-back"]);
    for (const act of [
      { do: "close", by: "Karim", reason: "other", note: null },
      { do: "take", by: amal, how: "page" },
      { do: "give-back", by: "Amal" },
    ] as const)
      assert.throws(() => become(closed, act), { code: "needs.already-closed", message: '"Amal" closed it already' });
    const reopened = become(closed, { do: "reopen", by: "Karim" });
    assert.deepEqual([reopened.closedAt, reopened.reason, reopened.nextAskAt, reopened.round], [null, null, at(5), 1]);
    assert.throws(() => become(need, { do: "reopen", by: "Karim" }), { code: "needs.not-closed" });
  });

  it("is open and somebody's, or asked for, or told to the last, whatever is done with it", () => {
    const acts: fc.Arbitrary<Act> = fc.oneof(
      fc.record({
        do: fc.constant("join" as const),
        owed: fc
          .record(
            { call: fc.string(), weight: fc.constantFrom(...weights), due: fc.nat(500).map(at) },
            { requiredKeys: ["call", "weight", "due"] },
          )
          .map((some): Owed => ({ ...owed, ...some })),
      }),
      fc.record({
        do: fc.constant("take" as const),
        by: fc.constantFrom(amal, { id: null, name: "Karim" }),
        how: fc.constant("page" as const),
        seen: fc.nat(20),
      }),
      fc.constantFrom<Act>(
        { do: "give-back", by: "Amal" },
        { do: "note", by: "x", text: "y" },
        { do: "reopen", by: "x" },
      ),
      fc.record({
        do: fc.constant("close" as const),
        by: fc.constant("x"),
        reason: fc.constantFrom(...needReasons),
        note: fc.constant(null),
      }),
      fc.record({ do: fc.constant("due" as const), at: fc.nat(500).map(at) }),
    );
    fc.assert(
      fc.property(fc.array(acts, { maxLength: 30 }), (all) => {
        let is: Need = need;
        for (const act of all) {
          const before = is;
          try {
            is = advanceNeed(is, act, at(9)).need;
          } catch {
            continue;
          }
          assert.ok(is === before || is.revision === before.revision + 1);
          const asked = is.nextAskAt !== null || is.lastResortAt !== null;
          assert.equal(asked, is.closedAt === null && is.owner === null);
          assert.equal(is.owner === null, is.takenAt === null);
          if (act.do === "join") assert.ok(weights.indexOf(is.weight) <= weights.indexOf(before.weight));
        }
      }),
    );
  });
});
