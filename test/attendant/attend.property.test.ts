import assert from "node:assert/strict";
import fc from "fast-check";
import { callerFrom } from "../../src/attendant/address-book.ts";
import { attend } from "../../src/attendant/attend.ts";
import { describePlan } from "../../src/attendant/describe-plan.ts";
import type { Office } from "../../src/duty/office.ts";
import { parseOffice } from "../../src/duty/parse-office.ts";
import { callerId, unknownCaller } from "../../src/kernel/caller-id.ts";
import { instants, offices } from "../duty/offices.ts";
import { paths } from "./paths.ts";

const who = fc.constantFrom("alice", "bruno", "chloe", "ghost");
const withMenu: fc.Arbitrary<Office> = fc
  .tuple(
    offices,
    fc.uniqueArray(
      fc.record({
        key: fc.constantFrom("1" as const, "2" as const, "0" as const),
        label: fc.constant("Soins"),
        information: fc.option(fc.constant("Préparez…"), { nil: undefined }),
        people: fc.array(who, { maxLength: 4 }),
      }),
      { maxLength: 3, selector: ({ key }) => key },
    ),
  )
  .map(([office, menu]) =>
    parseOffice({
      ...office,
      menu,
      callers: [{ number: "0140000001", name: "Mme Petit", fragile: true }],
      blocked: ["0140000099"],
    }),
  );
const froms = fc.constantFrom(null, "0140000077", "0140000001", "0140000099", "0600000001", "0600000002", "0600000003");

describe("any call at any instant", () => {
  it("has one plan; each way through it ends in hangUp, rings nobody twice nor the caller, records at most once", () => {
    fc.assert(
      fc.property(withMenu, instants, froms, fc.boolean(), (office, at, from, forwards) => {
        const caller = callerFrom(from === null ? unknownCaller : callerId(from, null), office);
        const plan = attend(caller, at, office, { forwards });
        assert.deepEqual(attend(caller, at, office, { forwards }), plan);
        assert.ok(plan.because.length > 0);
        for (const path of paths(plan)) {
          assert.equal(
            path.findIndex((step) => step.do === "hangUp"),
            path.length - 1,
          );
          const rung = path.flatMap((step) => (step.do === "forward" ? step.to : []));
          const people = rung.map(({ person }) => person).filter((person, n, all) => person !== all[n - 1]);
          assert.equal(new Set(people).size, people.length, "each person is done with before the next");
          assert.equal(new Set(rung.map(({ number }) => number)).size, rung.length);
          assert.ok(rung.every(({ number }) => number !== caller.number));
          assert.ok(path.every((step) => step.do !== "forward" || step.to.length > 0));
          if (!forwards) assert.equal(rung.length, 0);
          const records = path.filter((step) => step.do === "record").length;
          assert.equal(records, plan.answerAfter === null ? 0 : 1);
          assert.ok(path[0]?.do !== "record" && path[0]?.do !== "forward", "the caller hears something at once (G10)");
        }
      }),
      { numRuns: 600 },
    );
  });

  it("can be told in both languages, with a sentence for every reason", () => {
    fc.assert(
      fc.property(withMenu, instants, froms, fc.boolean(), (office, at, from, forwards) => {
        const caller = callerFrom(from === null ? unknownCaller : callerId(from, null), office);
        const plan = attend(caller, at, office, { forwards });
        for (const language of ["fr", "en"] as const)
          for (const line of describePlan(plan, language)) assert.doesNotMatch(line, /undefined|NaN|\[object/);
      }),
      { numRuns: 200 },
    );
  });
});
