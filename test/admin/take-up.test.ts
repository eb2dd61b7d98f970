import assert from "node:assert/strict";
import { type Instant, instant, minutes, plus } from "../../src/kernel/units.ts";
import type { TakeUp, TakeUpNext } from "../../src/needs/take-up.ts";
import { takeUpsNext } from "../../src/needs/take-up.ts";
import type { Client } from "./client.ts";
import { MONDAY, Rig } from "./rig.ts";

const FIVE = instant(Date.UTC(2026, 10, 23, 16, 0));

describe("taking up duty at the page", () => {
  let rig: Rig;
  let boss: Client;
  let someone: Client;

  /** As the telephone does it: the letter of Karim's night is in the outbox. */
  async function askAt(at: Instant): Promise<TakeUp> {
    rig.clock.setTo(at);
    const office = await rig.store.office.read();
    const known = await rig.store.takeUps.between(plus(at, minutes(-2880)), plus(at, minutes(2880)), "all");
    for (const next of takeUpsNext(office, known, at)) await rig.store.takeUps.step(next, office.zone, at);
    const [first] = await rig.store.takeUps.between(at, plus(at, minutes(600)));
    assert.ok(first);
    return first;
  }
  const tokenOf = async (takeUp: TakeUp, person = "karim") =>
    rig.store.takeUpLinks.tokenFor({ about: String(takeUp.id), person, until: takeUp.until });

  beforeEach(async () => {
    rig = await Rig.open();
    boss = await rig.boss();
    const office = await rig.store.office.read();
    const people = office.people.map((person) => ({ ...person, email: `${person.id}@tilleuls.example` }));
    await rig.store.office.replace({ ...office, people }, "test");
    someone = rig.client();
  });
  afterEach(() => rig.close());

  it("a link says nothing by being looked at; a press says it, once, however often", async () => {
    const takeUp = await askAt(instant(FIVE - 20 * 60_000));
    const params = { token: await tokenOf(takeUp) };
    for (let n = 0; n < 5; n++) {
      const seen = await someone.ask("takeUpLink", { params });
      assert.deepEqual([seen.state, seen.shift?.own, seen.shift?.from], ["open", true, FIVE]);
    }
    assert.equal((await rig.store.takeUps.get(takeUp.id))?.confirmed, null);
    const first = await someone.ask("takeUpByLink", { params });
    assert.equal(first.state, "yours");
    rig.clock.setTo(FIVE);
    assert.deepEqual(await someone.ask("takeUpByLink", { params }), first);
    const confirmed = await rig.store.journal.list({ what: "take-up.confirm" });
    assert.equal(confirmed.length, 1);
    assert.equal((confirmed[0]?.after as { how?: string } | undefined)?.how, "link");
  });

  it("a link of another stands in, and the first press counts", async () => {
    const takeUp = await askAt(FIVE);
    const theirs = { token: await tokenOf(takeUp, "amelie") };
    assert.equal((await someone.ask("takeUpLink", { params: theirs })).shift?.own, false);
    assert.equal((await someone.ask("takeUpByLink", { params: theirs })).state, "yours");
    const late = await someone.ask("takeUpByLink", { params: { token: await tokenOf(takeUp) } });
    assert.deepEqual([late.state, late.by], ["taken", "Amélie Durand"]);
  });

  it("a link is of no use when the shift is over, was given to another, or was made by somebody else", async () => {
    const takeUp = await askAt(FIVE);
    const params = { token: await tokenOf(takeUp) };
    rig.clock.setTo(takeUp.until);
    assert.equal((await someone.ask("takeUpByLink", { params })).state, "over");
    rig.clock.setTo(FIVE);
    const withdraw: TakeUpNext = { do: "withdraw", known: takeUp };
    await rig.store.takeUps.step(withdraw, "Europe/Paris", FIVE);
    assert.equal((await someone.ask("takeUpByLink", { params })).state, "gone");
    const forged = params.token.replace("~karim~", "~amelie~");
    assert.equal((await someone.ask("takeUpByLink", { params: { token: forged } })).state, "unknown");
    const need = await rig.store.needLinks.tokenFor(String(takeUp.id), "karim", FIVE);
    assert.equal((await someone.ask("takeUpByLink", { params: { token: need.token } })).state, "unknown");
    assert.equal((await rig.store.takeUps.get(takeUp.id))?.confirmed, null);
  });

  it("stands on Today and in the week, and whoever is at the desk may say that it is so", async () => {
    const takeUp = await askAt(FIVE);
    const [shown] = (await boss.ask("today", { query: {} })).takeUps;
    assert.deepEqual([shown?.name, shown?.state], ["Karim Benali", "waiting"]);
    const rota = await boss.ask("rota", { query: { from: MONDAY, until: MONDAY + 86_400_000 } });
    assert.equal(rota.takeUps[0]?.id, takeUp.id);
    const params = { id: takeUp.id };
    const done = await boss.ask("confirmTakeUp", { params });
    assert.deepEqual([done.state, done.confirmed?.how], ["taken", "page"]);
    assert.deepEqual(await boss.ask("confirmTakeUp", { params }), done);
    const none = await boss.refused("confirmTakeUp", { params: { id: 999 } });
    assert.equal(none.is, "404 admin.no-such");
    assert.match(none.sentence, /cette prise de poste/);
  });

  it("whoever opens the page by the name of their account has taken it up; anybody else has not", async () => {
    const takeUp = await askAt(instant(FIVE - 20 * 60_000));
    await boss.ask("session", {});
    assert.equal((await rig.store.takeUps.get(takeUp.id))?.confirmed, null);
    const body = { name: "KARIM BENALI", role: "reception", language: "fr", password: "un mot de passe long" } as const;
    await boss.ask("addUser", { body });
    const karim = rig.client();
    await karim.ask("signIn", { body: { name: body.name, password: body.password } });
    const now = async () => (await rig.store.takeUps.get(takeUp.id))?.confirmed ?? null;
    await karim.ask("session", {});
    assert.equal(await now(), null, "it is still another's");
    rig.clock.setTo(takeUp.from);
    await karim.ask("session", {});
    const confirmed = await now();
    assert.deepEqual([confirmed?.how, confirmed?.by.id], ["page", "karim"]);
  });

  it("is in the seals with the journal: its chain is whole", async () => {
    const takeUp = await askAt(FIVE);
    const before = await rig.store.seals.end();
    await someone.ask("takeUpByLink", { params: { token: await tokenOf(takeUp) } });
    const after = await rig.store.seals.end();
    assert.equal(after?.seq, (before?.seq ?? 0) + 1);
  });
});
