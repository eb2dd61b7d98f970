import assert from "node:assert/strict";
import { minutes } from "../../src/kernel/units.ts";
import { trialOn } from "../../src/store/sim-trial.ts";
import type { Client } from "./client.ts";
import { fakeCare } from "./fake-care.ts";
import { Rig } from "./rig.ts";

const line = { params: { name: "line-1" } };
const noSafe = { number: null, busy: false, noReply: null, unreachable: false, whenOff: false };

describe("the SIM of a line in the page", () => {
  let rig: Rig;
  let boss: Client;
  let fake: ReturnType<typeof fakeCare>;

  beforeEach(async () => {
    fake = fakeCare();
    fake.state.sim = { configured: false };
    rig = await Rig.open({ care: fake.care });
    boss = await rig.boss();
  });
  afterEach(() => rig.close());

  it("what was seen of it is told, and nothing of the one before", async () => {
    const { store, clock } = rig;
    const at = clock.now();
    const before = { sim: "8933010000000000017", operator: "Orange F" };
    await store.sims.met("line-1", before);
    store.sims.saw(before, { ability: "transfer", works: false, at, in: "call" });
    store.sims.saw(before, { ability: "conference", works: true, at, in: "trial" });
    await store.calls.flushed();
    const now = await boss.ask("sim", line);
    assert.equal(now.card, "0017");
    assert.equal(now.operator, "Orange F");
    const of = (ability: string) => now.abilities.find((each) => each.ability === ability);
    assert.deepEqual(of("transfer"), { ability: "transfer", verdict: "refused", at, tried: false });
    assert.deepEqual(of("conference"), { ability: "conference", verdict: "works", at, tried: true });
    assert.deepEqual(of("deflection"), { ability: "deflection", verdict: "untried", at: null, tried: false });
    await store.sims.met("line-1", { sim: "8933020000000000029", operator: "SFR" });
    await store.calls.flushed();
    const other = await boss.ask("sim", line);
    assert.equal(other.card, "0029");
    assert.ok(other.abilities.every(({ verdict }) => verdict === "untried"));
  });

  it("a trial is of two telephones of the office, for five minutes", async () => {
    const body = { round: "transfer", from: "+33639980001", to: "+33639980002" } as const;
    for (const wrong of [
      { from: "+33639980001", to: "+33899123456" },
      { from: "+33639980001", to: "+33639980001" },
    ])
      assert.ok((await boss.raw("tryForwarding", { ...line, body: { ...body, ...wrong } })).status >= 400);
    await boss.ask("tryForwarding", { ...line, body });
    assert.equal((await boss.ask("sim", line)).trial?.state, "waiting");
    const now = rig.clock.now();
    assert.equal((await trialOn(rig.store.settings, "line-1", now))?.to, body.to);
    assert.equal(await trialOn(rig.store.settings, "line-1", (now + minutes(6)) as typeof now), null);
  });

  it("a safe number is one, and is told to the journal; without one nobody is sent away", async () => {
    assert.equal((await boss.raw("saveAway", { ...line, body: { away: true } })).status, 400);
    for (const number of ["12", 'AT+CCFC"', null])
      assert.equal((await boss.raw("saveSafe", { ...line, body: { ...noSafe, number, busy: true } })).status, 400);
    await boss.ask("saveSafe", { ...line, body: { ...noSafe, number: "06 39 98 00 77", unreachable: true } });
    assert.deepEqual((await boss.ask("sim", line)).safe, { ...noSafe, number: "+33639980077", unreachable: true });
    await boss.ask("saveAway", { ...line, body: { away: true } });
    assert.deepEqual((await boss.ask("sim", line)).away, { to: "+33639980077", done: false });
    await boss.ask("saveAway", { ...line, body: { away: false } });
    assert.equal((await boss.ask("sim", line)).away, null);
    const journal = JSON.stringify(await rig.store.journal.list({ limit: 50 }));
    assert.match(journal, /setting\.safe\.line-1/);
    assert.match(journal, /setting\.away\.line-1/);
  });

  it("a line without a SIM has none of it", async () => {
    fake.state.sim = null;
    assert.equal((await boss.raw("sim", line)).status, 404);
    assert.equal((await boss.raw("saveSafe", { ...line, body: noSafe })).status, 404);
  });
});
