import assert from "node:assert/strict";
import { seconds } from "../../src/kernel/units.ts";
import { gsmDialects } from "../../src/simulator/modems/gsm/gsm-dialects.ts";
import { ignores, refuses, takes } from "./mobiles.ts";
import { anne, bob, stranger } from "./office.ts";
import { leavesMessage, scene, voice } from "./scene.ts";

const IN_HOURS = "2026-11-23T10:00";
const EVENING = "2026-11-23T20:00";

for (const dialect of Object.keys(gsmDialects).filter((name) => gsmDialects[name]?.sound)) {
  describe(`a module that speaks ${dialect}`, () => {
    it("puts a call through to the second, after the first refused", () =>
      scene({ at: IN_HOURS, mobile: { dialect }, mobiles: { [anne]: refuses, [bob]: takes } }, async (office) => {
        const call = office.dial({ from: stranger });
        assert.deepEqual(await office.ended(), ["forwarded"]);
        assert.deepEqual(office.attempts(), ["anne refused", "bob accepted"]);
        assert.deepEqual(office.heard(call), ["welcome", "hold", "hold"]);
        assert.deepEqual(office.mobileHeard(bob), ["screen"]);
        assert.equal(call.connectedTo, bob);
        assert.equal((await office.lastCall()).caller.number, stranger);
        office.neverLeftInSilence(call);
      }));

    it("takes a message until the caller hangs up, without an underrun", async () => {
      const said = await voice();
      await scene({ at: EVENING, mobile: { dialect } }, async (office) => {
        const call = office.dial({ from: stranger, script: leavesMessage(said) });
        assert.deepEqual(await office.ended(), ["message"]);
        await office.keptWhatWasSaid(said);
        assert.equal(office.plant.module.underruns, 0);
        office.neverLeftInSilence(call);
      });
    });

    it("a conversation goes on in conference where the operator connects nobody, with the box silent in it", () =>
      scene(
        { at: IN_HOURS, mobile: { dialect, services: { transfer: false } }, mobiles: { [anne]: takes } },
        async (office) => {
          const call = office.dial({ from: stranger });
          await office.until(() => office.plant.sim.calls.every(({ multiparty }) => multiparty), "the conference");
          await office.clock.pass(seconds(30));
          assert.equal(call.state, "talking");
          call.hangUp();
          assert.deepEqual(await office.ended(), ["forwarded"]);
          assert.deepEqual(office.heard(call), ["welcome", "hold"]);
          const { putThroughTo } = await office.lastCall();
          assert.equal(putThroughTo?.person, "anne");
        },
      ));

    it("where the operator neither holds nor joins, the caller leaves a message and is told of", async () => {
      const said = await voice();
      const services = { hold: false, conference: false, transfer: false };
      await scene({ at: IN_HOURS, mobile: { dialect, services }, mobiles: { [anne]: takes } }, async (office) => {
        office.dial({ from: stranger, script: leavesMessage(said) });
        assert.deepEqual(await office.ended(), ["message"]);
        await office.keptWhatWasSaid(said);
        assert.deepEqual(office.dialled(), []);
        assert.ok((await office.posted()).length > 0);
      });
    });

    it("rings nobody else for a caller who left while somebody is rung, and no notice told of it", () =>
      scene({ at: IN_HOURS, mobile: { dialect }, mobiles: { [anne]: ignores, [bob]: takes } }, async (office) => {
        office.plant.module.faults.add("no-hang-up-notice");
        const call = office.dial({ from: stranger });
        const [mobile] = office.exchange.mobiles;
        await office.until(() => mobile?.ringing === true, "the mobile rings");
        call.hangUp();
        assert.deepEqual(await office.ended(), ["abandoned"]);
        assert.deepEqual(office.dialled(), [anne]);
        const left = call.events.find(({ kind }) => kind === "hung-up")?.at ?? 0;
        const rangOn = (mobile?.calls[0]?.endedAt ?? Number.POSITIVE_INFINITY) - left;
        assert.ok(rangOn < 5000, `the mobile rang on for ${rangOn} ms`);
      }));

    it("a second caller never lands in a conversation", () =>
      scene({ at: IN_HOURS, mobile: { dialect }, mobiles: { [anne]: takes } }, async (office) => {
        const call = office.dial({ from: stranger });
        await office.until(() => call.state === "talking", "the answer");
        const second = office.dial({ from: "+33199000077" });
        await office.until(() => second.state === "ended", "the second is turned away");
        assert.ok(second.events.some((event) => event.kind === "hung-up" && event.end === "busy"));
        assert.deepEqual((await office.ended(2)).slice().sort(), ["abandoned", "forwarded"]);
        assert.equal(call.connectedTo, anne);
        const [need, ...more] = await office.clock.hold(office.store.needs.list());
        const owed = await office.clock.hold(office.store.calls.get(need?.calls[0] ?? ""));
        assert.deepEqual([owed?.caller.number, more], ["0199000077", []], "and is somebody's task");
      }));

    it("started anew in the middle of a call, it is back for the next", () =>
      scene({ at: EVENING, mobile: { dialect } }, async (office) => {
        const call = office.dial({ from: stranger });
        await office.until(() => call.state === "talking", "the answer");
        office.plant.module.reset();
        assert.equal((await office.ended())[0], "abandoned");
      }));

    it("slow answers cost no call", async () => {
      const said = await voice();
      await scene({ at: EVENING, mobile: { dialect }, restless: true }, async (office) => {
        office.plant.module.faults.add("slow-answers");
        office.dial({ from: stranger, script: leavesMessage(said) });
        assert.deepEqual(await office.ended(), ["message"]);
        await office.keptWhatWasSaid(said);
      });
    });
  });
}
