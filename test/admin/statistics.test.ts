import assert from "node:assert/strict";
import { instant, millis } from "../../src/kernel/units.ts";
import type { CallOutcome } from "../../src/store/call-record.ts";
import type { Client } from "./client.ts";
import { MONDAY, Rig } from "./rig.ts";

const MINUTE = 60_000;

describe("statistics", () => {
  let rig: Rig;
  let boss: Client;
  before(async () => {
    rig = await Rig.open();
    boss = await rig.boss();
  });
  after(() => rig.close());

  let calls = 0;
  /** A call so many minutes before now, put through after so many seconds. */
  async function call(minutes: number, outcome: CallOutcome, hold: number | null = null, number = "0612345678") {
    const id = `20261123-${String(100_000 + calls++)}-aaaa`;
    const at = instant(MONDAY - minutes * MINUTE);
    const answeredAt = instant(at + 5000);
    rig.store.calls.begin({ id, line: "line-1", at, caller: { presentation: "given", number, name: null } });
    if (hold !== null)
      rig.store.calls.step(id, {
        at: instant(answeredAt + hold * 1000),
        what: "put-through",
        detail: { person: "amelie", name: "Amélie", number: "+33639980001" },
      });
    rig.store.calls.end(id, { at: instant(answeredAt + 60_000), outcome, answeredAt });
    await rig.store.calls.flushed();
    return id;
  }

  it("count who never reached anybody, and keep no aim by leaving them out (P21)", async () => {
    const [reached, left] = [await call(10, "forwarded", 31), await call(9, "message")];
    const lost = [await call(8, "abandoned"), await call(7, "empty-message")];
    const night = await call(9 * 60, "abandoned");
    await call(6, "information");
    await call(5, "blocked");
    await boss.ask("saveTargets", { body: { answer: 15, hold: 60 } });
    const { person, inHours, outOfHours, total } = await boss.ask("statistics", { query: {} });
    assert.deepEqual(
      [
        person.sought,
        person.reached,
        person.notReached,
        person.lost,
        person.within,
        person.mean,
        person.median,
        person.met,
      ],
      [5, 1, 4, 3, 1, 31_000, null, false],
    );
    assert.deepEqual([inHours.sought, outOfHours.sought], [4, 1]);
    assert.equal(total.lost, person.lost);

    const listed = async (query: object) =>
      (await boss.ask("calls", { query: { limit: 50, ...query } })).calls.map(({ id }) => id).sort();
    assert.deepEqual(await listed({ group: "reached" }), [reached]);
    assert.deepEqual(await listed({ group: "lost" }), [...lost, night].sort());
    assert.deepEqual(await listed({ group: "not-reached", hours: "in" }), [left, ...lost].sort());
    assert.deepEqual(await listed({ group: "sought", hours: "out" }), [night]);
  });

  it("keep an aim when eight of ten reach somebody in time, and stand beside the period before (P21)", async () => {
    const until = MONDAY - 20 * 24 * 60 * MINUTE;
    const base = 20 * 24 * 60;
    for (let n = 0; n < 8; n++) await call(base + 10 + n, "forwarded", 20);
    await call(base + 30, "message");
    await call(base + 31, "taken-here");
    await call(base + 40 + 24 * 60, "abandoned");
    const query = { since: until - 24 * 60 * MINUTE, until };
    const { person, before } = await boss.ask("statistics", { query });
    assert.deepEqual([person.sought, person.within, person.met, person.p90], [10, 9, true, 20_000]);
    assert.deepEqual([before.total.calls, before.person.notReached, before.until], [1, 1, query.since]);
  });

  it("judge last month by the aims of last month (P21)", async () => {
    const query = { since: MONDAY - 25 * 24 * 60 * MINUTE, until: MONDAY - 10 * 24 * 60 * MINUTE };
    const then = await boss.ask("statistics", { query });
    rig.clock.pass(millis(MINUTE));
    await boss.ask("saveTargets", { body: { answer: 1, hold: 2 } });
    assert.deepEqual(await boss.ask("statistics", { query }), then);
    assert.equal((await boss.ask("statistics", { query: {} })).person.target, 2000);
  });
});
