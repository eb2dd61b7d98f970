import assert from "node:assert/strict";
import fc from "fast-check";
import type { Plan } from "../../src/attendant/plan.ts";
import { callerId } from "../../src/kernel/caller-id.ts";
import { type Instant, instant, millis, minutes, plus } from "../../src/kernel/units.ts";
import { instantOf, newCallId } from "../../src/store/call-id.ts";
import type { CallStep } from "../../src/store/call-record.ts";
import { Database } from "../../src/store/database.ts";
import type { Store } from "../../src/store/store.ts";
import { Place } from "../kit/place.ts";
import { fullOffice } from "./offices.ts";

describe("calls", () => {
  let place: Place;
  let store: Store;
  let at: Instant;
  beforeEach(async () => {
    place = await Place.make();
    store = await place.open();
    at = place.clock.now();
  });
  afterEach(() => place.remove());

  const plan: Plan = { answerAfter: 2, steps: [{ do: "hangUp" }], because: [{ code: "open", values: {} }] };
  const zoe = { person: "zoe", name: "Zoé", number: "+33612345678" };
  const steps: readonly CallStep[] = [
    { at: instant(1), what: "rang", detail: { rings: 1 } },
    { at: instant(2), what: "answered", detail: { rings: 2 } },
    { at: instant(2), what: "announced", detail: { kind: "welcome", language: "fr", urgent: false, version: "v3" } },
    { at: instant(3), what: "attempt", detail: { ...zoe, outcome: "no-answer", ringTime: millis(25_000) } },
    { at: instant(4), what: "attempt", detail: { ...zoe, person: "ann", outcome: "accepted", ringTime: millis(4000) } },
    { at: instant(5), what: "put-through", detail: zoe },
  ];

  it("are remembered with plan, steps in order, and attempts", async () => {
    await store.office.replace({ ...fullOffice, zone: "America/Cayenne" }, "ann");
    const caller = callerId("0612345678", "Mme '\"; Petit");
    store.calls.begin({ id: "c", line: "analog", at });
    store.calls.update("c", { caller });
    store.calls.update("c", { plan });
    for (const step of steps) store.calls.step("c", step);
    const end = { at: plus(at, minutes(1)), outcome: "forwarded", answeredAt: plus(at, millis(4000)) } as const;
    store.calls.end("c", { ...end, putThroughTo: { person: "ann", number: zoe.number } });
    await store.calls.flushed();
    assert.deepEqual(await store.calls.get("c"), {
      id: "c",
      line: "analog",
      at,
      zone: "America/Cayenne",
      caller,
      plan,
      steps,
      said: {},
      waited: null,
      message: null,
      forgottenAt: null,
      answeredAt: end.answeredAt,
      endedAt: end.at,
      outcome: "forwarded",
      putThroughTo: { person: "ann", number: zoe.number },
      attempts: [
        { at: instant(3), ...zoe, outcome: "no-answer", ringTime: 25_000 },
        { at: instant(4), ...zoe, person: "ann", outcome: "accepted", ringTime: 4000 },
      ],
    });
    assert.equal(await store.calls.get("unknown"), null);
  });

  it("are listed newest first, in pages, by what they were", async () => {
    const ids = Array.from({ length: 9 }, (_, n) => `c${n}`);
    for (const [n, id] of ids.entries()) {
      const caller = callerId(n % 2 === 0 ? "0102030405" : "0908070605", null);
      store.calls.begin({ id, line: n < 5 ? "one" : "two", at: plus(at, millis(Math.floor(n / 3))), caller });
      store.calls.end(id, { at, outcome: n % 3 === 0 ? "message" : "abandoned" });
    }
    await store.calls.flushed();
    const list = async (query: Parameters<Store["calls"]["list"]>[0]) =>
      (await store.calls.list(query)).map(({ id }) => id);
    assert.deepEqual(await list({}), ids.toReversed());
    const pages = [
      await list({ limit: 4 }),
      await list({ limit: 4, before: "c5" }),
      await list({ limit: 4, before: "c1" }),
    ];
    assert.deepEqual(pages.flat(), ids.toReversed());
    assert.deepEqual(await list({ outcome: "message" }), ["c6", "c3", "c0"]);
    assert.deepEqual(await list({ line: "two", outcome: "message" }), ["c6"]);
    assert.deepEqual(await list({ callerNumber: "0908070605", before: "c5" }), ["c3", "c1"]);
    assert.deepEqual(await list({ since: plus(at, millis(2)) }), ["c8", "c7", "c6"]);
  });

  it("are closed as interrupted when a crash left them open", async () => {
    store.calls.begin({ id: "open", line: "l", at });
    store.calls.step("open", { at: plus(at, millis(7)), what: "answered", detail: { rings: 1 } });
    store.calls.step("open", { at: plus(at, millis(9)), what: "key", detail: { digit: "1", known: true } });
    store.calls.begin({ id: "rang", line: "l", at });
    store.calls.begin({ id: "done", line: "l", at });
    store.calls.end("done", { at, outcome: "abandoned" });
    const { interrupted } = await store.recover({ repair: async () => null });
    assert.equal(interrupted, 2);
    const open = await store.calls.get("open");
    assert.deepEqual(
      [open?.outcome, open?.endedAt, open?.answeredAt],
      ["interrupted", plus(at, millis(9)), plus(at, millis(7))],
    );
    assert.equal((await store.calls.get("rang"))?.endedAt, at);
    assert.equal((await store.calls.get("done"))?.outcome, "abandoned");
  });

  it("that a crash cut off in a conversation tell with whom, and are told to nobody as missed", async () => {
    const bruno = { person: "bruno", name: "Bruno", number: "+33612345678" };
    for (const id of ["spoke", "waited"]) store.calls.begin({ id, line: "l", at });
    store.calls.step("spoke", { at: plus(at, millis(9)), what: "put-through", detail: { ...bruno, over: "two" } });
    const missed: string[] = [];
    await store.recover({
      repair: async () => null,
      missed(call) {
        missed.push(call.id);
        return [];
      },
    });
    assert.deepEqual(missed, ["waited"]);
    const { person, number } = bruno;
    assert.deepEqual((await store.calls.get("spoke"))?.putThroughTo, { person, number });
    assert.equal((await store.calls.get("waited"))?.putThroughTo, null);
  });

  it("wait out a full disk, reported once, and are whole when there is room again", async () => {
    const hog = await Database.open(place.file);
    await hog.script("CREATE TABLE hog (data BLOB); INSERT INTO hog VALUES (zeroblob(1000000))");
    await place.close(store);
    // No more than it has now.
    store = await place.open({ maxPages: 1 });
    const text = "x".repeat(30_000);
    const notes: CallStep[] = Array.from({ length: 9 }, (_, n) => ({ at, what: "note", detail: { text: n + text } }));
    store.calls.begin({ id: "c", line: "l", at });
    for (const step of notes.slice(0, 8)) {
      store.calls.step("c", step);
      await store.calls.flushed();
    }
    assert.equal(place.log.count("store.cannot-write"), 1);
    assert.equal(await store.calls.get("c"), null);

    await hog.script("DELETE FROM hog");
    for (const step of notes.slice(8)) store.calls.step("c", step);
    await store.calls.flushed();
    assert.deepEqual((await store.calls.get("c"))?.steps, notes);
    assert.equal(place.log.count("store.writes-again"), 1);
    await hog.close();
  });

  it("wait for another process that holds the database, in order", async () => {
    const other = await Database.open(place.file);
    await other.transaction(async (tx) => {
      await tx.run("UPDATE office_revision SET revision = revision");
      store.calls.begin({ id: "c", line: "l", at });
      for (const step of steps) store.calls.step("c", step);
      await new Promise(setImmediate);
      assert.equal(await store.calls.get("c"), null);
    });
    await store.calls.flushed();
    assert.deepEqual((await store.calls.get("c"))?.steps, steps);
    await other.close();
  });

  it("lose only the writing that is itself at fault", async () => {
    store.calls.step("never-begun", { at, what: "rang", detail: { rings: 1 } });
    store.calls.begin({ id: "c", line: "l", at });
    store.calls.step("c", { at, what: "rang", detail: { rings: 1 } });
    await store.calls.flushed();
    assert.equal((await store.calls.get("c"))?.steps.length, 1);
    assert.equal(place.log.count("store.write-dropped"), 1);
  });

  it("have ids that sort by time, name files and tell the second", () => {
    assert.match(newCallId(place.clock), /^20261123-143159-[0-9a-f]{4}$/);
    const moment = fc.integer({ min: 0, max: 4_000_000_000 }).map((second) => instant(second * 1000));
    const idAt = (time: Instant) => newCallId({ now: () => time });
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        assert.equal(instantOf(idAt(a)), a);
        if (a !== b) assert.equal(idAt(a) < idAt(b), a < b);
      }),
    );
    assert.throws(() => store.calls.begin({ id: "../etc", line: "l", at }), { code: "store.bad-id" });
  });
});
