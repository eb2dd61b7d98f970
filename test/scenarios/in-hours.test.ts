import assert from "node:assert/strict";
import { millis, seconds } from "../../src/kernel/units.ts";
import type { MobileBehaviour } from "../../src/simulator/calls.ts";
import { anne, bob, stranger } from "./office.ts";
import { scene, voice } from "./scene.ts";

const IN_HOURS = "2026-11-23T10:00";

const takes: MobileBehaviour = { after: seconds(4), does: "answer", presses: [{ key: "1", after: seconds(3) }] };
const refuses: MobileBehaviour = { after: seconds(4), does: "answer", presses: [{ key: "2", after: seconds(3) }] };
const ignores: MobileBehaviour = { after: seconds(60), does: "ignore" };
const busy: MobileBehaviour = { after: millis(0), does: "busy" };

describe("in duty hours", () => {
  it("the person on duty takes the call (G1, G5)", () =>
    scene({ at: IN_HOURS, mobiles: { [anne]: takes, [bob]: takes } }, async (office) => {
      const call = office.dial({ from: stranger });
      assert.deepEqual(await office.ended(), ["forwarded"]);
      assert.deepEqual(office.dialled(), [anne]);
      assert.deepEqual(office.heard(call), ["welcome"]);
      assert.deepEqual(office.mobileHeard(anne), ["screen"]);
      assert.equal(call.connectedTo, anne);
      assert.equal(office.socket.hook, "on");
    }));

  it("the first refuses and the second takes it", () =>
    scene({ at: IN_HOURS, mobiles: { [anne]: refuses, [bob]: takes } }, async (office) => {
      const call = office.dial({ from: stranger });
      assert.deepEqual(await office.ended(), ["forwarded"]);
      assert.deepEqual(office.dialled(), [anne, bob]);
      assert.deepEqual(office.heard(call), ["welcome", "hold"]);
      assert.equal(call.connectedTo, bob);
    }));

  it("all are busy or do not answer: the caller leaves a message", async () => {
    const said = await voice();
    await scene({ at: IN_HOURS, mobiles: { [anne]: busy, [bob]: ignores } }, async (office) => {
      const call = office.dial({ from: stranger, script: [{ untilBeep: true }, { say: said }, { hangUp: true }] });
      assert.deepEqual(await office.ended(), ["message"]);
      assert.deepEqual(office.dialled(), [anne, bob]);
      assert.deepEqual(office.heard(call), ["welcome", "hold", "busy", "leave-message"]);
      const [message] = await office.clock.hold(office.store.messages.list());
      assert.ok(message && message.duration > 3000, `a message of ${message?.duration} ms`);
    });
  });
});
