import assert from "node:assert/strict";
import fc from "fast-check";
import type { CallerId } from "../../src/kernel/caller-id.ts";
import { frenchDialPlan } from "../../src/line/dialling.ts";
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
    const step = gatherCallerId(state, input, frenchDialPlan);
    state = step.state;
    return step.caller;
  });
}

const hex = ([type, text]: readonly [type: number, text: string]) =>
  Buffer.from([type, text.length, ...Buffer.from(text, "latin1")])
    .toString("hex")
    .toUpperCase();
/** A message of parameters, with its checksum. */
function frame(type: number, ...parameters: (readonly [type: number, text: string])[]): string {
  const body = parameters.map(hex).join("");
  const head = Buffer.from([type, body.length / 2])
    .toString("hex")
    .toUpperCase();
  return `${head}${body}7F`;
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
    what: "a name ahead of its number: both are taken (L13)",
    inputs: [line("NAME=DUPONT"), ring, line("NMBR=0612345678"), settled, ring],
    told: [given("0612345678", "DUPONT")],
  },
  {
    what: "a number where there was none is told, in the same call (L10)",
    inputs: [line("NMBR=O"), ring, line("NMBR=0612345678"), settled, line("NMBR=O"), ring],
    told: [{ presentation: "unavailable", number: null, name: null }, given("0612345678")],
  },
  {
    what: "a name alone, in the end (L13)",
    inputs: [ring, line("NAME=DUPONT"), settled, ring],
    told: [{ presentation: "unavailable", number: null, name: "DUPONT" }],
  },
  {
    what: "a name that holds the end of a line and a number: the first counts (L13)",
    inputs: [line("NMBR=0612345678"), line("NAME=X"), line("NMBR=0611111111"), line("NAME=Y"), ring],
    told: [given("0612345678", "X")],
  },
  {
    what: "the same where the number is withheld (L13)",
    inputs: [line("NMBR=P"), line("NAME=X"), line("NMBR=0611111111"), ring],
    told: [{ presentation: "withheld", number: null, name: "X" }],
  },
  {
    what: "what is withheld or unknown afterwards takes nothing back (L10)",
    inputs: [line("NMBR=0612345678"), ring, line("NMBR=O"), line("NMBR=P"), line("MESG=040150"), settled, ring],
    told: [given("0612345678")],
  },
  ...["O", "P"].map((flag) => ({
    what: `${flag} in the same breath takes nothing back (L10)`,
    inputs: [line("NMBR=0612345678"), line(`NMBR=${flag}`), ring],
    told: [given("0612345678")],
  })),
  ...["+33612345678", "0033612345678", "33612345678", "612345678", "06 12 34 56 78", "+33 (0)6 12 34 56 78"].map(
    (spelled) => ({
      what: `${spelled} is one number (L10)`,
      inputs: [line(`NMBR = ${spelled}`), ring],
      told: [given("0612345678")],
    }),
  ),
  ...["MESG = 040150", "MESG=04 01 50", "PRIVATE NUMBER", "PRIVATE", "NAME=P", "NMBR=Private caller", "ANONYMOUS"].map(
    (text) => ({
      what: `${text} is withheld (L13)`,
      inputs: [ring, line(text), settled],
      told: [{ presentation: "withheld", number: null, name: null }],
    }),
  ),
  ...["MESG = 04014F", "OUT OF AREA", "NMBR=UNKNOWN", "NAME=O"].map((text) => ({
    what: `${text} is unavailable (L13)`,
    inputs: [ring, line(text), settled],
    told: [{ presentation: "unavailable", number: null, name: null }],
  })),
  ...["NMBR=0000000000", "NMBR = +33000000000", "NMBR=0", "NAME=", "NMBR="].map((text) => ({
    what: `${text} is none (L13)`,
    inputs: [line("NAME = DUPONT"), line(text), ring, settled],
    told: [{ presentation: "unavailable", number: null, name: "DUPONT" }],
  })),
  {
    what: "the data themselves: date, number and name (L13)",
    inputs: [line(`MESG=${frame(0x80, [1, "01151000"], [2, "0612345678"], [7, "DUPONT"])}`), ring],
    told: [given("0612345678", "DUPONT")],
  },
  {
    what: "the data, cut short in the name (L13)",
    inputs: [line(`MESG=${frame(0x80, [2, "0612345678"], [7, "DUPONT"]).slice(0, -8)}`), ring],
    told: [given("0612345678")],
  },
  {
    what: "the data of a withheld number (L13)",
    inputs: [line(`MESG=${frame(0x80, [1, "01151000"], [4, "P"], [8, "P"])}`), ring],
    told: [{ presentation: "withheld", number: null, name: null }],
  },
  {
    what: "data of the older kind (L13)",
    inputs: [line(`MESG=${hex([4, "011510000612345678"])}`), ring],
    told: [given("0612345678")],
  },
  { what: "data that are none", inputs: [line("MESG=ZZ"), line("MESG=8002"), ring, settled], told: [] },
  {
    what: "other makes' words",
    inputs: [line("CALLER NAME: DUPONT"), line("FM:0612345678 TO:0140000000"), ring],
    told: [given("0612345678", "DUPONT")],
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

  it("is the same in any order of its lines, before the ring or after it", () => {
    const lines = ["DATE=0115", "TIME=1000", "NMBR=0612345678", "NAME=DUPONT"].map(line);
    fc.assert(
      fc.property(fc.shuffledSubarray(lines, { minLength: 4 }), fc.nat(4), (shuffled, at) => {
        // Rung in the middle, what is known by then is told; a number makes it whole.
        const numbered = shuffled.findIndex((input) => input.kind === "line" && input.text.startsWith("NMBR"));
        const named = shuffled.findIndex((input) => input.kind === "line" && input.text.startsWith("NAME"));
        const [caller] = told([...shuffled.slice(0, at), ring, ...shuffled.slice(at), settled]).filter(Boolean);
        const cut = at > numbered && at <= named;
        assert.deepEqual(caller, given("0612345678", cut ? null : "DUPONT"));
      }),
    );
  });

  it("is told once a call, after a ring, and again only when a number is learned, in any order of things", () => {
    const input = fc.oneof(
      fc.constantFrom(ring, settled, stale, over),
      fc
        .constantFrom(
          "NMBR=0612345678",
          "NMBR = P",
          "NMBR=+33612345678",
          "MESG=040150",
          "NAME=X",
          "DATE=0115",
          "RINGING",
        )
        .map(line),
      fc.string().map(line),
    );
    fc.assert(
      fc.property(fc.array(input), (inputs) => {
        let rung = false;
        let last: CallerId | null = null;
        for (const [n, caller] of told(inputs).entries()) {
          const { kind } = inputs[n] as CallerIdInput;
          if (kind === "ring") rung = true;
          if (caller) {
            assert.equal(rung, true);
            assert.ok(last === null || (last.number === null && caller.number !== null));
            last = caller;
          }
          if (kind === "over") {
            rung = false;
            last = null;
          }
        }
      }),
    );
  });
});
