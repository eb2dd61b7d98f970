import assert from "node:assert/strict";
import { FRAME_SAMPLES, type Pcm, silence } from "../../src/audio/pcm.ts";
import { dtmf, tone } from "../../src/audio/tones.ts";
import { type Digit, isDigit } from "../../src/kernel/phone-number.ts";
import { hertz, instant, type Millis, millis, seconds } from "../../src/kernel/units.ts";
import type { CallerStep, MobileBehaviour } from "../../src/simulator/exchange/calls.ts";
import { pureTone } from "../../src/simulator/exchange/ear.ts";
import { createExchange } from "../../src/simulator/exchange/exchange.ts";
import type { SocketOptions, WireEvent } from "../../src/simulator/exchange/socket.ts";
import { national, starCode } from "../../src/simulator/exchange/star-codes.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";
import { BOX, CALLER, MOBILE } from "./bench.ts";

const answers: MobileBehaviour = { after: seconds(2), does: "answer" };

/** A telephone at the wall socket: it speaks what it is given, and keeps what it hears and what the wires do. */
function house(options: SocketOptions = { callerIdAt: "never" }) {
  const clock = new VirtualClock(instant(Date.UTC(2025, 2, 3, 9, 0)));
  const exchange = createExchange({ clock });
  const socket = exchange.socket(BOX, options);
  const wires: { readonly at: number; readonly event: WireEvent }[] = [];
  const started = clock.now();
  let speaking: number[] = [];
  let heard: Pcm[] = [];
  socket.plug({
    wire: (event) => void wires.push({ at: clock.now() - started, event }),
    say() {
      const frame = new Int16Array(FRAME_SAMPLES);
      frame.set(speaking.slice(0, FRAME_SAMPLES));
      speaking = speaking.slice(FRAME_SAMPLES);
      return frame;
    },
    hear: (frame) => void heard.push(frame),
  });
  return {
    clock,
    exchange,
    socket,
    wires,
    say: (sound: Pcm) => {
      speaking.push(...sound);
    },
    dial(number: string) {
      const keys: Digit[] = [...number].filter(isDigit);
      speaking.push(...silence(millis(200)), ...dtmf(keys));
    },
    /** The tones heard for the next while, as runs of 20 ms: `440×25 -×25`. */
    async tones(d: Millis): Promise<string> {
      heard = [];
      await clock.pass(d);
      const runs: { what: string; times: number }[] = [];
      for (const frame of heard) {
        const what = named(pureTone(frame));
        const last = runs.at(-1);
        if (last?.what === what) last.times++;
        else runs.push({ what, times: 1 });
      }
      return runs.map(({ what, times }) => `${what}×${times}`).join(" ");
    },
    async answeredCall(script: readonly CallerStep[] = []) {
      const call = exchange.call({ from: CALLER, to: BOX, script });
      await clock.run(call.ringing);
      await clock.pass(millis(500));
      socket.offHook();
      await clock.pass(millis(100));
      return call;
    },
  };
}

/** A frequency as the exchange's plan names it: 20 ms tell it to within some 10 Hz. */
function named(hz: number | null): string {
  if (hz === null) return "-";
  return String([440, 600, 950, 1400, 1800].find((known) => Math.abs(known - hz) <= 20) ?? hz);
}

describe("a line that rings", () => {
  it("rings 1.5 s in 5 s, after a short ring and caller id, in France", async () => {
    const { clock, exchange, wires } = house({});
    exchange.call({ from: CALLER, to: BOX });
    await clock.pass(millis(6900));
    const seen = wires.map(({ at, event }) => `${event.kind}${"short" in event && event.short ? "!" : ""} ${at}`);
    assert.deepEqual(seen, [
      "ring-on! 20",
      "ring-off 260",
      "caller-id 1020",
      "ring-on 1420",
      "ring-off 2920",
      "ring-on 6420",
    ]);
  });

  it("stops ringing when the caller gives up", async () => {
    const { clock, exchange, wires } = house();
    const call = exchange.call({ from: CALLER, to: BOX, givesUpAfter: seconds(7) });
    assert.equal(await clock.run(call.ended), "caller");
    assert.equal(await call.answered, null);
    assert.equal(wires.at(-1)?.event.kind, "ring-off");
  });

  it("is busy for a second caller", async () => {
    const { clock, exchange, answeredCall } = house();
    await answeredCall();
    assert.equal(await clock.run(exchange.call({ from: null, to: BOX }).ended), "busy");
  });

  it("lets a second caller knock where call waiting is on, and rings for it afterwards", async () => {
    const { clock, exchange, socket, answeredCall, tones } = house({ callerIdAt: "never", callWaiting: true });
    await answeredCall();
    const second = exchange.call({ from: MOBILE, to: BOX });
    assert.match(await tones(seconds(2)), /440×1[45]/);
    assert.equal(second.state, "ringing");
    socket.onHook();
    await clock.pass(millis(100));
    socket.offHook();
    assert.equal(second.state, "talking");
  });

  it("does not know a number that nobody has", async () => {
    const { clock, exchange } = house();
    assert.equal(await clock.run(exchange.call({ from: null, to: "0100000000" }).ended), "unobtainable");
  });
});

describe("a caller", () => {
  it("follows its script: waits for the beep, speaks, presses a key, hangs up", async () => {
    const { clock, say, answeredCall } = house();
    const call = await answeredCall([
      { untilBeep: true },
      { say: tone([hertz(600)], seconds(1)) },
      { key: "3" },
      { wait: millis(100) },
      { hangUp: true },
    ]);
    await clock.pass(seconds(3));
    assert.equal(call.state, "talking");
    say(tone([hertz(1000)], millis(400)));
    await clock.run(call.ended);
    assert.deepEqual(
      call.events.map(({ kind }) => kind),
      ["rang", "answered", "key", "hung-up"],
    );
  });

  it("waits for quiet once it has heard something", async () => {
    const { clock, say, answeredCall } = house();
    const call = await answeredCall([{ untilQuiet: seconds(1) }, { hangUp: true }]);
    await clock.pass(seconds(4));
    say(tone([hertz(300), hertz(777)], seconds(2)));
    const from = clock.now();
    await clock.run(call.ended);
    assert.ok(Math.abs(clock.now() - from - 3000) <= 60);
  });

  it("has heard every second since the answer", async () => {
    const { clock, say, socket, answeredCall } = house();
    const call = await answeredCall();
    say(tone([hertz(800)], seconds(1)));
    await clock.pass(seconds(3));
    socket.onHook();
    assert.equal(await clock.run(call.ended), "called");
    assert.ok(Math.abs(call.heard().length - 3.1 * 8000) <= 320);
  });

  const signs: readonly (readonly [SocketOptions["endSign"], RegExp, boolean])[] = [
    ["busy", /440×25 -×25 440×25/, false],
    ["congestion", /440×1[23] -×1[23] 440×1[23]/, false],
    ["dial", /440×\d{3}/, false],
    ["loop-break", /^-×\d+$/, true],
    ["nothing", /^-×\d+$/, false],
  ];
  for (const [endSign = "busy", heard, broken] of signs) {
    it(`that hangs up is noticed by: ${endSign}`, async () => {
      const { wires, answeredCall, tones } = house({ callerIdAt: "never", endSign });
      const call = await answeredCall();
      call.hangUp();
      assert.match(await tones(seconds(3)), heard);
      assert.equal(
        wires.some(({ event }) => event.kind === "loop-break"),
        broken,
      );
    });
  }
});

describe("a second leg by hook flash", () => {
  const dialled = async (behaviour: MobileBehaviour, script: readonly CallerStep[] = []) => {
    const made = house();
    const mobile = made.exchange.mobile(MOBILE, behaviour);
    const call = await made.answeredCall(script);
    made.socket.flash(millis(270));
    assert.equal(call.state, "on-hold");
    assert.match(await made.tones(millis(600)), /440×30/);
    made.dial(MOBILE);
    await made.clock.pass(millis(2300));
    return { ...made, mobile, call };
  };

  it("rings the mobile, and joins both when the line hangs up", async () => {
    const { clock, socket, call, mobile, tones } = await dialled({ ...answers, says: tone([hertz(600)], seconds(60)) });
    assert.equal(mobile.rung.length, 1);
    assert.match(await tones(seconds(2)), /440×\d+.* 600×/);
    socket.onHook();
    await clock.pass(seconds(2));
    assert.equal(call.connectedTo, MOBILE);
    assert.equal(mobile.calls[0]?.caller?.number, CALLER);
    assert.equal(named(pureTone(call.heard().slice(-FRAME_SAMPLES))), "600", "the caller hears the mobile");
    call.hangUp();
    await clock.run(call.ended);
    assert.notEqual(mobile.calls[0]?.endedAt, null);
  });

  it("joins them too when the mobile still rings", async () => {
    const { clock, socket, call, mobile } = await dialled({ ...answers, after: seconds(6) });
    socket.onHook();
    assert.equal(call.connectedTo, null);
    await clock.pass(seconds(6));
    assert.equal(call.connectedTo, MOBILE);
    assert.notEqual(mobile.calls[0]?.answeredAt, null);
  });

  const backs: readonly (readonly [name: string, digit: string])[] = [
    ["a flash", ""],
    ["a flash and 1", "1"],
  ];
  for (const [name, digit] of backs) {
    it(`comes back to the caller by ${name}`, async () => {
      const { clock, socket, call, mobile, dial } = await dialled(answers);
      await clock.pass(seconds(3));
      socket.flash(millis(270));
      dial(digit);
      await clock.pass(seconds(1));
      assert.equal(call.state, "talking");
      assert.notEqual(mobile.calls[0]?.endedAt, null);
    });
  }

  it("puts all three together by a flash and 3, and leaves two when the line hangs up", async () => {
    const { clock, socket, call, dial } = await dialled(answers);
    await clock.pass(seconds(3));
    socket.flash(millis(270));
    dial("3");
    await clock.pass(seconds(1));
    assert.equal(call.state, "talking");
    socket.onHook();
    await clock.pass(millis(100));
    assert.equal(call.connectedTo, MOBILE);
  });

  const failures: readonly (readonly [name: string, MobileBehaviour, RegExp])[] = [
    ["a busy mobile", { after: millis(0), does: "busy" }, /440×2[45] -×2[56] 440×2[45]/],
    ["a refusal", { after: seconds(1), does: "refuse" }, /440×2[45] -×2[56] 440×2[45]/],
    ["nobody", { after: millis(0), does: "ignore" }, /440×7\d -×\d+/],
  ];
  for (const [name, behaviour, heard] of failures) {
    it(`meets ${name}, and the caller is there after a flash`, async () => {
      const { clock, socket, call, tones } = await dialled(behaviour);
      assert.match(await tones(seconds(8)), heard);
      socket.flash(millis(270));
      await clock.pass(seconds(1));
      assert.equal(call.state, "talking");
    });
  }

  it("hears special information for a number that nobody has", async () => {
    const { clock, socket, tones, dial, answeredCall } = house();
    await answeredCall();
    socket.flash(millis(270));
    dial("0611111111");
    await clock.pass(millis(2300));
    assert.match(await tones(seconds(2)), /950×\d+.* 1400×\d+.* 1800×\d+/);
  });

  it("is told by a loop break and busy tone that the caller on hold left; the mobile rings until the line is free", async () => {
    const { clock, socket, call, mobile, wires, tones } = await dialled({ after: millis(0), does: "ignore" });
    call.hangUp();
    assert.match(await tones(seconds(3)), /440×25 -×25 440×25/);
    assert.equal(wires.at(-1)?.event.kind, "loop-break");
    assert.equal(mobile.ringing, true);
    socket.onHook();
    await clock.pass(millis(40));
    assert.equal(mobile.ringing, false);
  });

  it("lets a mobile behave call by call", async () => {
    const { clock, exchange } = house();
    const mobile = exchange.mobile(MOBILE, [
      { after: seconds(1), does: "refuse" },
      { after: seconds(1), does: "answer" },
    ]);
    assert.equal(await clock.run(exchange.call({ from: null, to: MOBILE }).ended), "busy");
    const second = exchange.call({ from: null, to: MOBILE });
    assert.notEqual(await clock.run(second.answered), null);
    assert.equal(mobile.rung.length, 2);
  });
});

describe("a number, by whichever way it is dialled", () => {
  const same: readonly (readonly [country: string, dialled: string, ...others: string[]])[] = [
    ["FR", "0612345678", "+33612345678", "0033612345678"],
    ["BE", "0470000002", "+32470000002", "0032470000002"],
    ["BE", "0033612345678", "+33612345678"],
    ["IT", "0612345678", "+390612345678"],
    ["US", "12125550100", "+12125550100", "01112125550100"],
  ];
  for (const [country, dialled, ...others] of same)
    it(`is one in ${country}: ${dialled}`, () =>
      assert.deepEqual([...new Set([dialled, ...others].map((each) => national(each, country)))], [dialled]));
});

describe("forwarding by star codes", () => {
  const codes: readonly (readonly [digits: string, read: unknown])[] = [
    ["*21*0612345678#", { ask: "set", when: "always", to: "0612345678" }],
    ["#21#", { ask: "clear", when: "always" }],
    ["*#21#", { ask: "query", when: "always" }],
    ["*61*0612345678*20#", { ask: "set", when: "noAnswer", to: "0612345678" }],
    ["*69*06#", { ask: "set", when: "busy", to: "06" }],
    ["*21#", null],
    ["*99*1#", null],
    ["0612345678", null],
  ];
  for (const [digits, read] of codes) it(`reads ${digits}`, () => assert.deepEqual(starCode(digits), read));

  const code = async (made: ReturnType<typeof house>, digits: string) => {
    made.socket.offHook();
    made.dial(digits);
    await made.clock.pass(millis(200 + digits.length * 200));
    const heard = await made.tones(seconds(2));
    made.socket.onHook();
    return heard;
  };

  it("sends calls to the mobile, and back when cleared", async () => {
    const made = house();
    const mobile = made.exchange.mobile(MOBILE, answers);
    assert.match(await code(made, `*21*${MOBILE}#`), /440×[45] -×[56] 440×[45]/, "confirmation");
    assert.deepEqual(made.exchange.forwarding(BOX), { always: MOBILE });
    const call = made.exchange.call({ from: CALLER, to: BOX });
    await made.clock.run(call.answered);
    assert.equal(call.connectedTo, MOBILE);
    assert.equal(mobile.calls[0]?.from, CALLER);
    assert.equal(made.wires.length, 0, "the line does not ring");
    assert.match(await code(made, "*#21#"), /440×[45] -×[56] 440×[45]/);
    await code(made, "#21#");
    assert.deepEqual(made.exchange.forwarding(BOX), {});
    assert.match(await code(made, "*#21#"), /440×25/, "busy: not set");
  });

  it("rings the line first when only unanswered calls are sent on", async () => {
    const made = house({ callerIdAt: "never", noAnswerAfter: seconds(10) });
    made.exchange.mobile(MOBILE, answers);
    await code(made, `*61*${MOBILE}#`);
    const call = made.exchange.call({ from: CALLER, to: BOX });
    await made.clock.run(call.answered);
    assert.equal(call.connectedTo, MOBILE);
    assert.equal(made.wires.filter(({ event }) => event.kind === "ring-on").length, 2);
  });

  it("answers nonsense with special information", async () => {
    assert.match(await code(house(), "*99*12#"), /950×/);
  });
});
