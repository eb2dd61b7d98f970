import assert from "node:assert/strict";
import type { AttemptOutcome, CallNote } from "../../src/call/call.ts";
import { callerId } from "../../src/kernel/caller-id.ts";
import { millis } from "../../src/kernel/units.ts";
import { openCallEntry, type Told } from "../../src/reception/call-entry.ts";
import type { Store } from "../../src/store/store.ts";
import { Place } from "../kit/place.ts";
import { anne, bob, officeWith } from "../scenarios/office.ts";
import { aCall, contact, later, MORNING, planOf } from "./a-call.ts";

const office = officeWith({});
const theAnne = contact(office, "anne");
const theBob = contact(office, "bob");
const rung = { person: "anne", name: "Anne", number: anne };
const welcome = { kind: "welcome", language: "fr" } as const;

describe("the page of a call", () => {
  let place: Place;
  let store: Store;
  const call = aCall();
  const told: Told[] = [];
  const page = () => openCallEntry(store.calls, (each) => told.push(each), call);
  /** Notes with the second of the call at which each came. */
  const written = async (notes: readonly (readonly [number, CallNote])[]) => {
    const opened = page();
    for (const [s, note] of notes) opened.note(later(MORNING, s), note);
    await store.calls.flushed();
    return (await store.calls.get(call.id)) ?? assert.fail("the call was not written down");
  };

  beforeEach(async () => {
    told.length = 0;
    place = await Place.make();
    store = await place.open();
    await store.office.replace(office, "test");
  });
  afterEach(() => place.remove());

  it("is there from the first moment", async () => {
    page();
    await store.calls.flushed();
    const [only] = await store.calls.list();
    assert.deepEqual([only?.id, only?.line, only?.at, only?.outcome], [call.id, "line-1", MORNING, null]);
  });

  it("holds each step with its time, and tells every note to those who watch", async () => {
    const caller = callerId("0199000042", null);
    const plan = planOf({ do: "hangUp" });
    const notes: readonly (readonly [number, CallNote])[] = [
      [0, { what: "rang", rings: 1 }],
      [1, { what: "caller", caller }],
      [2, { what: "planned", plan }],
      [5, { what: "answered", rings: 2 }],
      [6, { what: "announcing", announcement: welcome }],
      [7, { what: "key", digit: "2", known: false }],
      [8, { what: "no-key" }],
      [9, { what: "recording" }],
      [10, { what: "recording-ended", by: "key" }],
      [11, { what: "fault", sentence: "The modem fell silent." }],
      [12, { what: "hung-up", by: "caller", sign: "busy-tone" }],
    ];
    const record = await written(notes);
    assert.deepEqual(record.caller, caller);
    assert.deepEqual(record.plan, plan);
    assert.deepEqual(
      record.steps.map(({ at, what, detail }) => [(at - MORNING) / 1000, what, detail]),
      [
        [0, "rang", { rings: 1 }],
        [5, "answered", { rings: 2 }],
        [7, "key", { digit: "2", known: false }],
        [8, "no-key", {}],
        [11, "fault", { code: "call.failed", sentence: "The modem fell silent." }],
        [12, "hung-up", { by: "caller", sign: "busy-tone" }],
      ],
    );
    assert.deepEqual(
      told,
      notes.map(([s, note]) => ({ of: "call", call, at: later(MORNING, s), note })),
    );
  });

  const attempts: readonly (readonly [AttemptOutcome, readonly number[], number])[] = [
    // When it was picked up, the time after that is no ringing.
    ["accepted", [10, 16, 30], 6],
    ["not-accepted", [10, 14, 40], 4],
    ["no-answer", [10, 35], 25],
    ["busy", [10, 12], 2],
  ];
  for (const [outcome, [begun = 0, ...rest], rang] of attempts)
    it(`counts the ringing of an attempt that is ${outcome}`, async () => {
      const [ended = 0, pickedUp] = rest.toReversed();
      const { attempts } = await written([
        [begun, { what: "ringing", contact: theAnne }],
        ...(pickedUp === undefined ? [] : [[pickedUp, { what: "picked-up", contact: theAnne }] as const]),
        [ended, { what: "attempt", contact: theAnne, outcome }],
      ]);
      assert.deepEqual(attempts, [{ at: later(MORNING, ended), ...rung, outcome, ringTime: rang * 1000 }]);
    });

  it("counts each attempt from its own ringing", async () => {
    const { attempts } = await written([
      [10, { what: "ringing", contact: theAnne }],
      [12, { what: "picked-up", contact: theAnne }],
      [20, { what: "attempt", contact: theAnne, outcome: "refused" }],
      [21, { what: "ringing", contact: theBob }],
      [46, { what: "attempt", contact: theBob, outcome: "no-answer" }],
    ]);
    assert.deepEqual(
      attempts.map(({ name, ringTime }) => [name, ringTime]),
      [
        ["Anne", 2000],
        ["Bob", 25_000],
      ],
    );
  });

  it("holds what the caller heard of an announcement, but not what a second leg did", async () => {
    const opened = page();
    opened.played(
      later(MORNING, 5),
      { to: "caller", announcement: welcome },
      { version: "v7", text: "" },
      millis(1200),
    );
    opened.played(later(MORNING, 8), { to: "leg", contact: theAnne, about: {} }, { version: "v8", text: "" }, null);
    opened.played(
      later(MORNING, 9),
      { to: "caller", announcement: { kind: "closed", language: "en", urgent: true } },
      { version: "v9", text: "" },
      null,
    );
    await store.calls.flushed();
    const record = await store.calls.get(call.id);
    assert.deepEqual(
      record?.steps.map(({ what, detail }) => [what, detail]),
      [
        ["announced", { kind: "welcome", language: "fr", urgent: false, version: "v7", stoppedAfter: 1200 }],
        ["announced", { kind: "closed", language: "en", urgent: true, version: "v9", stoppedAfter: null }],
      ],
    );
  });

  it("is closed with what became of the call", async () => {
    const opened = page();
    opened.note(later(MORNING, 5), { what: "answered", rings: 2 });
    opened.note(later(MORNING, 9), { what: "put-through", contact: theBob });
    opened.end(later(MORNING, 70), "forwarded");
    await store.calls.flushed();
    const record = await store.calls.get(call.id);
    assert.equal(record?.outcome, "forwarded");
    assert.equal(record.answeredAt, later(MORNING, 5));
    assert.equal(record.endedAt, later(MORNING, 70));
    assert.deepEqual(record.putThroughTo, { person: "bob", number: bob });
    assert.deepEqual(told.at(-1), { of: "end", call, at: later(MORNING, 70), outcome: "forwarded" });
  });

  it("that was never answered says so", async () => {
    page().end(later(MORNING, 9), "abandoned");
    await store.calls.flushed();
    const record = await store.calls.get(call.id);
    assert.deepEqual([record?.outcome, record?.answeredAt, record?.putThroughTo], ["abandoned", null, null]);
  });
});
