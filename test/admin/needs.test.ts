import assert from "node:assert/strict";
import { minutes, plus, seconds } from "../../src/kernel/units.ts";
import type { Client } from "./client.ts";
import { CALL } from "./parts-of.ts";
import { MONDAY, Rig } from "./rig.ts";

const sound = new Int16Array(800).fill(1000);

describe("what is owed to callers, in the API", () => {
  let rig: Rig;
  let boss: Client;
  const params = { id: CALL };
  beforeEach(async () => {
    rig = await Rig.open();
    boss = await rig.boss();
  });
  afterEach(() => rig.close());

  it("comes first on Today for a fragile client whom nobody answered, before older ones of others (P2)", async () => {
    const [fragile] = (await boss.ask("office", {})).office.callers.filter((caller) => caller.fragile);
    await rig.call("other", MONDAY, { number: "0399000011" });
    await rig.call(CALL, plus(MONDAY, minutes(1)), { number: fragile?.number ?? "" });
    const { needs } = await boss.ask("today", { query: {} });
    assert.deepEqual([needs.open, needs.overdue, needs.first.map(({ id }) => id)], [2, 0, [CALL, "other"]]);
    const [first] = needs.first;
    assert.deepEqual([first?.weight, first?.why, first?.caller.known?.name], ["fragile", "left", fragile?.name]);
    rig.clock.pass(minutes(40));
    assert.equal((await boss.ask("today", { query: {} })).needs.overdue, 1);
    assert.deepEqual(
      (await boss.ask("needs", { query: { state: "overdue" } })).needs.map(({ id }) => id),
      [CALL],
    );
  });

  it("is dealt with in one place: taken, noted, closed with a reason and a note in one save (P4)", async () => {
    await rig.call(CALL, MONDAY, {}, sound);
    const taken = await boss.ask("takeNeed", { params, body: {} });
    assert.deepEqual([taken.owner?.name, taken.owner?.since], ["Chef", MONDAY]);
    await boss.ask("noteNeed", { params, body: { note: "Ne répond pas" } });
    const closed = await boss.ask("closeNeed", { params, body: { reason: "called-back", note: "Tout va bien" } });
    assert.deepEqual(closed.closed, { at: MONDAY, by: "Chef", reason: "called-back" });
    const record = await boss.ask("need", { params });
    assert.deepEqual(
      record.history.map(({ what }) => what),
      ["opened", "message", "taken", "note", "closed"],
    );
    assert.deepEqual(record.history.at(-1)?.detail, { by: "Chef", reason: "called-back", note: "Tout va bien" });
    assert.deepEqual([record.callRecords.map(({ id }) => id), record.messageRecords[0]?.closed?.by], [[CALL], "Chef"]);
    const message = await boss.ask("message", { params });
    assert.deepEqual([message.note, message.closed?.by], ["Ne répond pas\nTout va bien", "Chef"]);
    assert.equal((await boss.ask("needs", { query: {} })).needs.length, 0);
    assert.equal((await boss.ask("needs", { query: { state: "closed" } })).needs.length, 1);
  });

  it("says to the second of two who close it who was faster, and loses nothing", async () => {
    await rig.call(CALL, MONDAY, {}, sound);
    const reception = await rig.as("reception", boss);
    await reception.ask("closeNeed", { params, body: { reason: "called-back", note: "Fait" } });
    const refused = await boss.raw("closeNeed", { params, body: { reason: "other", note: "Moi aussi" } });
    assert.equal(refused.status, 409);
    assert.match(refused.text, /admin\.need-closed.*reception/s);
    assert.equal((await boss.ask("need", { params })).closed?.reason, "called-back");
    assert.equal((await boss.refused("takeNeed", { params, body: {} })).is, "409 admin.need-closed");
    const { revision } = await boss.ask("reopenNeed", { params });
    await reception.ask("takeNeed", { params, body: {} });
    const held = await boss.raw("takeNeed", { params, body: { seen: revision } });
    assert.deepEqual([held.status, /reception/.test(held.text)], [409, true]);
    const now = await boss.ask("need", { params });
    const over = await boss.ask("takeNeed", { params, body: { seen: now.revision } });
    assert.equal(over.owner?.name, "Chef");
  });

  it("is changed by nobody who may not, and by nothing that it does not know", async () => {
    await rig.call(CALL, MONDAY);
    const auditor = await rig.as("auditor", boss);
    const closing = { params, body: { reason: "other" } } as const;
    assert.equal((await auditor.refused("closeNeed", closing)).is, "403 admin.not-yours");
    assert.equal((await auditor.refused("takeNeed", { params, body: {} })).is, "403 admin.not-yours");
    assert.equal((await auditor.refused("needs", { query: { search: "Petit" } })).is, "403 admin.callers-hidden");
    for (const body of [
      { reason: "forgotten" },
      { reason: "got-through" },
      {},
      { reason: "other", note: "x".repeat(10_000) },
      { reason: "other", more: 1 },
    ])
      assert.equal((await boss.refused("closeNeed", { params, body: body as never })).is, "400 admin.bad-request");
    assert.equal((await boss.refused("need", { params: { id: "gone" } })).is, "404 admin.no-such");
    assert.equal((await boss.refused("closeNeed", { ...closing, params: { id: "gone" } })).is, "404 admin.no-such");
    assert.equal((await boss.ask("need", { params })).closed, null);
  });

  it("is told as it happens", async () => {
    const stream = await boss.open("GET", "/api/events?language=fr");
    let heard = "";
    stream.on("data", (chunk: Buffer) => (heard += chunk.toString()));
    await rig.call(CALL, MONDAY);
    await boss.ask("closeNeed", { params, body: { reason: "other" } });
    while (!/event: need[\s\S]*"reason":"other"/.test(heard)) await new Promise((resolve) => setImmediate(resolve));
    const closed = heard.length;
    await rig.store.needs.reopen(CALL, "command line (root)");
    const told = () => /event: need[\s\S]*"open":1/.test(heard.slice(closed));
    while (!told()) {
      rig.clock.pass(seconds(1));
      await new Promise((resolve) => setImmediate(resolve));
    }
    stream.destroy();
  });
});
