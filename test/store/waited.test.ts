import assert from "node:assert/strict";
import { instant, millis, minutes, plus } from "../../src/kernel/units.ts";
import { Database } from "../../src/store/database.ts";
import { migrate, migrations } from "../../src/store/migrate.ts";
import { waiting } from "../../src/store/migrations/041-waiting.ts";
import { Place } from "../kit/place.ts";
import { fullOffice } from "./offices.ts";

describe("callers who waited in order, in the store", () => {
  let place: Place;
  beforeEach(async () => {
    place = await Place.make();
  });
  afterEach(() => place.remove());

  it("are known with how long and how it ended", async () => {
    const store = await place.open();
    const at = place.clock.now();
    store.calls.begin({ id: "c", line: "line-1", at });
    const waited = { how: "left", lasted: millis(42_300) } as const;
    store.calls.end("c", {
      at: plus(at, minutes(2)),
      outcome: "abandoned",
      answeredAt: plus(at, millis(4000)),
      waited,
    });
    store.calls.begin({ id: "other", line: "line-1", at });
    store.calls.end("other", { at, outcome: "abandoned" });
    await store.calls.flushed();
    assert.deepEqual((await store.calls.get("c"))?.waited, waited);
    assert.equal((await store.calls.get("other"))?.waited, null);
    const period = { since: at, until: plus(at, minutes(1)) };
    const counted = [{ how: "left", seconds: 42, calls: 1 }];
    assert.deepEqual(await store.tallies.waited(period), counted);
    const found = async (queued: "any" | "left" | "through" | "message") =>
      (await store.browse.calls({ limit: 9, queued })).map(({ id }) => id);
    assert.deepEqual([await found("any"), await found("left")], [["c"], ["c"]]);
    assert.deepEqual([await found("through"), await found("message")], [[], []]);
  });

  it("were waiting when the box stopped: the wait is cut off with the call, and somebody's task", async () => {
    const store = await place.open();
    const at = place.clock.now();
    store.calls.begin({
      id: "c",
      line: "line-1",
      at,
      caller: { presentation: "given", number: "0199000050", name: null },
    });
    store.calls.step("c", { at: plus(at, millis(4000)), what: "answered", detail: { rings: 2 } });
    store.calls.step("c", { at: plus(at, millis(10_000)), what: "waiting", detail: {} });
    store.calls.step("c", { at: plus(at, millis(25_000)), what: "key", detail: { digit: "5", known: false } });
    await store.calls.flushed();
    await store.recover({ repair: async () => null });
    const call = await store.calls.get("c");
    assert.equal(call?.outcome, "interrupted");
    assert.deepEqual(call?.waited, { how: "interrupted", lasted: 15_000 });
    assert.deepEqual(await store.tallies.waited({ since: at, until: plus(at, minutes(1)) }), [
      { how: "interrupted", seconds: 15, calls: 1 },
    ]);
    const [need] = await store.needs.list({ state: "open" });
    assert.deepEqual(need?.calls, ["c"]);
  });

  it("had waited before the box stopped: what was seen of it stays", async () => {
    const store = await place.open();
    const at = place.clock.now();
    store.calls.begin({ id: "c", line: "line-1", at });
    store.calls.step("c", { at: plus(at, millis(10_000)), what: "waiting", detail: {} });
    const detail = { how: "key", lasted: millis(7000) } as const;
    store.calls.step("c", { at: plus(at, millis(17_000)), what: "waited", detail });
    await store.calls.flushed();
    await store.recover({ repair: async () => null });
    assert.deepEqual((await store.calls.get("c"))?.waited, detail);
  });

  it("an office of before has nobody wait until it chooses to; a new one does", async () => {
    const { waiting: usual, ...before } = fullOffice;
    assert.equal(usual.on, true);
    const old = await Database.open(place.file);
    await migrate(old, place.file, place.clock.now(), migrations.slice(0, migrations.indexOf(waiting)));
    await old
      .run("INSERT INTO office (id, name, zone) VALUES (1, ?, ?)", [before.name, before.zone])
      .catch(async () => {
        await old.run(
          `INSERT INTO office (id, name, zone, language, country, closed_on_holidays, worked_holidays, threshold_days,
           threshold_hours, answer_after_rings, ring_seconds, screening, message_seconds)
         VALUES (1, ?, ?, 'fr', 'FR', 1, '[]', 5, 7, 2, 25, 1, 180)`,
          [before.name, before.zone],
        );
      });
    await old.run(
      "INSERT INTO call (id, line, at, zone, presentation) VALUES ('c', 'line-1', ?, 'UTC', 'unavailable')",
      [instant(0)],
    );
    await old.close();
    const store = await place.open();
    assert.deepEqual((await store.office.read()).waiting, { on: false, seconds: 120, key: "#" });
    assert.equal((await store.calls.get("c"))?.waited, null);
    await store.office.replace(fullOffice, "ann");
    assert.deepEqual((await store.office.read()).waiting, usual);
  });
});
