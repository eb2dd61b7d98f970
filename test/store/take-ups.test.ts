import assert from "node:assert/strict";
import { silentLog } from "../../src/kernel/log.ts";
import { type Instant, instant, minutes, plus } from "../../src/kernel/units.ts";
import { type TakeUp, takeUpsNext } from "../../src/needs/take-up.ts";
import { Database } from "../../src/store/database.ts";
import { migrate, migrations } from "../../src/store/migrate.ts";
import { takeUps } from "../../src/store/migrations/035-take-ups.ts";
import { openStore, type Store } from "../../src/store/store.ts";
import { officeWith, rule } from "../duty/offices.ts";
import { Place } from "../kit/place.ts";

const SIX = instant(Date.parse("2026-11-23T18:00+01:00"));
const email = (id: string) => ({ id, name: id, numbers: [`+3363998000${id.length}`], email: `${id}@a.example` });
const office = officeWith({
  people: [email("alice"), email("bob")],
  rota: [rule("alice", "on-call", "18:00", "08:00")],
});

describe("who has taken up their duty, on the disk", () => {
  let place: Place;
  let store: Store | null = null;
  const open = async () => {
    const { file, folder, clock } = place;
    store = await openStore({ file, folder, clock, log: silentLog });
    return store;
  };
  beforeEach(async () => {
    place = await Place.make();
  });
  afterEach(async () => {
    await store?.close();
    store = null;
    await place.remove();
  });

  async function ask(opened: Store, at: Instant): Promise<TakeUp> {
    const known = await opened.takeUps.between(plus(at, minutes(-600)), plus(at, minutes(600)), "all");
    const steps = takeUpsNext(office, known, at);
    for (const next of steps) assert.ok(await opened.takeUps.step(next, office.zone, at));
    for (const next of steps) assert.equal(await opened.takeUps.step(next, office.zone, at), false, "not twice");
    const [first] = await opened.takeUps.between(at, plus(at, minutes(600)));
    assert.ok(first);
    return first;
  }

  it("an office that was there before is not asked until it wants to be; a new one is", async () => {
    const old = await Database.open(place.file);
    await migrate(old, place.file, place.clock.now(), migrations.slice(0, migrations.indexOf(takeUps)));
    await old.run(
      `INSERT INTO office (id, name, zone, language, country, closed_on_holidays, threshold_days, threshold_hours,
         answer_after_rings, ring_seconds, screening, message_seconds)
       VALUES (1, 'Les Tilleuls', 'Europe/Paris', 'fr', 'FR', 1, 5, 7, 2, 25, 1, 180)`,
    );
    await old.close();
    const opened = await open();
    assert.deepEqual((await opened.office.read()).takeUp, { ...office.takeUp, who: "off" });
    await opened.office.replace(office, "test");
    assert.equal((await opened.office.read()).takeUp.who, "on-call");
  });

  it("a step is done once, and outlives the process that did it", async () => {
    const opened = await open();
    await opened.office.replace(office, "test");
    await ask(opened, instant(SIX - 30 * 60_000));
    await opened.close();
    const again = await open();
    const letters = (await again.outbox.list()).map(({ kind, to }) => `${kind} ${to}`);
    assert.deepEqual(letters, ["take-up alice@a.example"]);
    assert.deepEqual(
      takeUpsNext(office, await again.takeUps.between(SIX, plus(SIX, minutes(1)), "all"), instant(SIX - 1)),
      [],
    );
  });

  it("a call that was begun when the power failed is not made again; one that a caller came before is", async () => {
    const opened = await open();
    await ask(opened, instant(SIX - 30 * 60_000));
    await ask(opened, SIX);
    const [call] = await opened.takeUps.calls();
    assert.ok(call);
    assert.equal(call.person, "alice");
    assert.ok(await opened.takeUps.beginCall(call.id, SIX));
    assert.equal(await opened.takeUps.beginCall(call.id, SIX), false);
    await opened.takeUps.putOffCall(call.id);
    assert.ok(await opened.takeUps.beginCall(call.id, SIX));
    await opened.takeUps.closeInterrupted(SIX);
    assert.deepEqual(await opened.takeUps.calls(), []);
    assert.equal((await opened.takeUps.asksOf(call.takeUp.id)).at(-1)?.answer, "failed");
  });

  it("the first who says so has it, two at once too, and nobody is rung any more", async () => {
    const opened = await open();
    await ask(opened, instant(SIX - 30 * 60_000));
    const { id } = await ask(opened, SIX);
    const [a, b] = await Promise.all(
      ["alice", "bob"].map((who) => opened.takeUps.confirm(id, { id: who, name: who }, "link", SIX)),
    );
    assert.deepEqual(a, b);
    assert.deepEqual(await opened.takeUps.calls(), []);
    assert.equal((await opened.journal.list({ what: "take-up.confirm" })).length, 1);
  });

  it("is not confirmed for a shift that is over, or that is another's", async () => {
    const opened = await open();
    const takeUp = await ask(opened, instant(SIX - 30 * 60_000));
    const by = { id: "alice", name: "alice" };
    await assert.rejects(opened.takeUps.confirm(takeUp.id, by, "link", takeUp.until), { code: "needs.no-take-up" });
    await opened.takeUps.step({ do: "withdraw", known: takeUp }, office.zone, SIX);
    await assert.rejects(opened.takeUps.confirm(takeUp.id, by, "link", SIX), { code: "needs.no-take-up" });
    await assert.rejects(opened.takeUps.confirm(99, by, "link", SIX), { code: "needs.no-take-up" });
  });
});
