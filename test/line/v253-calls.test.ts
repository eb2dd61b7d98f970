import assert from "node:assert/strict";
import { frames, silence } from "../../src/audio/pcm.ts";
import { tone } from "../../src/audio/tones.ts";
import type { PhoneNumber } from "../../src/kernel/phone-number.ts";
import { hertz, millis, seconds } from "../../src/kernel/units.ts";
import { dialects } from "../../src/simulator/dialects.ts";
import { never } from "./rig.ts";
import { CALLER, LINE, type Simulated, type SimulatedOptions, simulated } from "./simulated.ts";

const MOBILE = "0699999999";
const E164 = "+33699999999" as PhoneNumber;
const beep = (ms: number) => tone([hertz(800)], millis(ms));
const voice = (ms: number) => tone([hertz(310), hertz(730)], millis(ms));

/** A line that is ready; closed whatever happens. */
async function withLine(options: SimulatedOptions, test: (line: Simulated) => Promise<void>): Promise<void> {
  const line = simulated(options);
  try {
    await line.until("ready");
    await test(line);
  } finally {
    await line.close();
  }
}

async function answered(on: Simulated, call: Parameters<Simulated["exchange"]["call"]>[0]) {
  const placed = on.exchange.call(call);
  await on.until("ring");
  await on.run(on.line.answer(seconds(5)));
  return placed;
}

function transfer(on: Simulated) {
  assert.ok(on.line.transfer);
  return on.line.transfer;
}

function divert(on: Simulated) {
  assert.ok(on.line.divert);
  return on.line.divert;
}

const firstSound = (pcm: Int16Array) => pcm.findIndex((x) => Math.abs(x) > 300);
const lastSound = (pcm: Int16Array) => pcm.findLastIndex((x) => Math.abs(x) > 300);

for (const dialect of Object.keys(dialects)) {
  describe(`an analog line on a ${dialect} modem`, () => {
    it("takes a call: caller, ring, answer, prompt heard whole, key, recording, hang-up, and the next call", () =>
      withLine({ dialect }, async (on) => {
        const call = await answered(on, {
          from: CALLER,
          to: LINE,
          script: [{ wait: seconds(3) }, { key: "5" }, { say: voice(2000) }, { wait: seconds(1) }, { hangUp: true }],
        });
        assert.deepEqual(on.story, ["ready", `caller ${CALLER}`, "ring"]);
        assert.equal(on.hook(), "off");

        await on.run(on.line.play(frames(beep(2000)), never()));
        const prompt = call.heard();
        assert.ok(firstSound(prompt) < 2000, "the announcement begins within 250 ms of the answer");
        const heard = (lastSound(prompt) - firstSound(prompt)) / 8;
        assert.ok(Math.abs(heard - 2000) < 25, `2 s of prompt were ${heard} ms`);
        assert.deepEqual(on.modem.trouble, { underruns: 0, overflowed: 0 });

        let loud = 0;
        await on.run(
          (async () => {
            for await (const frame of on.line.listen({}, never())) if (firstSound(frame) >= 0) loud += 20;
          })(),
        );
        assert.ok(loud > 1900, `of 2 s of speech ${loud} ms came`);
        assert.deepEqual(on.story.slice(3), ["digit 5", "gone caller busy-tone"]);

        await on.run(on.line.hangUp());
        assert.equal(on.hook(), "on");
        on.exchange.call({ from: null, to: LINE });
        await on.until("ring", 2);
        assert.deepEqual(on.story.slice(5), ["caller withheld", "ring"]);
      }));

    it("puts a caller through by hook flash, and is free again", () =>
      withLine({ dialect, settings: { forwarding: "hook-flash" } }, async (on) => {
        const mobile = on.exchange.mobile(MOBILE, [
          { after: seconds(7), does: "answer", says: voice(1500), presses: [{ key: "1", after: seconds(4) }] },
        ]);
        const call = await answered(on, { from: CALLER, to: LINE });
        assert.equal(await on.run(transfer(on).dial(E164, seconds(25), never())), "answered");
        assert.equal(mobile.rung.length, 1);
        assert.equal(call.state, "on-hold");
        await on.run(on.line.play(frames(beep(1000)), never()));
        assert.ok(lastSound(mobile.heard()) > 0, "the person rung hears the prompt");
        await on.until("digit 1");
        await on.run(transfer(on).complete());
        await on.clock.pass(seconds(1));
        assert.deepEqual([call.state, call.connectedTo, on.hook()], ["put-through", MOBILE, "on"]);
        assert.deepEqual(on.story, ["ready", `caller ${CALLER}`, "ring", "digit 1"]);
      }));
  });
}

describe("rings and caller id on an analog line", () => {
  it("caller id after the first ring", () =>
    withLine({ socket: { callerIdAt: "after-first-ring" } }, async (on) => {
      on.exchange.call({ from: CALLER, to: LINE });
      await on.until("ring", 2);
      assert.deepEqual(on.story, ["ready", "ring", `caller ${CALLER}`, "ring"]);
    }));

  it("no caller id at all", () =>
    withLine({ socket: { callerIdAt: "never" } }, async (on) => {
      on.exchange.call({ from: CALLER, to: LINE });
      await on.until("ring", 3);
      assert.deepEqual(on.story, ["ready", "ring", "ring", "ring"]);
    }));

  it("late caller id, after the answer, disturbs nobody", () =>
    withLine({ faults: ["late-caller-id"] }, async (on) => {
      await answered(on, { from: CALLER, to: LINE });
      await on.clock.pass(seconds(10));
      assert.deepEqual(on.story, ["ready", "ring"]);
    }));

  it("unavailable", () =>
    withLine({}, async (on) => {
      on.exchange.call({ from: CALLER, unavailable: true, to: LINE });
      await on.until("ring");
      assert.deepEqual(on.story, ["ready", "caller unavailable", "ring"]);
    }));

  it("a caller who gives up is gone", () =>
    withLine({}, async (on) => {
      on.exchange.call({ from: CALLER, to: LINE, givesUpAfter: seconds(12) });
      await on.until("gone caller rings-stopped");
      await assert.rejects(on.run(on.line.answer(seconds(5))), { code: "line.no-answer" });
      assert.equal(on.hook(), "on");
    }));
});

describe("how an analog line learns that the caller left", () => {
  const signs = {
    busy: "busy-tone",
    congestion: "congestion-tone",
    dial: "dial-tone",
    "loop-break": "loop-break",
  } as const;
  for (const [endSign, sign] of Object.entries(signs)) {
    it(`${endSign}, while waiting for a key`, () =>
      withLine({ socket: { endSign: endSign as keyof typeof signs } }, async (on) => {
        await answered(on, { from: CALLER, to: LINE, script: [{ wait: seconds(4) }, { hangUp: true }] });
        await on.until(`gone caller ${sign}`, 1, seconds(12));
        await on.run(on.line.hangUp());
        assert.equal(on.story.filter((one) => one.startsWith("gone")).length, 1);
      }));
  }

  it("busy tone, from a modem that reports nothing", () =>
    withLine({ faults: ["no-hangup-report"] }, async (on) => {
      await answered(on, { from: CALLER, to: LINE, script: [{ wait: seconds(4) }, { hangUp: true }] });
      await on.until("gone caller busy-tone", 1, seconds(12));
    }));

  it("nothing but silence is left to the call: it is told once a silence", () =>
    withLine({ socket: { endSign: "nothing" } }, async (on) => {
      const script = [{ say: voice(3000) }, { hangUp: true }] as const;
      await answered(on, { from: CALLER, to: LINE, script });
      const stop = new AbortController();
      const listening = (async () => {
        for await (const _ of on.line.listen({ silenceAfter: seconds(4) }, stop.signal));
      })();
      await on.until("silence");
      await on.clock.pass(seconds(20));
      stop.abort();
      await on.run(listening);
      assert.deepEqual(on.story.slice(3), ["silence"]);
    }));
});

describe("sound on an analog line", () => {
  it("a prompt is stopped within 200 ms", () =>
    withLine({}, async (on) => {
      const call = await answered(on, { from: CALLER, to: LINE });
      const stop = new AbortController();
      const playing = on.line.play(frames(beep(10_000)), stop.signal);
      await on.clock.pass(seconds(3));
      stop.abort();
      const before = on.clock.now();
      await on.run(playing);
      assert.ok(on.clock.now() - before <= 200, `${on.clock.now() - before} ms`);
      await on.clock.pass(seconds(1));
      const after = (call.heard().length - lastSound(call.heard())) / 8;
      assert.ok(after >= 800, `silent for the last ${after} ms of a second`);
    }));

  it("play and listen never overlap, whatever the order of starts and stops", () =>
    withLine({}, async (on) => {
      await answered(on, { from: CALLER, to: LINE });
      const first = on.line.play(frames(beep(5000)), never());
      await on.clock.pass(millis(500));
      const listened: number[] = [];
      const listening = (async () => {
        for await (const frame of on.line.listen({}, never())) listened.push(frame.length);
      })();
      await on.clock.pass(seconds(1));
      const second = on.line.play(frames(beep(500)), never());
      await on.run(Promise.all([first, listening, second]));
      assert.ok(listened.length > 20 && listened.every((n) => n === 160));
      const streams = on.modem.commands.filter((text) => /VTX|VRX/.test(text));
      assert.deepEqual(streams.slice(0, 3), ["AT+VTX", "AT+VRX", "AT+VTX"]);
      assert.deepEqual(on.modem.trouble, { underruns: 0, overflowed: 0 });
    }));

  it("a sound that fails is the caller's to know, and the line goes on", () =>
    withLine({}, async (on) => {
      await answered(on, { from: CALLER, to: LINE });
      async function* broken() {
        yield beep(200);
        throw new Error("no such file");
      }
      await assert.rejects(on.run(on.line.play(broken(), never())), { message: "no such file" });
      await on.run(on.line.play(frames(beep(300)), never()));
      assert.equal(on.story.includes("trouble"), false);
    }));

  it("a slow source is bridged with silence", () =>
    withLine({}, async (on) => {
      const call = await answered(on, { from: CALLER, to: LINE });
      await on.run(
        on.line.play(
          (async function* () {
            yield beep(400);
            await on.clock.sleep(seconds(2));
            yield beep(400);
          })(),
          never(),
        ),
      );
      assert.equal(on.modem.trouble.underruns, 0);
      assert.ok((lastSound(call.heard()) - firstSound(call.heard())) / 8 > 2000);
    }));

  it("after a hang-up, playing and listening end at once", () =>
    withLine({}, async (on) => {
      await answered(on, { from: CALLER, to: LINE });
      await on.run(on.line.hangUp());
      await on.run(on.line.play(frames(beep(500)), never()));
      for await (const frame of on.line.listen({}, never())) assert.fail(`heard ${frame.length}`);
      await on.run(on.line.hangUp());
      assert.equal(on.hook(), "on");
    }));

  it("a call that knocks is told once, and not answered", () =>
    withLine({ socket: { callWaiting: true } }, async (on) => {
      await answered(on, { from: CALLER, to: LINE });
      on.exchange.call({ from: "0611111111", to: LINE, givesUpAfter: seconds(15) });
      await on.clock.pass(seconds(25));
      assert.equal(on.story.filter((one) => one.startsWith("waiting")).length, 1);
      assert.equal(on.story.includes("gone caller busy-tone"), false);
    }));
});

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

  it("a number out of service fails", () =>
    withLine({ settings: { forwarding: "hook-flash" } }, async (on) => {
      const call = await answered(on, { from: CALLER, to: LINE });
      assert.equal(await on.run(transfer(on).dial(E164, seconds(20), never())), "failed");
      await on.clock.pass(seconds(1));
      assert.equal(call.state, "talking");
    }));

  it("whoever took it and left is told as the leg's end", () =>
    withLine({ settings: { forwarding: "hook-flash" } }, async (on) => {
      on.exchange.mobile(MOBILE, [{ after: seconds(4), does: "answer", says: voice(1000), hangsUpAfter: seconds(6) }]);
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
      on.exchange.mobile(MOBILE, [{ after: seconds(4), does: "answer", says: voice(1000) }]);
      const call = await answered(on, { from: CALLER, to: LINE });
      await on.run(transfer(on).dial(E164, seconds(20), never()));
      await on.run(on.line.hangUp());
      await on.clock.pass(seconds(1));
      assert.deepEqual([call.state, call.connectedTo, on.hook()], ["ended", null, "on"]);
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

describe("silence before anything", () => {
  it("a prompt of silence is still a prompt", () =>
    withLine({}, async (on) => {
      await answered(on, { from: CALLER, to: LINE });
      const before = on.clock.now();
      await on.run(on.line.play(frames(silence(seconds(1))), never()));
      assert.ok(on.clock.now() - before >= 1000);
    }));
});
