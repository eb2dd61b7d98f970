import assert from "node:assert/strict";
import { storyteller } from "../../src/app/story.ts";
import type { AttemptOutcome, CallEnd, CallNote, WaitEnd } from "../../src/call/call.ts";
import type { Language } from "../../src/duty/office.ts";
import { callerId, unknownCaller } from "../../src/kernel/caller-id.ts";
import { Fault } from "../../src/kernel/fault.ts";
import type { Told } from "../../src/reception/call-entry.ts";
import { aCall, contact, MORNING, planOf } from "../reception/a-call.ts";
import { officeWith } from "../scenarios/office.ts";

const office = officeWith({ callers: [{ number: "+33199000042", name: "Madame Lefèvre", fragile: true }] });
const call = aCall();
const theAnne = contact(office, "anne");

function story(language: Language, told: Told): readonly string[] {
  const lines: string[] = [];
  storyteller(
    () => office,
    language,
    (line) => lines.push(line),
  )(told);
  return lines;
}
const noted = (language: Language, note: CallNote) => {
  const [line, ...more] = story(language, { of: "call", call, at: MORNING, note });
  assert.ok(line !== undefined && more.length === 0, `one line for ${note.what}`);
  assert.match(line, /^10:00:00 {2}line-1 {2}\S/);
  return line.slice("10:00:00  line-1  ".length);
};
/** Each with an entry, as the compiler sees to. */
const all = <K extends string>(each: Readonly<Record<K, true>>): readonly K[] => Object.keys(each) as K[];

const notes: { readonly [W in CallNote["what"]]: readonly Extract<CallNote, { readonly what: W }>[] } = {
  rang: [{ what: "rang", rings: 1 }],
  caller: [
    { what: "caller", caller: callerId("0199000042", null) },
    { what: "caller", caller: { ...unknownCaller, presentation: "withheld" } },
    { what: "caller", caller: unknownCaller },
  ],
  planned: [
    {
      what: "planned",
      plan: { ...planOf(), because: [{ code: "takes-message", values: {} }] },
    },
  ],
  answered: [{ what: "answered", rings: 2 }],
  announcing: [{ what: "announcing", announcement: { kind: "closed", language: "fr", urgent: true } }],
  key: [
    { what: "key", digit: "1", known: true },
    { what: "key", digit: "9", known: false },
  ],
  "no-key": [{ what: "no-key" }],
  ringing: [{ what: "ringing", contact: theAnne }],
  "picked-up": [{ what: "picked-up", contact: theAnne }],
  way: [
    { what: "way", way: "transfer", outcome: "refused" },
    { what: "way", way: "conference", outcome: "done" },
    { what: "way", way: "hold", outcome: "passed-over" },
  ],
  attempt: all<AttemptOutcome>({
    accepted: true,
    busy: true,
    "no-answer": true,
    "not-accepted": true,
    refused: true,
    failed: true,
    "caller-gone": true,
    "taken-here": true,
  }).map((outcome) => ({ what: "attempt", contact: theAnne, outcome })),
  "let-in": [{ what: "let-in", person: "anne", name: "Anne" }],
  "not-let-in": [{ what: "not-let-in" }],
  waiting: [{ what: "waiting" }],
  place: [{ what: "place", place: 2 }],
  waited: all<WaitEnd>({
    "put-through": true,
    key: true,
    limit: true,
    nobody: true,
    left: true,
    "taken-here": true,
    failed: true,
  }).map((how) => ({ what: "waited", how })),
  "put-through": [{ what: "put-through", contact: theAnne }],
  recording: [{ what: "recording" }],
  "recording-ended": (["key", "silence", "limit", "caller", "telephone"] as const).map((by) => ({
    what: "recording-ended",
    by,
  })),
  "taken-here": [{ what: "taken-here" }],
  knocked: [{ what: "knocked" }],
  held: [{ what: "held" }],
  "hung-up": (["caller", "appliance", "line"] as const).map((by) => ({ what: "hung-up", by, sign: null })),
  fault: [{ what: "fault", sentence: "The modem fell silent." }],
};

describe("the story of a call", () => {
  it("has a sentence for every note, each its own, in both languages", () => {
    const every = Object.values(notes).flat();
    const [fr, en] = (["fr", "en"] as const).map((language) => every.map((note) => noted(language, note)));
    assert.ok(fr && en);
    for (const told of [fr, en]) assert.equal(new Set(told).size, every.length);
    // What a modem or a person said is told as it is; all the rest is translated.
    const same = fr.filter((line, n) => line === en[n]);
    assert.deepEqual(same, ["! The modem fell silent."]);
    for (const line of [...fr, ...en]) assert.doesNotMatch(line, /undefined|null|NaN|\[object/);
  });

  it("ends with what became of it, each outcome its own, in both languages", () => {
    const outcomes = all<CallEnd>({
      forwarded: true,
      message: true,
      "empty-message": true,
      information: true,
      "taken-here": true,
      "sent-on": true,
      abandoned: true,
      blocked: true,
      failed: true,
    });
    for (const language of ["fr", "en"] as const) {
      const ends = outcomes.flatMap((outcome) => story(language, { of: "end", call, at: MORNING, outcome }));
      assert.equal(new Set(ends).size, outcomes.length);
      for (const end of ends) assert.match(end, /^10:00:00 {2}line-1 {2}[✓–✗] .* \(20261123-090000-a1b2\)$/);
    }
  });

  it("tells who calls as the office knows them", () => {
    const from = (number: string | null, name: string | null) =>
      noted("en", { what: "caller", caller: callerId(number, name) });
    assert.equal(from("0199000042", "LEFEVRE"), "call from Madame Lefèvre, 01 99 00 00 42");
    assert.equal(from(theAnne.number, null), "call from Anne, 06 39 98 00 01");
    assert.equal(from("0199000050", null), "call from 01 99 00 00 50");
    assert.equal(from(null, "J SMITH"), "call from J SMITH");
  });

  it("passes over a plan without reasons", () => {
    const note: CallNote = { what: "planned", plan: planOf() };
    assert.deepEqual(story("fr", { of: "call", call, at: MORNING, note }), []);
  });

  it("tells of the line, on the office's clock", () => {
    const line = { of: "line", line: "line-2", at: MORNING } as const;
    const trouble = new Fault("line.trouble", "The modem is not plugged in.");
    assert.deepEqual(
      [
        ...story("en", { ...line, trouble: null }),
        ...story("en", { ...line, trouble }),
        ...story("fr", { ...line, trouble: null }),
        ...story("fr", { ...line, trouble }),
      ],
      [
        "10:00:00  line-2  the line is ready",
        "10:00:00  line-2  the line is in trouble: The modem is not plugged in.",
        "10:00:00  line-2  la ligne est prête",
        "10:00:00  line-2  la ligne est en panne : The modem is not plugged in.",
      ],
    );
  });
});
