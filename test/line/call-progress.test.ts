import assert from "node:assert/strict";
import type { ProgressTone } from "../../src/audio/progress-tones.ts";
import { millis, seconds } from "../../src/kernel/units.ts";
import { recoveryStep } from "../../src/line/recovery.ts";
import { followLeg, justDialled, type LegInput, type LegSound } from "../../src/line/v253/call-progress.ts";

const heard = (sound: LegSound, ms: number): LegInput[] =>
  Array.from({ length: ms / 20 }, () => ({ kind: "heard", sound, lasting: millis(20) }));
const tone = (name: ProgressTone): LegInput[] => [{ kind: "recognised", tone: name }];
const rings = (times: number): LegInput[] =>
  Array.from({ length: times }, () => [...heard("tone", 1500), ...heard("quiet", 3500)]).flat();

/** Outcome, and after how many milliseconds of sound. */
function outcome(...parts: readonly LegInput[][]) {
  let state = justDialled;
  for (const input of parts.flat()) state = followLeg(state, input, seconds(25));
  return state.outcome === null ? "open" : `${state.outcome} at ${state.elapsed}`;
}

describe("a leg being rung", () => {
  const cases: Readonly<Record<string, readonly [string, ...LegInput[][]]>> = {
    "still ringing": ["open", rings(2)],
    "a voice after two rings": ["answered at 10300", rings(2), heard("voice", 1000)],
    "a voice in the middle of a ring": ["answered at 6000", rings(1), heard("tone", 700), heard("voice", 1000)],
    "picked up in silence": ["answered at 10520", rings(1), heard("tone", 1500), heard("quiet", 5000)],
    "picked up in silence in the first ring": ["answered at 6120", heard("tone", 600), heard("quiet", 6000)],
    "a voice at once, without ringback": ["answered at 500", heard("voice", 1000)],
    "picked up in silence after a ring of another country": [
      "answered at 11520",
      heard("strange", 1000),
      heard("quiet", 4000),
      heard("strange", 1000),
      heard("quiet", 6000),
    ],
    "a ringback that pauses for 5 s": [
      "open",
      ...[1, 2, 3].map(() => [...heard("tone", 1000), ...heard("quiet", 5000)]),
    ],
    "another country's busy tone": [
      "busy at 3060",
      ...Array.from({ length: 9 }, () => [...heard("strange", 380), ...heard("quiet", 380)]),
    ],
    "another country's double ring": [
      "open",
      ...Array.from({ length: 6 }, () => [
        ...heard("strange", 400),
        ...heard("quiet", 200),
        ...heard("strange", 400),
        ...heard("quiet", 2000),
      ]),
    ],
    "a voice that begins as any sound does": [
      "answered at 540",
      heard("quiet", 240),
      heard("strange", 100),
      heard("voice", 1000),
    ],
    "clicks are no voice": [
      "open",
      ...Array.from({ length: 9 }, () => [...heard("voice", 60), ...heard("quiet", 400)]),
    ],
    "the tail of the keys is no voice": ["open", heard("voice", 200), rings(1)],
    busy: [
      "busy at 2000",
      heard("tone", 500),
      heard("quiet", 500),
      heard("tone", 500),
      heard("quiet", 500),
      tone("busy"),
    ],
    "busy, told by the modem in mid-ring": ["busy at 1500", heard("tone", 1500), tone("busy"), rings(2)],
    congestion: ["failed at 1000", heard("tone", 1000), tone("congestion")],
    "no such number": ["failed at 1000", heard("tone", 1000), tone("special-information")],
    "the exchange still waits for keys": ["failed at 1800", heard("tone", 1800), tone("dial")],
    "nobody answers": ["no-answer at 25000", rings(6)],
    "a dead line": ["no-answer at 25000", heard("quiet", 30_000)],
    "a ringback told by the modem keeps it ringing": [
      "open",
      rings(1),
      tone("ringback"),
      heard("quiet", 3900),
      tone("ringback"),
      heard("quiet", 3900),
    ],
  };
  for (const [what, [expected, ...inputs]] of Object.entries(cases)) {
    it(what, () => assert.equal(outcome(...inputs), expected));
  }
});

describe("stages of recovery", () => {
  const stages = (breakdown: "silent" | "lost", count: number) =>
    Array.from({ length: count }, (_, attempt) => {
      const step = recoveryStep(breakdown, attempt);
      return step.do === "probe" ? "probe" : `${step.reset ? "reset" : "reopen"} after ${step.after}`;
    });

  it("a silent modem: a sign of life, the port, a reset, then further and further apart, for ever", () => {
    assert.deepEqual(stages("silent", 10), [
      "probe",
      "reopen after 0",
      "reset after 0",
      "reset after 1000",
      "reset after 2000",
      "reset after 5000",
      "reset after 10000",
      "reset after 30000",
      "reset after 30000",
      "reset after 30000",
    ]);
  });
  it("a port that is gone can't be asked anything", () => {
    assert.deepEqual(stages("lost", 3), ["reopen after 0", "reset after 0", "reset after 1000"]);
  });
});
