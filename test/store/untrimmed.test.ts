import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { repairRecording } from "../../src/audio/repair-recording.ts";
import { writeWav } from "../../src/audio/wav.ts";
import { type Instant, instant, millis } from "../../src/kernel/units.ts";
import { copyDatabase } from "../../src/store/copy-database.ts";
import { wholeBeside } from "../../src/store/message-files.ts";
import type { Store } from "../../src/store/store.ts";
import { Place } from "../kit/place.ts";

const ID = "20261123-143159-a1b2";
const whole = writeWav(new Int16Array(1600).fill(1000));
const trimmed = writeWav(new Int16Array(800).fill(1000));

describe("the sound that a message was trimmed from (L11)", () => {
  let place: Place;
  let store: Store;
  let start: Instant;
  beforeEach(async () => {
    place = await Place.make();
    store = await place.open();
    start = place.clock.now();
  });
  afterEach(() => place.remove());

  const folder = () => join(place.folder, "messages");
  const files = async () => (await readdir(folder())).sort();
  const expired = (untrimmedBefore: Instant) => ({ messagesBefore: null, callsBefore: null, untrimmedBefore });
  const parts = async () => {
    const partPath = store.messages.partPath(ID);
    await writeFile(partPath, trimmed);
    await writeFile(wholeBeside(partPath), whole);
    return partPath;
  };
  const keep = async () => {
    const partPath = await parts();
    return store.messages.keep({
      callId: ID,
      partPath,
      duration: millis(100),
      untrimmed: millis(200),
      empty: false,
      hardlyAudible: true,
    });
  };
  const recover = () => store.recover({ repair: repairRecording });

  it("lies beside it, and goes after its days, without the message", async () => {
    const message = await keep();
    assert.deepEqual([message?.hardlyAudible, message?.untrimmed?.duration], [true, 200]);
    assert.deepEqual(await readFile(message?.untrimmed?.file ?? ""), Buffer.from(whole));
    await store.forget.expired(expired(start), "box", start);
    assert.deepEqual(await files(), [`${ID}-untrimmed.wav`, `${ID}.wav`]);
    await store.forget.expired(expired(instant(start + 1)), "box", start);
    assert.deepEqual(await files(), [`${ID}.wav`]);
    assert.equal((await store.messages.get(ID))?.untrimmed, null);
  });

  it("stays with a message that someone keeps", async () => {
    await keep();
    await store.messages.mark(ID, { kept: true }, "ann");
    await store.forget.expired(expired(instant(start + 1)), "box", start);
    assert.equal((await files()).length, 2);
  });

  it("goes into a backup with its message", async () => {
    await keep();
    const { messages } = await copyDatabase(place.file, join(place.folder, "copy.db"));
    assert.deepEqual(messages, [ID, `${ID}-untrimmed`]);
  });

  it("goes with its message", async () => {
    await keep();
    await store.forget.message(ID, "ann");
    assert.deepEqual(await files(), []);
  });

  it("is no message of its own at the next start", async () => {
    await keep();
    assert.deepEqual((await recover()).recovered, []);
    assert.equal((await files()).length, 2);
  });

  it("is found with a message that a crash left without its row", async () => {
    await parts();
    assert.deepEqual((await recover()).recovered, [ID]);
    const message = await store.messages.get(ID);
    assert.deepEqual([message?.duration, message?.untrimmed?.duration], [100, 200]);
    assert.deepEqual(await files(), [`${ID}-untrimmed.wav`, `${ID}.wav`]);
  });

  it("of nothing is removed at the next start", async () => {
    await writeFile(join(folder(), `${ID}-untrimmed.wav`), whole);
    await writeFile(wholeBeside(store.messages.partPath(ID)), whole);
    await recover();
    assert.deepEqual(await files(), []);
  });

  it("is where it was when its message could not be kept", async () => {
    await store.transaction((tx) => tx.run("ALTER TABLE outbox RENAME TO outbox_away"));
    const partPath = await parts();
    const tell = () => [{ channel: "email", to: "a@example.org", subject: "", kind: "message", payload: {} }] as const;
    const keeping = { callId: ID, partPath, duration: millis(100), untrimmed: millis(200), empty: false, tell };
    await assert.rejects(store.messages.keep(keeping));
    assert.deepEqual(await files(), [`${ID}.wav.part`, `${ID}.wav.part.whole`]);
  });
});

describe("a call that came to nothing because the appliance stopped (L8)", () => {
  let place: Place;
  beforeEach(async () => {
    place = await Place.make();
  });
  afterEach(() => place.remove());

  const missed = ({ id }: { readonly id: string }) =>
    [{ channel: "email", to: "a@example.org", subject: "", kind: "missed-call", payload: { call: id } }] as const;

  it("is told at the next start: cut off, or with a message that was in memory alone", async () => {
    const store = await place.open();
    const at = place.clock.now();
    store.calls.begin({ id: "open", line: "l", at });
    store.calls.begin({ id: "held", line: "l", at });
    store.calls.step("held", { at, what: "held", detail: { duration: millis(1000), why: "full" } });
    store.calls.end("held", { at, outcome: "message" });
    store.calls.begin({ id: "written", line: "l", at });
    store.calls.step("written", { at, what: "held", detail: { duration: millis(1000), why: "full" } });
    store.calls.step("written", { at, what: "recorded", detail: { duration: millis(1000), empty: false } });
    store.calls.end("written", { at, outcome: "message" });
    await store.recover({ repair: repairRecording, missed });
    const outcomes = await Promise.all(
      ["open", "held", "written"].map(async (id) => (await store.calls.get(id))?.outcome),
    );
    assert.deepEqual(outcomes, ["interrupted", "failed", "message"]);
    assert.deepEqual((await store.outbox.list()).map(({ payload }) => payload.call).sort(), ["held", "open"]);
    await store.recover({ repair: repairRecording, missed });
    assert.equal((await store.outbox.list()).length, 2, "once");
  });
});
