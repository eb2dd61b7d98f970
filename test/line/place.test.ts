import assert from "node:assert/strict";
import { frames } from "../../src/audio/pcm.ts";
import { Fault } from "../../src/kernel/fault.ts";
import { millis, seconds } from "../../src/kernel/units.ts";
import type { OwnCall, OwnCallResult } from "../../src/line/line.ts";
import type { MobileBehaviour } from "../../src/simulator/exchange/calls.ts";
import { E164, MOBILE, voice, withLine } from "./calling.ts";
import { never } from "./rig.ts";
import { CALLER, LINE, type Simulated } from "./simulated.ts";

const call: OwnCall = {
  ringFor: seconds(20),
  prompt: () => frames(voice(4000)),
  keyWithin: seconds(5),
  keys: ["1", "2"],
};

function ring(on: Simulated, signal = never()): Promise<OwnCallResult> {
  assert.ok(on.line.place);
  return on.line.place(E164, call, signal);
}

async function takesTheNextCall(on: Simulated) {
  const rings = on.story.filter((one) => one === "ring").length;
  assert.equal(on.hook(), "on");
  const next = on.exchange.call({ from: CALLER, to: LINE });
  await on.until("ring", rings + 1);
  await on.run(on.line.answer(seconds(5)));
  assert.equal(next.state, "talking");
  await on.run(on.line.hangUp());
}

const answers = (...presses: readonly (readonly ["1" | "2" | "5", number])[]): MobileBehaviour => ({
  after: seconds(4),
  does: "answer",
  presses: presses.map(([key, ms]) => ({ key, after: millis(ms) })),
});

describe("a call of the line's own", () => {
  const stories: Readonly<Record<string, readonly [MobileBehaviour, OwnCallResult["outcome"], OwnCallResult["key"]]>> =
    {
      "a key pressed before the text ends": [answers(["1", 5500]), "key", "1"],
      "a key that nobody asked for, and then one that was": [answers(["5", 5500], ["2", 7500]), "key", "2"],
      "a key that nobody asked for, and none more": [answers(["5", 5500]), "no-key", null],
      "the mobile's own answering machine": [
        { after: seconds(8), does: "voicemail", says: voice(6000), hangsUpAfter: seconds(30) },
        "no-key",
        null,
      ],
      "somebody who hangs up in the middle of the text": [
        { after: seconds(4), does: "answer", hangsUpAfter: seconds(2) },
        "no-key",
        null,
      ],
      "a mobile that is engaged": [{ after: millis(0), does: "busy" }, "busy", null],
      "one that nobody takes": [{ after: seconds(60), does: "ignore" }, "no-answer", null],
    };
  for (const [what, [behaviour, outcome, key]] of Object.entries(stories))
    it(`to ${what} is ${key ?? outcome}, and the next caller is answered`, () =>
      withLine({}, async (on) => {
        on.exchange.mobile(MOBILE, [behaviour]);
        assert.deepEqual(await on.run(ring(on)), { end: "done", outcome, key });
        await on.clock.pass(seconds(2));
        await takesTheNextCall(on);
      }));

  it("knows a number out of service, and a line without dial tone", () =>
    withLine({}, async (on) => {
      assert.equal((await on.run(ring(on))).outcome, "failed");
      on.modem.faults.add("cord-out");
      assert.equal((await on.run(ring(on))).outcome, "no-dial-tone");
      on.modem.faults.remove("cord-out");
      await takesTheNextCall(on);
    }));

  it("is not made while somebody rings", () =>
    withLine({}, async (on) => {
      const caller = on.exchange.call({ from: CALLER, to: LINE });
      await on.until("ring");
      await assert.rejects(ring(on), (thrown) => thrown instanceof Fault && thrown.code === "line.busy");
      await on.run(on.line.answer(seconds(5)));
      assert.equal(caller.state, "talking");
    }));

  it("makes way at the first knock of a caller while it talks, and that caller is answered", () =>
    withLine({ socket: { callWaiting: true } }, async (on) => {
      on.exchange.mobile(MOBILE, [{ after: seconds(2), does: "answer" }]);
      const result = ring(on);
      const [mobile] = on.exchange.mobiles;
      while (!mobile?.rung.length || mobile.ringing) await on.clock.pass(millis(100));
      await on.clock.pass(seconds(2));
      const caller = on.exchange.call({ from: CALLER, to: LINE, givesUpAfter: seconds(60) });
      assert.equal((await on.run(result)).end, "called");
      await on.until("ring");
      await on.run(on.line.answer(seconds(5)));
      assert.equal(caller.state, "talking");
    }));

  it("leaves the line to whoever heard engaged while it dialled or rang, and calls again", () =>
    withLine({}, async (on) => {
      on.exchange.mobile(MOBILE, [{ after: seconds(60), does: "ignore" }]);
      const result = ring(on);
      while (on.hook() === "on") await on.clock.pass(millis(20));
      await on.clock.pass(seconds(3));
      const first = on.exchange.call({ from: CALLER, to: LINE });
      await on.clock.pass(seconds(1));
      assert.ok(first.events.some(({ kind }) => (kind as string) === "busy") || first.state === "ended");
      assert.equal((await on.run(result)).outcome, "no-answer");
      await takesTheNextCall(on);
    }));

  for (const fault of ["wedged", "port-vanishing", "reset", "lost-ok", "garbage-bytes"] as const)
    it(`ends, and the line takes calls again, when the modem is ${fault} while it talks`, () =>
      withLine({}, async (on) => {
        on.exchange.mobile(MOBILE, [{ after: seconds(2), does: "answer" }]);
        const result = ring(on);
        while (on.hook() === "on") await on.clock.pass(millis(20));
        await on.clock.pass(seconds(6));
        on.modem.faults.add(fault);
        await on.clock.pass(seconds(3));
        on.modem.faults.remove(fault);
        const { key } = await on.run(result);
        assert.equal(key, null, "nobody has accepted");
        await on.clock.pass(seconds(70));
        await takesTheNextCall(on);
      }));
});
