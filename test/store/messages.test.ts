import assert from "node:assert/strict";
import { mkdir, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { callerId } from "../../src/kernel/caller-id.ts";
import { millis, minutes, plus } from "../../src/kernel/units.ts";
import type { Message } from "../../src/store/message-record.ts";
import type { Store } from "../../src/store/store.ts";
import { Place } from "../kit/place.ts";

describe("messages", () => {
  let place: Place;
  let store: Store;
  const id = "20261123-143159-a1b2";
  const duration = millis(4000);

  beforeEach(async () => {
    place = await Place.make();
    store = await place.open();
  });
  afterEach(() => place.remove());

  const files = async () => (await readdir(join(place.folder, "messages"))).sort();
  const record = async (callId: string, sound = `sound of ${callId}`) => {
    await writeFile(store.messages.partPath(callId), sound);
    return { callId, partPath: store.messages.partPath(callId), duration, empty: false };
  };
  const tell = (message: Message) => [
    { channel: "email", to: "a@example.org", subject: "s", kind: "message", payload: { message: message.id } } as const,
  ];

  it("are kept with caller, file and what is to be told", async () => {
    const caller = callerId("0612345678", null);
    store.calls.begin({ id, line: "analog", at: place.clock.now(), caller });
    const kept = await store.messages.keep({ ...(await record(id)), tell });
    assert.deepEqual(await store.messages.get(id), kept);
    assert.deepEqual([kept?.caller, kept?.line, kept?.recovered], [caller, "analog", false]);
    assert.equal(await readFile(kept?.file ?? "", "utf8"), `sound of ${id}`);
    assert.deepEqual(await files(), [`${id}.wav`]);
    assert.deepEqual(
      (await store.outbox.list()).map(({ payload }) => payload),
      [{ message: id }],
    );
    assert.equal((await store.calls.get(id))?.message, id);
  });

  it("without speech are no messages", async () => {
    store.calls.begin({ id, line: "analog", at: place.clock.now() });
    assert.equal(await store.messages.keep({ ...(await record(id)), empty: true, tell }), null);
    assert.deepEqual(await files(), []);
    assert.deepEqual([await store.messages.list(), await store.outbox.list()], [[], []]);
  });

  it("never take the place of another one of the same call", async () => {
    const first = await store.messages.keep(await record(id, "first"));
    const second = await store.messages.keep(await record(id, "second"));
    assert.deepEqual([first?.id, second?.id, second?.call], [id, `${id}-2`, id]);
    assert.deepEqual(await files(), [`${id}-2.wav`, `${id}.wav`]);
  });

  it("stay as they were recorded when they can't be kept, and can be tried again", async () => {
    const recording = await record(id);
    const failing = () => {
      throw new Error("no");
    };
    await assert.rejects(store.messages.keep({ ...recording, tell: failing }));
    await assert.rejects(store.messages.keep({ ...recording, partPath: `${recording.partPath}.gone` }), {
      name: "Fault",
    });
    assert.deepEqual(await files(), [`${id}.wav.part`]);
    assert.deepEqual(await store.messages.list(), []);
    await store.messages.keep(recording);
    assert.deepEqual(await files(), [`${id}.wav`]);
    await assert.rejects(store.messages.keep({ ...recording, callId: "../x" }), { code: "store.bad-id" });
  });

  it("that a full disk has no room for stay beside, and are kept at the next start", async () => {
    await place.close(store);
    store = await place.open({ maxPages: 60 });
    const long = () => [{ ...tell({ id } as Message)[0], payload: { text: "x".repeat(400_000) } } as never];
    await assert.rejects(store.messages.keep({ ...(await record(id)), tell: long }), { code: "store.disk-full" });
    assert.deepEqual(await files(), [`${id}.wav.part`]);
    await place.close(store);
    store = await place.open();
    await store.recover({ repair: async () => ({ duration }) });
    assert.deepEqual(
      (await store.messages.list()).map((message) => message.id),
      [id],
    );
  });

  it("are listed newest first, in pages, and by what is left to do", async () => {
    const ids = ["m0", "m1", "m2", "m3", "m4"];
    for (const one of ids) {
      await store.messages.keep(await record(one));
      place.clock.time = plus(place.clock.time, minutes(1));
    }
    await store.messages.mark("m1", { heard: true }, "ann");
    await store.messages.mark("m3", { heard: true, closed: true }, "ann");
    const list = async (query: Parameters<Store["messages"]["list"]>[0]) =>
      (await store.messages.list(query)).map((message) => message.id);
    assert.deepEqual(await list({ limit: 2 }), ["m4", "m3"]);
    assert.deepEqual(await list({ before: "m3" }), ["m2", "m1", "m0"]);
    assert.deepEqual(await list({ only: "open" }), ["m4", "m2", "m1", "m0"]);
    assert.deepEqual(await list({ only: "unheard", limit: 2, before: "m4" }), ["m2", "m0"]);
    assert.deepEqual([await store.messages.count(), await store.messages.count("unheard")], [5, 3]);
  });

  it("say who dealt with them, and the journal too", async () => {
    await store.messages.keep(await record(id));
    const at = place.clock.now();
    await store.messages.mark(id, { heard: true, takenBy: "zoe", note: "rings tomorrow" }, "ann");
    const done = await store.messages.mark(id, { calledBack: true, closed: true }, "zoe");
    assert.deepEqual(
      [done.heardBy, done.takenBy, done.calledBackBy, done.closedBy, done.closedAt, done.note],
      ["ann", "zoe", "zoe", "zoe", at, "rings tomorrow"],
    );
    const again = await store.messages.mark(id, { closed: false, takenBy: null, note: null }, "ann");
    assert.deepEqual([again.closedAt, again.closedBy, again.takenBy, again.note], [null, null, null, null]);
    assert.equal(again.heardBy, "ann");
    assert.equal((await store.journal.list({ what: "message.mark" })).length, 3);
    await assert.rejects(store.messages.mark("none", { heard: true }, "ann"), { code: "store.no-message" });
  });

  describe("after a crash", () => {
    const repaired: string[] = [];
    const repair = async (path: string) => {
      repaired.push(path);
      const sound = await readFile(path, "utf8");
      if (sound === "unreadable") throw new Error("not a recording");
      return sound === "silent" ? null : { duration: millis(1500) };
    };

    it("a part is repaired and kept, with the caller of its call, and told", async () => {
      const caller = callerId("0612345678", null);
      store.calls.begin({ id, line: "analog", at: place.clock.now(), caller });
      const { partPath } = await record(id);
      await utimes(partPath, 1795445644, 1795445644);
      const { recovered, interrupted } = await store.recover({ repair, tell });
      assert.deepEqual([recovered, interrupted, repaired.at(-1)], [[id], 1, partPath]);
      const message = await store.messages.get(id);
      assert.deepEqual(
        [message?.caller, message?.recovered, message?.duration, message?.at],
        [caller, true, 1500, 1795445644000],
      );
      assert.deepEqual(await files(), [`${id}.wav`]);
      assert.equal((await store.outbox.list()).length, 1);
    });

    it("a file without a row gets its row, and a made-up call when that is lost too", async () => {
      await writeFile(join(place.folder, "messages", `${id}.wav`), "sound");
      const first = await store.recover({ repair, tell });
      const second = await store.recover({ repair, tell });
      assert.deepEqual([first.recovered, second.recovered], [[id], []]);
      assert.equal((await store.messages.list()).length, 1);
      assert.equal((await store.calls.get(id))?.at, Date.UTC(2026, 10, 23, 14, 31, 59));
      assert.equal((await store.outbox.list()).length, 1);
    });

    it("a message whose file is gone is marked, and unmarked when it is back", async () => {
      const kept = await store.messages.keep(await record(id));
      const file = kept?.file ?? "";
      const sound = await readFile(file);
      await rm(file);
      assert.deepEqual((await store.recover({ repair })).missing, [id]);
      assert.equal((await store.messages.get(id))?.fileMissing, true);
      await writeFile(file, sound);
      assert.deepEqual((await store.recover({ repair })).missing, []);
      assert.equal((await store.messages.get(id))?.fileMissing, false);
    });

    it("several of one call are all kept, and belong to it", async () => {
      await store.messages.keep(await record(id, "first"));
      await record(`${id}-again`, "second");
      await writeFile(join(place.folder, "messages", `${id}-3.wav`), "third");
      await store.recover({ repair });
      const messages = await store.messages.list();
      assert.deepEqual(messages.map((message) => message.id).sort(), [id, `${id}-2`, `${id}-3`]);
      for (const message of messages) assert.equal(message.call, id);
    });

    it("one that can't be repaired stops nothing and is left as it is; one without sound goes", async () => {
      await record("bad", "unreadable");
      await record("quiet", "silent");
      await record(id);
      await writeFile(join(place.folder, "messages", "a b.wav"), "not ours");
      await writeFile(join(place.folder, "messages", "m.wav.part.new"), "half written");
      await mkdir(join(place.folder, "messages", "sub"));
      const { recovered, empty, failed } = await store.recover({ repair });
      assert.deepEqual([recovered, empty, failed.map((one) => one.id)], [[id], ["quiet"], ["bad"]]);
      assert.deepEqual(await files(), [`${id}.wav`, "a b.wav", "bad.wav.part", "sub"]);
    });
  });
});
