import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Instant, minutes, plus } from "../../src/kernel/units.ts";
import { usualRetention } from "../../src/store/retention.ts";
import type { Client } from "./client.ts";
import { CALL } from "./parts-of.ts";
import { MONDAY, Rig } from "./rig.ts";

const sound = new Int16Array(800).fill(1000);
const DAY = minutes(24 * 60);

describe("messages in the API", () => {
  let rig: Rig;
  let boss: Client;
  beforeEach(async () => {
    rig = await Rig.open();
    boss = await rig.boss();
    await rig.call(CALL, MONDAY, {}, sound);
  });
  afterEach(() => rig.close());

  const params = { id: CALL };
  const later = (n: number): Instant => plus(MONDAY, minutes(n));
  const file = () => join(rig.folder, "messages", `${CALL}.wav`);

  it("are given to anyone of the office or of the page, found by who has them, and late when they are", async () => {
    await rig.as("reception", boss);
    assert.deepEqual((await boss.ask("owners", {})).owners, ["Amélie Durand", "Chef", "Karim Benali", "reception"]);
    await boss.ask("markMessage", { params, body: { takenBy: "Amélie Durand", dueAt: later(30) } });
    const of = async (query: { owner?: string; only?: "overdue"; search?: string }) =>
      (await boss.ask("messages", { query })).messages.length;
    assert.deepEqual([await of({ owner: "Amélie Durand" }), await of({ owner: "Chef" })], [1, 0]);
    assert.equal(await of({ search: "durand" }), 1);
    assert.equal(await of({ only: "overdue" }), 0);
    rig.clock.pass(minutes(31));
    assert.equal(await of({ only: "overdue" }), 1);
    assert.equal((await boss.ask("today", { query: {} })).overdue, 1);
    await boss.ask("markMessage", { params, body: { takenBy: "Chef" } });
    assert.equal((await boss.ask("messages", { query: {} })).counts.mine, 1);
    await boss.ask("markMessage", { params, body: { closed: true } });
    const { counts } = await boss.ask("messages", { query: { only: "overdue" } });
    assert.deepEqual([counts.overdue, counts.mine, (await boss.ask("today", { query: {} })).overdue], [0, 0, 0]);
  });

  it("say when they are deleted: never while open or kept, and by the rule when closed", async () => {
    assert.deepEqual(await boss.ask("retention", {}), usualRetention);
    assert.equal((await boss.ask("message", { params })).deletesAt, null);
    const closed = await boss.ask("markMessage", { params, body: { closed: true } });
    assert.equal(closed.deletesAt, Date.UTC(2027, 1, 22, 2));
    await boss.ask("saveRetention", { body: { messageDays: 1, callDays: null } });
    assert.equal((await boss.ask("message", { params })).deletesAt, Date.UTC(2026, 10, 25, 2));
    const kept = await boss.ask("markMessage", { params, body: { kept: true } });
    assert.deepEqual([kept.deletesAt, kept.kept?.by], [null, "Chef"]);
    const [entry] = await rig.store.journal.list({ what: "setting.retention" });
    assert.deepEqual(entry?.after, { messageDays: 1, callDays: null, untrimmedDays: 30 });
  });

  it("keep who marked them first when they are marked again", async () => {
    const reception = await rig.as("reception", boss);
    await reception.ask("markMessage", { params, body: { heard: true } });
    rig.clock.pass(minutes(5));
    const again = await boss.ask("markMessage", { params, body: { heard: true } });
    assert.deepEqual(again.heard, { at: MONDAY, by: "reception" });
  });

  it("are deleted by an admin alone, with the recording, for good", async () => {
    for (const role of ["reception", "auditor"] as const) {
      const client = await rig.as(role, boss);
      assert.equal((await client.refused("removeMessage", { params })).is, "403 admin.not-yours");
      assert.equal((await client.refused("saveRetention", { body: usualRetention })).is, "403 admin.not-yours");
    }
    assert.ok(existsSync(file()));
    assert.deepEqual(await boss.ask("removeMessage", { params }), { done: true });
    assert.ok(!existsSync(file()));
    assert.equal((await boss.refused("message", { params })).is, "404 admin.no-such");
    assert.equal((await boss.refused("removeMessage", { params })).is, "404 admin.no-such");
    assert.equal((await boss.refused("removeMessage", { params: { id: "../../x" } })).is, "400 admin.bad-request");
    assert.equal((await boss.ask("call", { params })).message, null);
  });

  it("are not kept for less than a day, nor calls for less than a month", async () => {
    const tried = [
      { messageDays: 0, callDays: 400 },
      { messageDays: 90, callDays: 30 },
      { messageDays: 1.5, callDays: 400 },
      { messageDays: 3651, callDays: 400 },
      { messageDays: 90 },
      { messageDays: "90", callDays: 400 },
    ];
    for (const body of tried)
      assert.equal(
        (await boss.refused("saveRetention", { body: body as never })).is,
        "400 admin.bad-request",
        JSON.stringify(body),
      );
    assert.deepEqual(await boss.ask("retention", {}), usualRetention);
  });

  it("and calls are counted that a rule would delete in the coming night", async () => {
    await rig.call("young", MONDAY, { number: "0387000002" }, sound);
    await boss.ask("markMessage", { params, body: { closed: true } });
    rig.clock.pass(DAY);
    boss = await rig.boss();
    assert.deepEqual(await boss.ask("retentionEffect", { query: { messageDays: 1 } }), { messages: 1, calls: 0 });
    assert.deepEqual(await boss.ask("retentionEffect", { query: { messageDays: 2 } }), { messages: 0, calls: 0 });
    rig.clock.pass(minutes(40 * 24 * 60));
    boss = await rig.boss();
    assert.deepEqual(await boss.ask("retentionEffect", { query: { callDays: 31 } }), { messages: 0, calls: 2 });
    const tonight = await rig.store.forget.expired(
      { messagesBefore: rig.clock.now(), callsBefore: rig.clock.now() },
      "test",
      rig.clock.now(),
    );
    assert.deepEqual(tonight, { messages: 1, calls: 1 });
    const { forgotten, caller, message } = await boss.ask("call", { params });
    assert.deepEqual([forgotten, caller.number, message], [true, null, null]);
  });
});
