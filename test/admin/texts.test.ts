import assert from "node:assert/strict";
import type { Client } from "./client.ts";
import { Rig } from "./rig.ts";

const STRANGER = "0388000077";
const CLIENT = "0387000001";

describe("text messages that came, in the API", () => {
  let rig: Rig;
  let boss: Client;
  beforeEach(async () => {
    rig = await Rig.open();
    boss = await rig.boss();
  });
  afterEach(() => rig.close());

  const list = async () => (await boss.ask("texts", { query: {} })).texts;
  const first = async () => {
    const [text] = await list();
    assert.ok(text);
    return { text, params: { id: text.id } };
  };

  it("of a stranger stands on Today until somebody has read it; who did first stays", async () => {
    await rig.text(STRANGER, "<b>Bonjour</b>\nje cherche une aide");
    assert.deepEqual((await boss.ask("today", { query: {} })).texts, { all: 1, unread: 1 });
    const { text, params } = await first();
    assert.deepEqual([text.body, text.became, text.read], ["<b>Bonjour</b>\nje cherche une aide", "kept", null]);
    const reception = await rig.as("reception", boss);
    await reception.ask("readText", { params });
    const read = await boss.ask("readText", { params });
    assert.notEqual(read.read?.by, "Chef");
    assert.deepEqual((await boss.ask("today", { query: {} })).texts, { all: 1, unread: 0 });
  });

  it("of a client, or an order, waits for no reader", async () => {
    await rig.text(CLIENT, "Rappelez-moi", "need");
    await rig.text("+33639980001", "QUI", "command");
    assert.deepEqual((await boss.ask("today", { query: {} })).texts, { all: 2, unread: 0 });
    assert.deepEqual(
      (await list()).map(({ became, need }) => [became, need?.open ?? null]),
      [
        ["command", null],
        ["need", true],
      ],
    );
  });

  it("becomes a call back by a press, once, and is not deleted while that is open", async () => {
    await rig.text(STRANGER, "Ma mère ne répond plus");
    const { params } = await first();
    const [one, other] = await Promise.all([1, 2].map(() => boss.ask("callBackText", { params })));
    assert.ok(one?.need?.open);
    assert.equal(one.need.id, other?.need?.id);
    const { needs } = await boss.ask("needs", { query: {} });
    assert.deepEqual(
      needs.map(({ id, why, caller }) => [id, why, caller.number]),
      [[one.need.id, "text", "+33388000077"]],
    );
    const record = await boss.ask("need", { params: { id: one.need.id } });
    assert.deepEqual(
      record.textRecords.map(({ note }) => note),
      ["Ma mère ne répond plus"],
    );
    const refused = await boss.raw("removeText", { params });
    assert.equal(refused.status, 409);
    assert.match(refused.text, /Call back|À rappeler/);
    await boss.ask("closeNeed", { params: { id: one.need.id }, body: { reason: "called-back" } });
    // As a recorded message: for good, and so by an admin.
    assert.equal((await (await rig.as("reception", boss)).raw("removeText", { params })).status, 403);
    await boss.ask("removeText", { params });
    assert.deepEqual(await list(), []);
    assert.deepEqual((await boss.raw("readText", { params })).status, 404);
    const told = (await rig.store.journal.list({ limit: 5 })).map(({ what }) => what);
    assert.ok(told.includes("text.need") && told.includes("text.remove"), told.join());
    assert.ok(
      !JSON.stringify(await rig.store.journal.list()).includes("Ma mère"),
      "the journal has no words of callers",
    );
  });

  it("is read a page at a time, and by nobody who may not see callers", async () => {
    for (const n of [1, 2, 3]) await rig.text(`038800000${n}`, `n ${n}`);
    const page = await boss.ask("texts", { query: { limit: 2 } });
    assert.deepEqual([page.texts.map(({ body }) => body), page.more], [["n 3", "n 2"], true]);
    const rest = await boss.ask("texts", { query: { limit: 2, before: page.texts[1]?.id } });
    assert.deepEqual([rest.texts.map(({ body }) => body), rest.more], [["n 1"], false]);
    const auditor = await rig.as("auditor", boss);
    assert.equal((await auditor.raw("texts", { query: {} })).status, 403);
    for (const id of ["0", "-1", "a", "1.5", "99999999999999999999"])
      assert.equal(
        (await boss.send("POST", `/api/texts/${id}/read`, { headers: { "x-csrf": boss.csrf ?? "" } })).status,
        400,
        id,
      );
  });
});
