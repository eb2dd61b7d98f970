import assert from "node:assert/strict";
import { minutes } from "../../src/kernel/units.ts";
import { takenCall } from "../kit/taken-call.ts";
import type { Client } from "./client.ts";
import { MONDAY, Rig } from "./rig.ts";

const CALL = "20261122-200000-abcd";
const NIGHT = "20261122-200000-ef01";
const karim = { person: "karim", name: "Karim Benali", number: "+33639980002" };

describe("the link after a call", function () {
  this.timeout(15_000);
  let rig: Rig;
  let boss: Client;
  /** Nobody: no session, no password. */
  let someone: Client;
  const tokenOf = async (call = CALL, person = "karim") =>
    (await rig.store.callLinks.tokenFor(call, person, rig.clock.now())).token;
  const say = async (token: string, body: unknown) =>
    someone.ask("sayAfterCall", { params: { token }, body: body as never });
  const written = async () =>
    (await rig.store.logbook.ofCall(CALL)).map(({ kind, came, text, by, how }) => [kind, came, text, by, how]);

  beforeEach(async () => {
    rig = await Rig.open();
    boss = await rig.boss();
    someone = rig.client();
    await takenCall(rig.store, CALL, MONDAY, karim, { key: "1" });
  });
  afterEach(() => rig.close());

  it("shows who called, the key and what is known, and says nothing by being looked at", async () => {
    const params = { token: await tokenOf() };
    for (let n = 0; n < 3; n++) {
      const { state, call, said } = await someone.ask("afterCall", { params });
      assert.deepEqual([state, said, call?.name, call?.fragile], ["asked", null, "Mme Petit", true]);
      assert.deepEqual(call?.keys, [{ key: "1", label: null }]);
      assert.equal(call?.service, "on-call");
    }
    assert.deepEqual(await written(), [["call", null, null, "Karim Benali", null]]);
  });

  it("writes down what came of it with a note; said anew, what was said before stays", async () => {
    const token = await tokenOf();
    const first = await say(token, { came: "visit", note: "Chute, passée la relever" });
    assert.deepEqual([first.state, first.said?.came], ["said", "visit"]);
    assert.equal(
      (await say(token, { came: "visit", note: "Chute, passée la relever" })).state,
      "said",
      "twice by accident",
    );
    await say(token, { came: "emergency", note: "Le 15 l’a emmenée" });
    assert.deepEqual(await written(), [
      ["call", null, null, "Karim Benali", null],
      ["came", "visit", "Chute, passée la relever", "Karim Benali", "link"],
      ["came", "emergency", "Le 15 l’a emmenée", "Karim Benali", "link"],
    ]);
    const [, before, after] = await rig.store.logbook.ofCall(CALL);
    assert.equal(after?.corrects, before?.id);
    assert.equal(await rig.store.needs.get(CALL), null, "nobody owes her anything more");
  });

  it("“to be followed up” makes it somebody's task, with the note, and not in the night", async () => {
    const seen = await say(await tokenOf(), { came: "follow-up", note: "Prévoir une aide de plus" });
    assert.equal(seen.state, "said");
    const need = await rig.store.needs.get(CALL);
    assert.deepEqual([need?.why, need?.weight, need?.fragile, need?.closedAt], ["follow-up", "usual", true, null]);
    const history = await rig.store.needs.history(CALL);
    assert.deepEqual(
      history.map((past) => (past.what === "note" ? [past.what, past.detail.text] : [past.what])),
      [["opened"], ["note", "Prévoir une aide de plus"]],
    );
    assert.deepEqual(
      (await boss.ask("needs", {})).needs.map(({ why }) => why),
      ["follow-up"],
    );
    await takenCall(rig.store, NIGHT, rig.clock.now(), karim);
    assert.equal((await rig.store.needs.get(CALL))?.closedAt, null, "another call that is taken does not do it");
  });

  it("joins what the caller is owed already; taken back, it goes where nothing else is in it", async () => {
    const token = await tokenOf();
    await say(token, { came: "follow-up" });
    await say(token, { came: "not-concerned" });
    assert.deepEqual([(await rig.store.needs.get(CALL))?.reason], ["not-needed"]);
    await say(token, { came: "follow-up" });
    assert.equal((await rig.store.needs.get(CALL))?.closedAt, null, "and is opened again");
    await rig.call(NIGHT, MONDAY, {});
    assert.deepEqual((await rig.store.needs.get(CALL))?.calls, [CALL, NIGHT]);
    await say(token, { came: "by-telephone" });
    assert.equal((await rig.store.needs.get(CALL))?.closedAt, null, "she rang again: that is still owed");
  });

  it("of a withheld number, each is a task of its own", async () => {
    const hidden = { caller: { presentation: "withheld", number: null } as const };
    await takenCall(rig.store, NIGHT, MONDAY, karim, hidden);
    await say(await tokenOf(NIGHT), { came: "follow-up" });
    await say(await tokenOf(), { came: "follow-up" });
    assert.equal((await boss.ask("needs", {})).needs.length, 2);
  });

  it("has its time, and shows no caller after it, said or not", async () => {
    const token = await tokenOf();
    await say(token, { came: "visit" });
    rig.clock.pass(minutes(7 * 24 * 60 + 1));
    for (const seen of [await someone.ask("afterCall", { params: { token } }), await say(token, { came: "emergency" })])
      assert.deepEqual([seen.state, seen.call, seen.said], ["over", null, null]);
    assert.equal((await written()).length, 2);
  });

  it("is good for nothing in other hands: another's, another kind, another letter, of a call that nobody took", async () => {
    await rig.call(NIGHT, MONDAY, {});
    const token = await tokenOf();
    const [need] = [(await rig.store.needLinks.tokenFor(CALL, "karim", rig.clock.now())).token];
    const others = [await tokenOf(CALL, "amelie"), need, await tokenOf(NIGHT), await tokenOf("20200101-000000-none")];
    const forged = [...token].map((letter, n) => token.slice(0, n) + (letter === "a" ? "b" : "a") + token.slice(n + 1));
    for (const each of [...others, ...forged.filter((_, n) => n % 5 === 0), "no-link", "~~~"]) {
      const seen = await say(each, { came: "visit" });
      assert.deepEqual([seen.state, seen.call, seen.said], ["unknown", null, null], each);
    }
    assert.equal((await someone.ask("callBack", { params: { token } })).state, "unknown", "nor does it take a need");
    assert.equal((await written()).length, 1);
    const { office } = await boss.ask("office", {});
    await rig.store.office.replace(
      { ...(await rig.store.office.read()), people: office.people.slice(0, 1), rota: [] } as never,
      "x",
    );
    assert.equal((await say(token, { came: "visit" })).state, "unknown", "who took it has left the office");
  });

  it("takes no note that is too long, nor one with signs that can't be seen", async () => {
    const token = await tokenOf();
    for (const note of ["a".repeat(2001), "a\u0000b", "a\u001bb", "a\u202eb", "a\u2028b", "a\u0085b"])
      await assert.rejects(say(token, { came: "visit", note }), /400|note/, JSON.stringify(note));
    for (const body of [{ came: "nothing" }, {}, { came: "visit", by: "Amélie" }])
      await assert.rejects(say(token, body));
    assert.equal((await written()).length, 1);
    await say(token, { came: "visit", note: " deux\r\nlignes\tet plus 👵🏽 " });
    assert.deepEqual((await written()).at(-1)?.[2], "deux\nlignes et plus 👵🏽");
  });

  it("forgotten, a caller is named by nothing that was written; that it was stays, and the link is dead", async () => {
    const token = await tokenOf();
    await say(token, { came: "visit", note: "Mme Petit est tombée" });
    await rig.store.logbook.write({ text: "Appel de Mme Petit : rien de grave", by: "Chef", person: null });
    await rig.store.logbook.write({ text: "La clé est au 03.87.00.00.01", by: "Chef", person: null });
    await rig.store.logbook.write({ text: "Verglas devant l’agence", by: "Chef", person: null });
    const about = await boss.ask("aboutCaller", { body: { number: "03 87 00 00 01" } });
    assert.equal(about.logbook.length, 4);
    await boss.ask("forgetCaller", { body: { number: "03 87 00 00 01" } });
    const entries = await rig.store.logbook.list(0 as never, 9e15 as never);
    assert.deepEqual(
      entries.map(({ kind, text, forgotten }) => [kind, text, forgotten]),
      [
        ["call", null, false],
        ["came", null, true],
        ["free", null, true],
        ["free", null, true],
        ["free", "Verglas devant l’agence", false],
      ],
    );
    assert.deepEqual(entries[0]?.caller?.number, null);
    assert.equal((await someone.ask("afterCall", { params: { token } })).state, "unknown");
  });
});
