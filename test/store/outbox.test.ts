import assert from "node:assert/strict";
import { minutes, plus } from "../../src/kernel/units.ts";
import type { Store } from "../../src/store/store.ts";
import { Place } from "../kit/place.ts";

describe("outbox", () => {
  let place: Place;
  let store: Store;
  beforeEach(async () => {
    place = await Place.make();
    store = await place.open();
  });
  afterEach(() => place.remove());

  const entry = {
    channel: "email",
    to: "a@example.org",
    subject: "é",
    kind: "message",
    payload: { message: "m" },
  } as const;
  const due = async () => (await store.outbox.due(place.clock.now())).map(({ id }) => id);

  it("gives what is due until it is delivered, and keeps it afterwards", async () => {
    const now = place.clock.now();
    const later = await store.outbox.add({ ...entry, nextAt: plus(now, minutes(1)) });
    const first = await store.outbox.add(entry);
    assert.deepEqual(await due(), [first]);
    await store.outbox.delivered(first);
    assert.deepEqual(await due(), []);
    place.clock.time = plus(now, minutes(1));
    assert.deepEqual(await due(), [later]);
    const [kept] = (await store.outbox.list()).filter(({ id }) => id === first);
    assert.deepEqual(
      [kept?.deliveredAt, kept?.attempts, kept?.payload, kept?.createdAt],
      [now, 1, { message: "m" }, now],
    );
    assert.deepEqual(
      (await store.outbox.list({ waiting: true })).map(({ id }) => id),
      [later],
    );
  });

  it("has on a text whether all of its parts arrived, or one never did", async () => {
    const text = { ...entry, channel: "sms" } as const;
    const [one, other, third] = [
      await store.outbox.add(text),
      await store.outbox.add(text),
      await store.outbox.add(text),
    ];
    await store.outbox.delivered(one, { line: "mobile", parts: [4, 5] });
    await store.outbox.delivered(other, { line: "mobile", parts: [6, 7] });
    await store.outbox.delivered(third, { line: "mobile-2", parts: [4] });
    const arrivals = async () => (await store.outbox.list({ channel: "sms" })).map(({ arrival }) => arrival).reverse();
    assert.equal(await store.outbox.reported("mobile", 4, true), true);
    assert.deepEqual(await arrivals(), [null, null, null]);
    await store.outbox.reported("mobile", 5, true);
    await store.outbox.reported("mobile", 6, false);
    await store.outbox.reported("mobile", 7, true);
    assert.deepEqual(await arrivals(), ["arrived", "never", null]);
    assert.equal(await store.outbox.reported("mobile", 4, true), false, "told once");
    assert.equal(await store.outbox.reported("mobile", 99, true), false);
    place.clock.time = plus(place.clock.now(), minutes(3 * 24 * 60));
    assert.equal(await store.outbox.reported("mobile-2", 4, true), false, "the number is another's by then");
  });

  it("keeps nothing of what it told in words: that may name anybody", async () => {
    const said = {
      alarms: [{ sentence: "Mme Petit waits", remedy: "" }],
      text: "Mme Petit: 03 87 00 00 01",
      seal: "ab",
    };
    for (const end of ["delivered", "needless"] as const) {
      const id = await store.outbox.add({ ...entry, payload: said });
      await store.outbox[end](id);
      const [kept] = await store.outbox.list({ limit: 1 });
      assert.deepEqual(kept?.payload, { seal: "ab" });
    }
  });

  it("tries again later what failed, however often", async () => {
    const id = await store.outbox.add(entry);
    for (let attempt = 1; attempt <= 3; attempt++) {
      const retryAt = plus(place.clock.now(), minutes(attempt));
      await store.outbox.failed(id, `refused ${attempt}`, retryAt);
      assert.deepEqual(await due(), []);
      place.clock.time = retryAt;
      assert.deepEqual(await due(), [id]);
    }
    const [waiting] = await store.outbox.list();
    assert.deepEqual([waiting?.attempts, waiting?.lastError], [3, "refused 3"]);
  });

  it("takes part in a transaction: gone when that fails", async () => {
    await assert.rejects(
      store.transaction(async (tx) => {
        await store.outbox.add(entry, tx);
        throw new Error("no");
      }),
    );
    assert.deepEqual(await store.outbox.list(), []);
    await store.transaction((tx) => store.outbox.add(entry, tx));
    assert.equal((await store.outbox.list()).length, 1);
  });
});
