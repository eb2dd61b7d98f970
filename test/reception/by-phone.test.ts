import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { callerId } from "../../src/kernel/caller-id.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { instant, millis } from "../../src/kernel/units.ts";
import { byPhone } from "../../src/reception/by-phone.ts";
import type { Store } from "../../src/store/store.ts";
import { Place } from "../kit/place.ts";

const anne = { person: "anne", name: "Anne", language: "fr" } as const;

describe("what somebody goes through by phone", () => {
  let place: Place;
  let store: Store;
  beforeEach(async () => {
    place = await Place.make();
    store = await place.open();
  });
  afterEach(() => place.remove());

  /** So many callers leave a message, each a minute after the one before. */
  async function left(count: number): Promise<readonly string[]> {
    const ids = Array.from({ length: count }, (_, n) => `20261123-150000-${n.toString(16).padStart(4, "0")}`);
    for (const [n, id] of ids.entries()) {
      place.clock.time = instant(place.clock.time + 60_000);
      const at = place.clock.now();
      store.calls.begin({ id, line: "l", at, caller: callerId(`06123400${String(n).padStart(2, "0")}`, null) });
      const partPath = store.messages.partPath(id);
      await writeFile(partPath, id);
      await store.messages.keep({ callId: id, at, partPath, duration: millis(1000), empty: false });
      store.calls.end(id, { at, outcome: "message" });
      await store.calls.flushed();
    }
    return ids;
  }
  const phone = () =>
    byPhone({
      clock: place.clock,
      log: silentLog,
      during: (work) => work,
      store,
      hourFor: (at) => at,
      recordings: place.folder,
    });
  const idsOf = async (act: "messages" | "needs") =>
    ((await phone().act({ act }, anne, new Int16Array(0))).items ?? []).map(({ id }) => id);
  const waiting = async () => {
    const [hello] = (await phone().act({ act: "look" }, anne, new Int16Array(0))).says;
    return hello && "values" in hello ? hello.values.waiting : null;
  };

  it("is what nobody has dealt with, the oldest first, however much of the rest there is", async () => {
    const ids = await left(30);
    for (const id of ids.slice(5)) await store.messages.mark(id, { closed: true }, "Bob");
    assert.deepEqual(await idsOf("messages"), ids.slice(0, 5));
  });

  it("begins with the oldest where there is more than anybody hears at once", async () => {
    const ids = await left(25);
    assert.deepEqual(await idsOf("messages"), ids.slice(0, 20));
    assert.deepEqual(await waiting(), { messages: 25, needs: 25 });
  });

  it("has those whom nobody has, and one's own, though others have as many", async () => {
    const ids = await left(30);
    const bob = { id: "bob", name: "Bob" };
    for (const id of ids.slice(0, 27)) await store.needs.take(id, bob, "page");
    await store.needs.take(ids[27] ?? "", { id: "anne", name: "Anne" }, "page");
    assert.deepEqual((await idsOf("needs")).sort(), ids.slice(27));
    assert.deepEqual(await waiting(), { messages: 30, needs: 3 });
  });
});
