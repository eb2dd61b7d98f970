import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { demoOffice } from "../../src/app/demo-office.ts";
import { parseOffice } from "../../src/duty/parse-office.ts";
import { callerId } from "../../src/kernel/caller-id.ts";
import { instant, millis } from "../../src/kernel/units.ts";
import type { Store } from "../../src/store/store.ts";
import { Place } from "../kit/place.ts";

const example = parseOffice(demoOffice);
const at = instant(Date.UTC(2026, 10, 23, 9));

describe("the example agency (P7)", () => {
  let place: Place;
  let store: Store;
  beforeEach(async () => {
    place = await Place.make();
    store = await place.open();
  });
  afterEach(() => place.remove());

  async function aMessage(id: string): Promise<string> {
    store.calls.begin({ id, line: "line-1", at, caller: callerId("0199000042", null) });
    const partPath = store.messages.partPath(id);
    await writeFile(partPath, "sound");
    await store.messages.keep({ callId: id, partPath, duration: millis(9000), empty: false });
    store.calls.end(id, { at, outcome: "message" });
    await store.calls.flushed();
    return (await store.messages.get(id))?.file ?? "";
  }

  it("is marked from the moment that it is there, is offered once, and comes back no more once it is left", async () => {
    assert.equal(await store.example.state(), "own");
    await store.example.offer(example);
    assert.deepEqual([await store.example.state(), await store.example.changed()], ["offered", false]);
    await store.example.try("Claire");
    await store.example.offer(example);
    assert.equal(await store.example.state(), "example");
    await store.example.leave("Claire", { keepOffice: false, knowsOfChanges: false });
    await store.example.offer(example);
    assert.deepEqual([await store.example.state(), await store.office.isSet()], ["own", false]);
  });

  it("leaves nothing of it behind: no person, call, message, need, letter or line of the journal", async () => {
    await store.example.offer(example);
    const file = await aMessage("call-1");
    assert.equal((await store.needs.list()).length, 1);
    assert.ok(existsSync(file));
    await store.example.leave("Claire", { keepOffice: false, knowsOfChanges: false });
    assert.equal(existsSync(file), false);
    assert.equal(existsSync(join(place.folder, "office.json")), false);
    assert.deepEqual(
      [await store.needs.list(), await store.messages.list(), await store.office.isSet()],
      [[], [], false],
    );
    assert.equal(await store.calls.get("call-1"), null);
    assert.deepEqual(
      (await store.journal.list()).map(({ what }) => what),
      ["example.leave"],
    );
    const left = await store.transaction(async (tx) => {
      const tables = await tx.all<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
      );
      const full: string[] = [];
      for (const { name } of tables) if (await tx.get(`SELECT 1 FROM "${name}"`)) full.push(name);
      return full.sort();
    });
    assert.deepEqual(
      left.filter((name) => name !== "clock_doubt"),
      // Of its seals one row is left: that there were others.
      ["journal", "office_revision", "seal", "setting"],
    );
    // What was set aside for that guards the journal again.
    await assert.rejects(store.transaction((tx) => tx.run("DELETE FROM journal")));
    // The next start finds nothing to recover, and no copy of the office.
    await place.close(store);
    store = await place.open();
    assert.equal(await store.office.isSet(), false);
  });

  it("is not wiped without a word once its owner has begun to change it, and may be kept as theirs", async () => {
    await store.example.offer(example);
    const [amelie] = (await store.office.read()).people;
    await store.office.save("people", { ...amelie, name: "Anne Roy" } as never, "Claire");
    await aMessage("call-1");
    await assert.rejects(store.example.leave("Claire", { keepOffice: false, knowsOfChanges: false }), {
      code: "store.example-changed",
    });
    assert.equal((await store.messages.list()).length, 1);
    // The SIM of the box stays open, what was seen of it and where it sends callers stays, and who opens the menu by telephone goes with their people.
    await store.settings.set("sim.mobile", { pin: "1234" }, "Claire");
    await store.sims.met("mobile", { sim: "8933", operator: "20801" });
    store.sims.saw({ sim: "8933", operator: "20801" }, { ability: "transfer", works: false, at, in: "trial" });
    const safe = { number: "+33199000020", busy: true, noReply: null, unreachable: true, whenOff: true };
    await store.settings.set("safe.mobile", safe, "Claire");
    await store.settings.set("diverted.mobile", { busy: { to: "+33199000020", done: true } }, "appliance");
    await store.calls.flushed();
    await store.phonePins.set({ id: "anne", name: "Anne Roy" }, "hash", "Claire");
    await store.example.leave("Claire", { keepOffice: true, knowsOfChanges: true });
    assert.ok(await store.settings.get("sim.mobile"));
    assert.deepEqual(await store.settings.get("safe.mobile"), safe);
    assert.ok(await store.settings.get("diverted.mobile"));
    assert.equal((await store.sims.of("mobile"))?.abilities.length, 1);
    assert.equal((await store.phonePins.list()).length, 1);
    assert.deepEqual([(await store.office.read()).people[0]?.name, await store.messages.list()], ["Anne Roy", []]);
    assert.equal(await store.example.state(), "own");
  });

  it("is left once by two at the same time, and never tried again afterwards", async () => {
    await store.example.offer(example);
    const how = { keepOffice: false, knowsOfChanges: false };
    await Promise.all([store.example.leave("Claire", how), store.example.leave("Karim", how)]);
    assert.equal((await store.journal.list()).length, 1);
    await assert.rejects(store.example.try("Karim"), { code: "store.example-left" });
  });
});
