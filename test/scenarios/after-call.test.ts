import assert from "node:assert/strict";
import { afterCallLink } from "../../src/app/after-call-link.ts";
import { millis, minutes } from "../../src/kernel/units.ts";
import type { CallerStep } from "../../src/simulator/exchange/calls.ts";
import { busy, takes } from "./mobiles.ts";
import { anne, bob, carl, dora, fragile, stranger } from "./office.ts";
import { scene } from "./scene.ts";

const everyone = { [anne]: takes, [bob]: takes, [carl]: takes, [dora]: takes };
const urgent: CallerStep[] = [{ untilQuiet: millis(600) }, { key: "1" }];

describe("after a call that on-call took", () => {
  it("whoever took it is asked what came of it, by a link of their own, and the logbook has it", () =>
    scene({ at: "2026-11-23T20:00", mobiles: everyone }, async (office) => {
      const { store, clock } = office;
      office.dial({ from: stranger, script: urgent });
      assert.deepEqual(await office.ended(), ["forwarded"]);
      assert.deepEqual(await office.posted(), ["after-call carl@tilleuls.example"]);
      const { id } = await office.lastCall();
      const taken = await clock.hold(store.logbook.ofCall(id));
      assert.deepEqual(
        taken.map(({ kind, by, service, keys, came }) => [kind, by, service, keys, came]),
        [["call", "Carl", "on-call", ["1"], null]],
      );

      const [letter] = await clock.hold(store.outbox.list());
      assert.ok(letter);
      const link = afterCallLink({ store, clock, page: () => "http://box/" });
      const given = await clock.hold(link(letter));
      assert.equal(await clock.hold(link({ ...letter, to: "dora@tilleuls.example" })), null, "for who took it alone");
      const read = await clock.hold(store.callLinks.read(given?.url.split("/").at(-1) ?? ""));
      assert.deepEqual([read?.about, read?.person], [id, "carl"]);
      await clock.pass(minutes(20));
      const said = { came: "follow-up", note: "Passer demain", by: "Carl", person: "carl", how: "link" } as const;
      await clock.hold(store.logbook.say(id, said));
      const [, came] = await clock.hold(store.logbook.ofCall(id));
      assert.deepEqual([came?.came, came?.text, came?.aboutAt], ["follow-up", "Passer demain", taken[0]?.aboutAt]);
      const [need] = await clock.hold(store.needs.list());
      assert.deepEqual([need?.id, need?.why], [id, "follow-up"]);
    }));

  it("a fragile client in duty hours whom on-call took (P18) is in it too; one whom duty took is not", () =>
    scene({ at: "2026-11-23T10:00", mobiles: { ...everyone, [anne]: busy, [bob]: busy } }, async (office) => {
      office.dial({ from: fragile });
      assert.deepEqual(await office.ended(), ["forwarded"]);
      const { id, putThroughTo } = await office.lastCall();
      assert.equal(putThroughTo?.person, "carl");
      const [line] = await office.clock.hold(office.store.logbook.ofCall(id));
      assert.deepEqual([line?.service, line?.by], ["on-call", "Carl"]);
    }));

  it("a call that duty took asks nothing of them", () =>
    scene({ at: "2026-11-23T10:00", mobiles: everyone }, async (office) => {
      office.dial({ from: stranger });
      assert.deepEqual(await office.ended(), ["forwarded"]);
      assert.deepEqual(await office.posted(), []);
      const { id } = await office.lastCall();
      assert.deepEqual(await office.clock.hold(office.store.logbook.ofCall(id)), []);
    }));
});
