import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { callerId } from "../../src/kernel/caller-id.ts";
import { type Instant, instant, millis } from "../../src/kernel/units.ts";
import type { Store } from "../../src/store/store.ts";
import { Place } from "../kit/place.ts";

const rung = { person: "amelie", name: "Amélie Durand", number: "+33639980001" } as const;

describe("what has had its time", () => {
  let place: Place;
  let store: Store;
  let start: Instant;
  beforeEach(async () => {
    place = await Place.make();
    store = await place.open();
    start = place.clock.now();
  });
  afterEach(() => place.remove());

  const files = async () => (await readdir(join(place.folder, "messages"))).sort();
  const later = (s: number) => instant(start + s * 1000);

  const numberOf = (id: string): string => `061234${[...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 1000)}`;

  async function aCall(id: string, says = true): Promise<void> {
    place.clock.time = instant(place.clock.time + 1000);
    const at = place.clock.now();
    // What is done with a message is done with all of its caller's.
    store.calls.begin({ id, line: "l", at, caller: callerId(numberOf(id), null) });
    store.calls.step(id, { at, what: "rang", detail: { rings: 1 } });
    store.calls.step(id, { at, what: "put-through", detail: rung });
    store.calls.step(id, { at, what: "note", detail: { text: `${numberOf(id)} calls` } });
    const putThroughTo = { person: rung.person, number: rung.number };
    store.calls.end(id, { at, outcome: "forwarded", answeredAt: at, putThroughTo });
    await store.calls.flushed();
    if (!says) return;
    await writeFile(store.messages.partPath(id), id);
    const entry = {
      channel: "email",
      to: "a@example.org",
      subject: "s",
      kind: "message",
      payload: { message: id },
    } as const;
    const partPath = store.messages.partPath(id);
    await store.messages.keep({ callId: id, partPath, duration: millis(1000), empty: false, tell: () => [entry] });
  }

  it("goes with its file and what names it; what is open, kept, or younger stays", async () => {
    for (const id of ["old", "open", "kept", "young"]) await aCall(id);
    for (const id of ["old", "kept"]) await store.messages.mark(id, { closed: true, note: "secret" }, "ann");
    await store.messages.mark("kept", { kept: true }, "ann");
    place.clock.time = later(100);
    await store.messages.mark("young", { closed: true }, "ann");

    const expired = { messagesBefore: later(100), callsBefore: null };
    assert.deepEqual(await store.browse.expired(expired), { messages: 1, calls: 0 });
    assert.deepEqual(await store.forget.expired(expired, "box", later(200)), { messages: 1, calls: 0 });
    assert.deepEqual(await files(), ["kept.wav", "open.wav", "young.wav"]);
    assert.equal(await store.messages.get("old"), null);
    assert.equal((await store.calls.get("old"))?.message, null);
    assert.deepEqual((await store.outbox.list()).map(({ payload }) => payload.message).sort(), [
      "kept",
      "open",
      "young",
    ]);
    const [line] = await store.journal.list({ limit: 1 });
    assert.deepEqual(
      [line?.by, line?.what, line?.before],
      ["box", "message.expire", { messages: 1, closedBefore: later(100) }],
    );
    assert.doesNotMatch(JSON.stringify(await store.journal.list()), /secret|061234/);
    assert.deepEqual(await store.forget.expired(expired, "box", later(200)), { messages: 0, calls: 0 });
  });

  it("goes in as many small steps as it takes, and stops when it is told to", async () => {
    for (let n = 0; n < 45; n++) await aCall(`m${n}`);
    for (let n = 0; n < 45; n++) await store.messages.mark(`m${n}`, { closed: true }, "ann");
    const expired = { messagesBefore: later(1e6), callsBefore: null };
    assert.equal((await store.forget.expired(expired, "box", later(1), AbortSignal.abort())).messages, 0);
    // What others have to write gets its turn in between.
    const order: string[] = [];
    const sweep = store.forget
      .expired(expired, "box", later(1))
      .then(({ messages }) => order.push(`swept ${messages}`));
    await store.messages.count();
    const write = store.settings.set("a", 1, "ann").then(() => order.push("written"));
    await Promise.all([sweep, write]);
    assert.deepEqual(order, ["written", "swept 45"]);
    assert.deepEqual(await files(), []);
    assert.deepEqual(
      (await store.journal.list({ what: "message.expire" })).map(({ before }) => before),
      [
        { messages: 5, closedBefore: later(1e6) },
        { messages: 20, closedBefore: later(1e6) },
        { messages: 20, closedBefore: later(1e6) },
      ],
    );
  });

  it("takes the caller out of an old call and leaves what statistics count, but not while its message is there", async () => {
    await aCall("with", true);
    await aCall("without", false);
    const period = { since: start, until: later(100) };
    const counted = async () => [
      await store.tallies.counts([{ from: period.since, until: period.until, offset: 0 }]),
      await store.tallies.answerDelays(period),
      await store.tallies.holdDelays(period),
    ];
    const before = await counted();
    const expired = { messagesBefore: null, callsBefore: later(100) };
    assert.deepEqual(await store.forget.expired(expired, "box", later(200)), { messages: 0, calls: 1 });
    assert.deepEqual(await counted(), before);
    const call = await store.calls.get("without");
    assert.deepEqual([call?.caller.number, call?.plan, call?.forgottenAt], [null, null, later(200)]);
    assert.deepEqual(call?.putThroughTo, { person: "amelie", number: "" });
    assert.deepEqual(
      call?.steps.map(({ what }) => what),
      ["rang", "put-through"],
    );
    assert.doesNotMatch(JSON.stringify(call), /061234|Durand|39980001/);
    assert.equal((await store.calls.get("with"))?.caller.number, numberOf("with"));
    assert.equal((await store.forget.expired(expired, "box", later(200))).calls, 0, "once");
  });

  it("by hand goes whatever it is, and only what is there", async () => {
    await aCall("open");
    await store.forget.message("open", "ann");
    assert.deepEqual([await files(), await store.messages.get("open")], [[], null]);
    const [line] = await store.journal.list({ limit: 1 });
    assert.deepEqual([line?.by, line?.what], ["ann", "message.remove"]);
    await assert.rejects(store.forget.message("open", "ann"), { code: "store.no-message" });
  });

  it("does not come back when the file outlives its row: the next start finishes the work", async () => {
    await aCall("gone");
    await aCall("stays");
    await place.close(store);
    const child = spawn(process.execPath, [join(import.meta.dirname, "forget-crash-child.js"), place.folder, "gone"], {
      stdio: "inherit",
    });
    const [, signal] = await once(child, "exit");
    assert.equal(signal, "SIGKILL");
    assert.deepEqual(await files(), ["gone.wav", "stays.wav"]);

    store = await place.open();
    assert.equal(await store.messages.get("gone"), null);
    const recovery = await store.recover({ repair: async () => ({ duration: millis(1000) }) });
    assert.deepEqual([recovery.recovered, recovery.missing], [[], []]);
    assert.deepEqual(await files(), ["stays.wav"]);
    assert.deepEqual(
      (await store.messages.list()).map(({ id }) => id),
      ["stays"],
    );
  });

  it("goes where the file is gone already", async () => {
    await aCall("lost");
    await store.messages.mark("lost", { closed: true }, "ann");
    await rm(join(place.folder, "messages", "lost.wav"));
    await store.recover({ repair: async () => null });
    const swept = await store.forget.expired({ messagesBefore: later(1e6), callsBefore: null }, "box", later(1));
    assert.equal(swept.messages, 1);
    assert.deepEqual(await store.messages.list(), []);
    assert.equal(place.log.count("store.sound-not-deleted"), 0);
  });

  it("a text of a clock that was ahead is kept until its time has come by one that is right", async () => {
    const text = { line: "line-1", zone: "Europe/Paris", became: "kept", person: null, urgent: false } as const;
    await store.clockDoubts.begin(later(-20_000), later(-19_000), "no-source");
    const of1970 = later(-19_500);
    await store.texts.keep({ ...text, from: callerId("0388000077", null), body: "a", sentAt: of1970, cameAt: of1970 });
    const expire = (callsBefore: Instant) =>
      store.forget.expired({ messagesBefore: null, callsBefore }, "box", callsBefore);
    await expire(later(0));
    assert.equal((await store.texts.list()).length, 1, "nobody knows yet when it came");
    await store.clockDoubts.righted(later(1));
    await expire(later(1));
    assert.equal((await store.texts.list()).length, 1);
    await expire(later(365));
    assert.deepEqual(await store.texts.list(), []);
  });
});
