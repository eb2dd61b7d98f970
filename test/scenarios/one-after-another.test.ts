import assert from "node:assert/strict";
import { millis, seconds } from "../../src/kernel/units.ts";
import { takes } from "./mobiles.ts";
import { anne, bob, carl, stranger } from "./office.ts";
import { leavesMessage, scene, voice } from "./scene.ts";

const IN_HOURS = "2026-11-23T10:00";
const EVENING = "2026-11-23T20:00";
const mobiles = { [anne]: takes, [bob]: takes, [carl]: takes };

describe("one call after another", () => {
  it("the second rings as soon as the line is free", async () => {
    const said = await voice();
    await scene({ at: EVENING, mobiles }, async (office) => {
      office.dial({ from: stranger, script: [{ wait: seconds(1) }, { hangUp: true }] });
      await office.until(() => office.socket.hook === "off", "answered");
      await office.until(() => office.socket.hook === "on", "on-hook again");
      const second = office.dial({ from: "0199000051", script: leavesMessage(said) });
      assert.deepEqual(await office.ended(2), ["abandoned", "message"]);
      assert.deepEqual(office.heard(second), ["closed-urgent", "leave-message"]);
      assert.equal((await office.keptWhatWasSaid(said)).caller.number, "0199000051");
    });
  });

  it("the second rings before the appliance noticed that the first gave up", () =>
    scene({ at: IN_HOURS, mobiles }, async (office) => {
      office.dial({ from: stranger, givesUpAfter: seconds(2) });
      await office.clock.pass(seconds(3));
      const second = office.dial({ from: "0199000051" });
      assert.deepEqual(await office.ended(2), ["abandoned", "forwarded"]);
      assert.equal(second.connectedTo, anne);
      assert.equal((await office.lastCall()).caller.number, "0199000051", "nobody is taken for somebody else");
    }));

  it("the second rings at once after the first was put through", () =>
    scene({ at: IN_HOURS, mobiles }, async (office) => {
      const first = office.dial({ from: stranger });
      await office.until(() => first.state === "put-through", "put through");
      const second = office.dial({ from: "0199000051" });
      assert.deepEqual(await office.ended(2), ["forwarded", "forwarded"]);
      assert.equal(first.connectedTo, anne);
      assert.equal(second.connectedTo, bob, "Anne is still speaking");
    }));

  it("one that comes during a call hears that the line is engaged", () =>
    scene({ at: EVENING, mobiles }, async (office) => {
      office.dial({ from: stranger, script: [{ wait: seconds(3) }, { hangUp: true }] });
      await office.until(() => office.socket.hook === "off", "answered");
      const second = office.dial({ from: "0199000051" });
      assert.equal(await second.ended, "busy");
      assert.deepEqual(await office.ended(), ["abandoned"]);
    }));

  it("one that knocks during a call is never taken into it, and is answered when the line is free", async () => {
    const said = await voice();
    await scene({ at: EVENING, socket: { callWaiting: true }, mobiles }, async (office) => {
      const first = office.dial({ from: stranger, script: leavesMessage(said) });
      await office.until(() => office.socket.hook === "off", "answered");
      await office.clock.pass(seconds(2));
      const second = office.dial({ from: "0199000051", script: [{ untilQuiet: millis(600) }, { hangUp: true }] });
      assert.deepEqual((await office.ended(2))[0], "message");
      assert.deepEqual(office.heard(first), ["closed-urgent", "leave-message"]);
      assert.deepEqual(office.heard(second), ["closed-urgent"]);
      assert.equal((await office.kept()).length, 1);
      await office.clock.pass(seconds(30));
      const calls = await office.clock.hold(office.store.calls.list({ limit: 9 }));
      assert.equal(calls.length, 2, "who knocked is who was answered then");
    });
  });

  it("one that knocks during a call and gives up is somebody's task", async () => {
    const said = await voice();
    await scene({ at: EVENING, socket: { callWaiting: true }, mobiles }, async (office) => {
      office.dial({ from: stranger, script: leavesMessage(said) });
      await office.until(() => office.socket.hook === "off", "answered");
      office.dial({ from: "0199000051", givesUpAfter: seconds(6) });
      assert.deepEqual((await office.ended(2)).slice().sort(), ["abandoned", "message"]);
      await office.clock.hold(office.store.calls.flushed());
      const [knocked] = (await office.clock.hold(office.store.calls.list({ limit: 9 }))).filter(
        ({ outcome }) => outcome === "abandoned",
      );
      const record = knocked && (await office.clock.hold(office.store.calls.get(knocked.id)));
      assert.deepEqual(
        record?.steps.map(({ what }) => what),
        ["knocked"],
      );
      const needs = await office.clock.hold(office.store.needs.list({ state: "open" }));
      assert.equal(needs.length, 2);
    });
  });
});
