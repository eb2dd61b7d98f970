import assert from "node:assert/strict";
import fc from "fast-check";
import { type CallerIdInput, gatherCallerId, noCallerId } from "../../src/line/v253/caller-id-lines.ts";

const given = (number: string, name: string | null = null) => ({ presentation: "given", number, name });
const ring: CallerIdInput = { kind: "ring" };
const settled: CallerIdInput = { kind: "settled" };
const stale: CallerIdInput = { kind: "stale" };
const over: CallerIdInput = { kind: "over" };
const line = (text: string): CallerIdInput => ({ kind: "line", text });

/** For each input, what was told at it. */
function told(inputs: readonly CallerIdInput[]) {
  let state = noCallerId;
  return inputs.map((input) => {
    const step = gatherCallerId(state, input);
    state = step.state;
    return step.caller;
  });
}

interface Case {
  readonly what: string;
  readonly inputs: readonly CallerIdInput[];
  /** Only what was told. */
  readonly told: readonly unknown[];
}

const cases: readonly Case[] = [
  {
    what: "France: before the first ring",
    inputs: [line("DATE=0115"), line("TIME=1000"), line("NMBR=0612345678"), ring, ring],
    told: [given("0612345678")],
  },
  {
    what: "after the first ring, told when no line follows",
    inputs: [ring, line("DATE = 0115"), line("TIME = 1000"), line("NMBR = 0612345678"), settled, ring],
    told: [given("0612345678")],
  },
  {
    what: "after the first ring, told at the next",
    inputs: [ring, line("NMBR=0612345678"), line("NAME=DUPONT MARIE"), ring],
    told: [given("0612345678", "DUPONT MARIE")],
  },
  {
    what: "a name that comes too late is left out",
    inputs: [line("NMBR=0612345678"), ring, line("NAME=DUPONT"), settled, ring],
    told: [given("0612345678")],
  },
  {
    what: "withheld",
    inputs: [line("NMBR = P"), line("NAME = P"), ring],
    told: [{ presentation: "withheld", number: null, name: null }],
  },
  {
    what: "withheld, in words",
    inputs: [line("NMBR=PRIVATE"), ring],
    told: [{ presentation: "withheld", number: null, name: null }],
  },
  {
    what: "unavailable",
    inputs: [line("NMBR = O"), ring],
    told: [{ presentation: "unavailable", number: null, name: null }],
  },
  { what: "date and time alone tell nobody", inputs: [line("DATE=0115"), line("TIME=1000"), ring, settled], told: [] },
  { what: "no caller id at all", inputs: [ring, ring, ring, over], told: [] },
  { what: "of a call that never rang", inputs: [line("NMBR=0612345678"), stale, ring, settled], told: [] },
  {
    what: "stale comes too late to matter",
    inputs: [line("NMBR=0612345678"), ring, stale, line("NAME=X"), settled],
    told: [given("0612345678")],
  },
  {
    what: "two calls, one each",
    inputs: [ring, line("NMBR=0611111111"), settled, over, line("NMBR=0622222222"), ring],
    told: [given("0611111111"), given("0622222222")],
  },
  {
    what: "an AT command for a number is no number",
    inputs: [line("NMBR=0;+VLS=1"), line('NAME="+++ATH0'), ring],
    told: [{ presentation: "unavailable", number: null, name: '"+++ATH0' }],
  },
  {
    what: "300 digits are no number",
    inputs: [line(`NMBR=${"1".repeat(300)}`), ring],
    told: [{ presentation: "unavailable", number: null, name: null }],
  },
];

describe("caller id, line by line", () => {
  for (const { what, inputs, told: expected } of cases) {
    it(what, () =>
      assert.deepEqual(
        told(inputs).filter((caller) => caller !== null),
        expected,
      ),
    );
  }

  it("is told at most once a call, and only after a ring, in any order of things", () => {
    const input = fc.oneof(
      fc.constantFrom(ring, settled, stale, over),
      fc.constantFrom("NMBR=0612345678", "NMBR = P", "NAME=X", "DATE=0115", "RINGING").map(line),
      fc.string().map(line),
    );
    fc.assert(
      fc.property(fc.array(input), (inputs) => {
        let rung = false;
        let count = 0;
        for (const [n, caller] of told(inputs).entries()) {
          const { kind } = inputs[n] as CallerIdInput;
          if (kind === "ring") rung = true;
          if (caller) {
            assert.equal(rung, true);
            assert.equal(++count, 1);
          }
          if (kind === "over") {
            rung = false;
            count = 0;
          }
        }
      }),
    );
  });
});
