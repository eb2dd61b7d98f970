import assert from "node:assert/strict";
import { minutes, plus } from "../../src/kernel/units.ts";
import type { Store } from "../../src/store/store.ts";
import { Place } from "./temp-store.ts";

describe("announcements", () => {
  let place: Place;
  let store: Store;
  beforeEach(async () => {
    place = await Place.make();
    store = await place.open();
  });
  afterEach(() => place.remove());

  const closed = { kind: "closed", language: "fr" } as const;
  const spoken = { text: "Bonjour", origin: "default", file: "a.wav", sha256: "aa", by: "appliance" } as const;

  it("keep every version, and since when and by whom", async () => {
    const first = place.clock.now();
    assert.equal(await store.announcements.current(closed), null);
    await store.announcements.add(closed, spoken);
    place.clock.time = plus(first, minutes(5));
    const second = await store.announcements.add(closed, { ...spoken, origin: "recorded", sha256: "bb", by: "ann" });
    assert.deepEqual([second.version, second.since, second.by], [2, plus(first, minutes(5)), "ann"]);
    assert.deepEqual(await store.announcements.current(closed), second);
    const history = await store.announcements.history(closed);
    assert.deepEqual(
      history.map(({ version, since }) => [version, since]),
      [
        [2, second.since],
        [1, first],
      ],
    );
  });

  it("make no new version of what is the same", async () => {
    const one = await store.announcements.add(closed, spoken);
    assert.deepEqual(await store.announcements.add(closed, { ...spoken, by: "someone" }), one);
    assert.equal((await store.announcements.history(closed)).length, 1);
  });

  it("are one each by kind, language and urgency", async () => {
    await store.announcements.add(closed, spoken);
    await store.announcements.add({ ...closed, urgent: true }, spoken);
    await store.announcements.add({ ...closed, language: "en" }, spoken);
    await store.announcements.add({ ...closed, language: "en" }, { ...spoken, text: "Hello" });
    assert.equal((await store.announcements.current({ ...closed, urgent: true }))?.urgent, true);
    assert.deepEqual(
      (await store.announcements.all()).map(({ language, urgent, version, text }) => [language, urgent, version, text]),
      [
        ["en", false, 2, "Hello"],
        ["fr", false, 1, "Bonjour"],
        ["fr", true, 1, "Bonjour"],
      ],
    );
  });
});
