import assert from "node:assert/strict";
import { instant } from "../../src/kernel/units.ts";
import { takenCall } from "../kit/taken-call.ts";
import type { Client } from "./client.ts";
import { MONDAY, Rig } from "./rig.ts";

const CALL = "20261122-220000-abcd";
const OTHER = "20261122-230000-abcd";
const HOUR = 3_600_000;
/** Sunday evening: Karim is on call from 17 to 9. */
const NIGHT = instant(MONDAY - 11 * HOUR);
const karim = { person: "karim", name: "Karim Benali", number: "+33639980002" };

describe("the logbook of on-call, on the page", function () {
  this.timeout(15_000);
  let rig: Rig;
  let boss: Client;
  const last = async (client = boss) => (await client.ask("logbook", {})).shifts.find(({ lines }) => lines.length > 0);

  beforeEach(async () => {
    rig = await Rig.open();
    boss = await rig.boss();
    await takenCall(rig.store, CALL, NIGHT, karim);
  });
  afterEach(() => rig.close());

  it("shows the shifts of the last days, who was on call, and calls of which nothing is said yet", async () => {
    const { shifts, rest, from, to } = await boss.ask("logbook", {});
    assert.deepEqual([from, to, rest], ["2026-11-17", "2026-11-23", []]);
    const times = shifts.map((shift) => shift.from);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => b - a),
      "the newest first",
    );
    assert.ok(shifts.every(({ people }) => people.map(({ name }) => name).join() === "Karim Benali"));
    const shift = await last();
    assert.deepEqual([shift?.unsaid, shift?.lines.length, shift?.now], [1, 1, false]);
    const [line] = shift?.lines ?? [];
    assert.deepEqual(
      [line?.is, line?.by, line?.came, line?.caller?.known?.name],
      ["call", "Karim Benali", null, "Mme Petit"],
    );
  });

  it("takes what came of a call in place, keeps what was said before, and what is owed shows as open", async () => {
    const params = { id: CALL };
    await boss.ask("sayOfCall", { params, body: { came: "by-telephone", note: "Rassurée" } });
    const line = await boss.ask("sayOfCall", { params, body: { came: "follow-up", note: "Passer demain" } });
    assert.deepEqual(
      [line.came, line.saidBy, line.earlier.map(({ came, note }) => [came, note])],
      ["follow-up", "Chef", [["by-telephone", "Rassurée"]]],
    );
    const shift = await last();
    assert.deepEqual([shift?.unsaid, shift?.lines.length, shift?.open.map(({ id }) => id)], [0, 1, [CALL]]);
    await assert.rejects(boss.ask("sayOfCall", { params: { id: "nothing" }, body: { came: "visit" } }));
  });

  it("takes free entries, of then and of now, and their corrections; none of what is to come", async () => {
    const written = await boss.ask("writeLog", { body: { note: "Panne d’ascenseur", at: NIGHT + HOUR } });
    const anew = await boss.ask("writeLog", { body: { note: "Panne d’ascenseur, réparé", corrects: written.id } });
    assert.deepEqual(anew.at, NIGHT + HOUR);
    const lines = (await last())?.lines ?? [];
    assert.deepEqual(
      lines.map(({ is, note, earlier }) => [is, note, earlier.map((each) => each.note)]),
      [
        ["call", null, []],
        ["free", "Panne d’ascenseur, réparé", ["Panne d’ascenseur"]],
      ],
    );
    for (const body of [
      { note: "x", at: MONDAY + 48 * HOUR },
      { note: "x", at: 1 },
      { note: "" },
      { note: "  \n " },
      { note: "a\u0007" },
      { note: "a".repeat(2001) },
      { note: "x", corrects: 99 },
    ])
      await assert.rejects(boss.ask("writeLog", { body }), JSON.stringify(body).slice(0, 60));
    const ofCall = (await rig.store.logbook.ofCall(CALL))[0]?.id;
    await assert.rejects(boss.ask("writeLog", { body: { note: "x", corrects: ofCall as number } }));
  });

  it("what tells of duty hours stands apart; who took a need then is not in it", async () => {
    await rig.call(OTHER, MONDAY, {});
    await rig.store.needs.take(OTHER, { id: "amelie", name: "Amélie Durand" }, "page");
    await boss.ask("writeLog", { body: { note: "Visite du médecin" } });
    const { rest, shifts } = await boss.ask("logbook", {});
    assert.deepEqual(
      rest.map(({ note }) => note),
      ["Visite du médecin"],
    );
    assert.equal(shifts.flatMap(({ lines }) => lines).length, 1);
  });

  it("by days: no more than 92, none backwards", async () => {
    const days = (from: string, to: string) => boss.ask("logbook", { query: { from, to } });
    assert.equal(
      (await days("2026-11-23", "2026-11-23")).shifts.length,
      1,
      "the night that ends in it; the next has not begun",
    );
    assert.equal((await days("2026-11-22", "2026-11-22")).shifts.length, 2);
    await assert.rejects(days("2026-11-23", "2026-11-22"));
    await assert.rejects(days("2026-01-01", "2026-11-22"));
    await assert.rejects(days("2026-02-30", "2026-11-22"));
  });

  it("an auditor sees that something was said, and not of whom nor what; and writes nothing", async () => {
    await boss.ask("sayOfCall", { params: { id: CALL }, body: { came: "visit", note: "Mme Petit est tombée" } });
    const auditor = await rig.as("auditor", boss);
    const shift = await last(auditor);
    const text = JSON.stringify(shift);
    assert.ok(!/Petit|tombée|387000001/.test(text), text);
    assert.deepEqual([shift?.lines[0]?.came, shift?.lines[0]?.by], ["visit", "Karim Benali"]);
    await assert.rejects(auditor.ask("writeLog", { body: { note: "x" } }));
    await assert.rejects(auditor.ask("sayOfCall", { params: { id: CALL }, body: { came: "visit" } }));
    const reception = await rig.as("reception", boss);
    await reception.ask("writeLog", { body: { note: "x" } });
    await assert.rejects(reception.ask("saveLogRules", { body: await boss.ask("logRules", {}) }));
  });

  it("shows past shifts with who was on call then, whatever the rota says now", async () => {
    const office = await rig.store.office.read();
    rig.clock.pass(60_000 as never);
    await rig.store.seals.note(rig.clock.now());
    const rota = office.rota.map((each) => (each.id === "nuit" ? { ...each, person: "amelie" } : each));
    await rig.store.office.replace({ ...office, rota }, "test");
    assert.deepEqual((await last())?.people, [{ id: "karim", name: "Karim Benali" }]);
  });
});
