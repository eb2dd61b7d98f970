import assert from "node:assert/strict";
import { frames } from "../../src/audio/pcm.ts";
import { millis, seconds } from "../../src/kernel/units.ts";
import { mumbled } from "../../src/simulator/exchange/mobile-phone.ts";
import { answered, beep, divert, E164, MOBILE, transfer, voice, withLine } from "./calling.ts";
import { never } from "./rig.ts";
import { CALLER, LINE } from "./simulated.ts";

describe("a second leg", () => {
  const outcomes = {
    refuse: ["busy", { after: seconds(3), does: "refuse" }],
    busy: ["busy", { after: millis(0), does: "busy" }],
    ignore: ["no-answer", { after: seconds(3), does: "ignore" }],
    voicemail: ["answered", { after: seconds(8), does: "voicemail" }],
    "a silent pick-up": ["answered", { after: seconds(7), does: "answer" }],
  } as const;
  for (const [what, [outcome, behaviour]] of Object.entries(outcomes)) {
    it(`${what} is ${outcome}, and the caller is back`, () =>
      withLine({ settings: { forwarding: "hook-flash" } }, async (on) => {
        on.exchange.mobile(MOBILE, [behaviour]);
        const call = await answered(on, { from: CALLER, to: LINE });
        assert.equal(await on.run(transfer(on).dial(E164, seconds(20), never())), outcome);
        await on.run(transfer(on).release());
        await on.clock.pass(seconds(1));
        assert.equal(call.state, "talking");
        await on.run(on.line.play(frames(beep(500)), never()));
        assert.equal(
          on.story.some((one) => one.startsWith("gone")),
          false,
        );
      }));
  }

  for (const [dialect, after] of [140, 220, 300, 400].flatMap((ms) => [
    ["generic", ms] as const,
    ["usrobotics", ms] as const,
  ]))
    it(`a pick-up in silence ${after} ms after the first ringback began is noticed within a second, on a ${dialect} modem`, () =>
      withLine({ dialect, settings: { forwarding: "hook-flash" } }, async (on) => {
        const mobile = on.exchange.mobile(MOBILE, [{ after: millis(after), does: "answer" }]);
        await answered(on, { from: CALLER, to: LINE });
        assert.equal(await on.run(transfer(on).dial(E164, seconds(20), never())), "answered");
        const pickedUpAt = mobile.calls[0]?.answeredAt ?? Number.NaN;
        assert.ok(on.clock.now() - pickedUpAt <= 1000, `${on.clock.now() - pickedUpAt} ms`);
      }));

  it("a number out of service fails", () =>
    withLine({ settings: { forwarding: "hook-flash" } }, async (on) => {
      const call = await answered(on, { from: CALLER, to: LINE });
      assert.equal(await on.run(transfer(on).dial(E164, seconds(20), never())), "failed");
      await on.clock.pass(seconds(1));
      assert.equal(call.state, "talking");
    }));

  it("whoever took it and left is told as the leg's end", () =>
    withLine({ settings: { forwarding: "hook-flash" } }, async (on) => {
      on.exchange.mobile(MOBILE, [
        { after: seconds(4), does: "answer", says: mumbled(1000), hangsUpAfter: seconds(6) },
      ]);
      const call = await answered(on, { from: CALLER, to: LINE });
      await on.run(transfer(on).dial(E164, seconds(20), never()));
      await on.until("gone leg busy-tone");
      await on.run(transfer(on).release());
      assert.equal(call.state, "talking");
    }));

  it("a caller who leaves meanwhile frees the leg at once", () =>
    withLine({ settings: { forwarding: "hook-flash" } }, async (on) => {
      const mobile = on.exchange.mobile(MOBILE, [{ after: seconds(30), does: "answer" }]);
      await answered(on, { from: CALLER, to: LINE, script: [{ wait: seconds(10) }, { hangUp: true }] });
      const dialling = transfer(on).dial(E164, seconds(25), never());
      await on.until("gone caller loop-break");
      assert.equal(mobile.ringing, true);
      const before = on.clock.now();
      await on.run(Promise.all([dialling, on.line.hangUp()]));
      assert.ok(on.clock.now() - before < 1000);
      assert.equal(mobile.ringing, false);
    }));

  it("an abort gives the caller back and leaves no leg ringing", () =>
    withLine({ settings: { forwarding: "hook-flash" } }, async (on) => {
      const mobile = on.exchange.mobile(MOBILE, [{ after: seconds(30), does: "answer" }]);
      const call = await answered(on, { from: CALLER, to: LINE });
      const stop = new AbortController();
      const dialling = transfer(on).dial(E164, seconds(25), stop.signal);
      await on.clock.pass(seconds(9));
      stop.abort();
      assert.equal(await on.run(dialling), "no-answer");
      await on.clock.pass(seconds(1));
      assert.deepEqual([call.state, mobile.ringing], ["talking", false]);
    }));

  it("hanging up on a live leg does not put the caller through by accident", () =>
    withLine({ settings: { forwarding: "hook-flash" } }, async (on) => {
      on.exchange.mobile(MOBILE, [{ after: seconds(4), does: "answer", says: mumbled(1000) }]);
      const call = await answered(on, { from: CALLER, to: LINE });
      await on.run(transfer(on).dial(E164, seconds(20), never()));
      await on.run(on.line.hangUp());
      await on.clock.pass(seconds(1));
      assert.deepEqual([call.state, call.connectedTo, on.hook()], ["ended", null, "on"]);
    }));

  it("a flash that does nothing fails, without keys in the caller's ear", () =>
    withLine({ settings: { forwarding: "hook-flash" }, socket: { secondCall: false } }, async (on) => {
      const call = await answered(on, { from: CALLER, to: LINE, script: [{ say: voice(20_000) }] });
      assert.equal(await on.run(transfer(on).dial(E164, seconds(20), never())), "failed");
      assert.equal(call.state, "talking");
      assert.equal(
        on.modem.commands.some((command) => command.startsWith("AT+VTS=0")),
        false,
      );
    }));

  it("is not offered where the line has none", () =>
    withLine({}, async (on) => {
      assert.equal(on.line.transfer, undefined);
      assert.equal(on.line.divert, undefined);
    }));
});

describe("forwarding by the network", () => {
  it("is set and cleared by star codes on the idle line", () =>
    withLine({ settings: { forwarding: "network" } }, async (on) => {
      await on.run(divert(on).set(E164));
      assert.deepEqual([on.exchange.forwarding(LINE), on.hook()], [{ always: MOBILE }, "on"]);
      await on.run(divert(on).clear());
      assert.deepEqual([on.exchange.forwarding(LINE), on.hook()], [{}, "on"]);
      on.exchange.call({ from: CALLER, to: LINE });
      await on.until(`caller ${CALLER}`);
    }));

  it("is refused while a call rings", () =>
    withLine({ settings: { forwarding: "network" } }, async (on) => {
      on.exchange.call({ from: CALLER, to: LINE });
      await on.until("ring");
      await assert.rejects(async () => divert(on).set(E164), { code: "line.busy" });
    }));

  it("tells when the network says no", () =>
    withLine({ settings: { forwarding: "network", divert: { on: "*99*{number}#", off: "#21#" } } }, async (on) => {
      await assert.rejects(on.run(divert(on).set(E164)), { code: "line.divert-refused" });
      assert.equal(on.hook(), "on");
    }));
});
