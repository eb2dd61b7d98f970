import assert from "node:assert/strict";
import { millis } from "../../src/kernel/units.ts";
import { takes } from "./mobiles.ts";
import { anne, bob, carl, dora, office as standard, stranger } from "./office.ts";
import { parisTime, scene } from "./scene.ts";

const mobiles = { [anne]: takes, [bob]: takes, [carl]: takes, [dora]: takes };
const isUrgent = [{ untilQuiet: millis(600) }, { key: "1" }] as const;

const onCall = (id: string, person: string, from: string, to: string) => ({
  id,
  service: "on-call",
  person,
  order: 1,
  from,
  to,
  repeat: { every: "day" },
  starts: "2026-01-01",
});

/** Carl is on call from 22:00, Dora from 02:30, Bob from 03:00, Anne from 08:00. */
const nights = {
  rota: [
    onCall("carl", "carl", "22:00", "02:30"),
    onCall("dora", "dora", "02:30", "03:00"),
    onCall("bob", "bob", "03:00", "08:00"),
    onCall("anne", "anne", "08:00", "22:00"),
  ],
};

/** Who is reached by an urgent call; the phone is answered about 7 s after these instants, which is not what counts. */
const reached: readonly (readonly [why: string, at: string | number, who: string])[] = [
  ["before midnight, in a slot that goes on after it", "2026-11-24T23:59:55", carl],
  ["after midnight, in a slot that began before it", "2026-11-25T00:00:05", carl],
  ["at week-ends too", "2026-11-22T01:30", carl],
  ["the hour before the clocks go back", "2026-10-25T01:59", carl],
  ["02:30 the first time, in summer time", Date.UTC(2026, 9, 25, 0, 30), dora],
  ["02:30 the second time, in winter time", Date.UTC(2026, 9, 25, 1, 30), dora],
  ["02:10 the second time: who was relieved is not called back", Date.UTC(2026, 9, 25, 1, 10), dora],
  ["03:00 after the clocks went back", "2026-10-25T03:00", bob],
  ["the last minute before the clocks go forward", "2026-03-29T01:59", carl],
  ["the first minute after the hour that is missing", "2026-03-29T03:00:10", bob],
];

describe("who is on call at night", () => {
  for (const [why, at, who] of reached) {
    it(`${why} (${typeof at === "number" ? new Date(at).toISOString() : at})`, () =>
      scene({ at, office: nights, mobiles }, async (office) => {
        const call = office.dial({ from: stranger, script: [...isUrgent] });
        assert.deepEqual(await office.ended(), ["forwarded"]);
        assert.deepEqual(office.dialled(), [who]);
        assert.deepEqual(office.heard(call), ["closed-urgent", "on-call", "hold"]);
        assert.equal(call.connectedTo, who);
      }));
  }

  it("duty hours across midnight are open after it", () => {
    const weekdays = [1];
    const rota = [{ ...standard.rota[0], from: "22:00", to: "06:00" }];
    const night = { hours: [{ weekdays, from: "22:00", to: "06:00" }], rota };
    return scene({ at: "2026-11-24T05:30", office: night, mobiles }, async (office) => {
      const call = office.dial({ from: stranger });
      assert.deepEqual(await office.ended(), ["forwarded"]);
      assert.deepEqual(office.heard(call), ["welcome", "hold"]);
      assert.equal(call.connectedTo, anne);
    });
  });

  it("every call of the night of 25 hours is written down with its own instant", () =>
    scene({ at: Date.UTC(2026, 9, 25, 0, 30), office: nights, mobiles }, async (office) => {
      office.dial({ from: stranger, script: [{ hangUp: true }] });
      await office.ended();
      const first = await office.lastCall();
      await office.clock.pass(millis(3_600_000));
      office.dial({ from: stranger, script: [{ hangUp: true }] });
      await office.ended(2);
      const second = await office.lastCall();
      assert.ok(second.at - first.at > 3_590_000);
      assert.equal(second.zone, "Europe/Paris");
      assert.ok(parisTime("2026-10-25T03:00") > second.at, "it is still before three");
    }));
});
