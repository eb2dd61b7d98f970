import assert from "node:assert/strict";
import { frames } from "../../src/audio/pcm.ts";
import { Fault } from "../../src/kernel/fault.ts";
import { millis, seconds } from "../../src/kernel/units.ts";
import type { FindingCode } from "../../src/line/find/check.ts";
import type { TrialCall, TrialStep } from "../../src/line/line.ts";
import type { MobileBehaviour } from "../../src/simulator/exchange/calls.ts";
import type { FaultName } from "../../src/simulator/modems/v253/modem-faults.ts";
import { E164, MOBILE, voice, withLine } from "./calling.ts";
import { never } from "./rig.ts";
import { CALLER, LINE, type Simulated, type SimulatedOptions, simulated } from "./simulated.ts";

function trials(on: Simulated) {
  assert.ok(on.line.trials);
  return on.line.trials;
}

/** Begins a look at the line; `codes` grows as things are found. */
function look(on: Simulated, hearLine = true, signal = never()) {
  const codes: FindingCode[] = [];
  return { codes, end: trials(on).check({ hearLine }, ({ code }) => codes.push(code), signal) };
}

/** The line is on-hook, and the next caller is answered. */
async function takesTheNextCall(on: Simulated) {
  const rings = on.story.filter((one) => one === "ring").length;
  assert.equal(on.hook(), "on");
  const call = on.exchange.call({ from: CALLER, to: LINE });
  await on.until("ring", rings + 1);
  await on.run(on.line.answer(seconds(5)));
  assert.equal(call.state, "talking");
  await on.run(on.line.hangUp());
}

describe("a look at a line in use", () => {
  const well = ["port-open", "answers", "known", "voice", "samples", "caller-id", "half-duplex"] as const;
  for (const dialect of ["usrobotics", "conexant", "zoom", "multitech"])
    it(`finds everything well with a ${dialect}, and takes the next call`, () =>
      withLine({ dialect }, async (on) => {
        const { codes, end } = look(on);
        assert.equal(await on.run(end), "done");
        assert.deepEqual(codes, [...well, "dial-tone", "keys"]);
        await takesTheNextCall(on);
      }));

  it("does not go off-hook unless told to", () =>
    withLine({ dialect: "usrobotics" }, async (on) => {
      const { codes, end } = look(on, false);
      await on.run(end);
      assert.deepEqual(codes, well);
      assert.ok(!on.modem.commands.slice(-12).some((command) => command.includes("+VLS=1")));
    }));

  it("tells of a cord that is out", () =>
    withLine({}, async (on) => {
      on.modem.faults.add("cord-out");
      const { codes, end } = look(on);
      assert.equal(await on.run(end), "done");
      assert.equal(codes.at(-1), "dead-line");
      on.modem.faults.remove("cord-out");
      await takesTheNextCall(on);
    }));

  it("tells of a modem that does not go off-hook", () =>
    withLine({}, async (on) => {
      on.modem.faults.add("refuses-offhook");
      const { codes, end } = look(on);
      await on.run(end);
      assert.equal(codes.at(-1), "off-hook-refused");
      on.modem.faults.remove("refuses-offhook");
      await takesTheNextCall(on);
    }));

  it("ends at the ring of a call, and the call is answered", () =>
    withLine({ change: { thinks: millis(250) } }, async (on) => {
      const { end } = look(on);
      const call = on.exchange.call({ from: CALLER, to: LINE });
      await on.until("ring");
      const rang = on.clock.now();
      assert.equal(await on.run(end), "called");
      assert.ok(on.clock.now() - rang < 6000, `${on.clock.now() - rang} ms`);
      await on.run(on.line.answer(seconds(5)));
      assert.equal(call.state, "talking");
      assert.ok(on.story.includes(`caller ${CALLER}`), on.story.join(", "));
    }));

  it("is refused while somebody calls, and while another goes on", () =>
    withLine({}, async (on) => {
      const busy = (thrown: unknown) => thrown instanceof Fault && thrown.code === "line.busy";
      const first = look(on);
      await assert.rejects(look(on).end, busy);
      await on.run(first.end);
      on.exchange.call({ from: CALLER, to: LINE });
      await on.until("ring");
      await assert.rejects(look(on).end, busy);
    }));

  it("ends at once when told to", () =>
    withLine({}, async (on) => {
      const leaving = new AbortController();
      const { codes, end } = look(on, true, leaving.signal);
      while (on.hook() === "on") await on.clock.pass(millis(20));
      leaving.abort();
      const at = on.clock.now();
      assert.equal(await on.run(end), "stopped");
      assert.ok(on.clock.now() - at < 1000);
      assert.ok(!codes.includes("dial-tone"));
      await takesTheNextCall(on);
    }));

  it("tells of a modem that fell silent, and the line comes back", () =>
    withLine({}, async (on) => {
      on.modem.faults.add("wedged");
      const { codes, end } = look(on);
      await on.run(end);
      assert.deepEqual(codes, ["port-open", "silent"]);
      on.modem.faults.remove("wedged");
      await on.until("ready", 2);
      await takesTheNextCall(on);
    }));

  /** Whatever happens to the modem at whatever step. */
  const faults: readonly FaultName[] = ["wedged", "port-vanishing", "reset", "lost-ok", "garbage-bytes", "cord-out"];
  for (const fault of faults)
    it(`ends, and the line takes calls again, with ${fault} at any moment of it`, async () => {
      for (const after of [20, 300, 700, 1500, 3000])
        await withLine({}, async (on) => {
          const { end } = look(on);
          await on.clock.pass(millis(after));
          on.modem.faults.add(fault);
          await on.clock.pass(seconds(3));
          on.modem.faults.remove(fault);
          assert.ok(["done", "called", "stopped"].includes(await on.run(end)));
          await on.clock.pass(seconds(70));
          assert.notEqual(on.story.filter((one) => one === "ready" || one === "trouble").at(-1), "trouble");
          await takesTheNextCall(on);
        });
    });
});

describe("a look at a line in trouble", () => {
  /** A line that may never come up. */
  async function withTrouble(options: SimulatedOptions, test: (on: Simulated) => Promise<void>) {
    const on = simulated(options);
    try {
      await on.until("trouble");
      await test(on);
    } finally {
      await on.close();
    }
  }

  it("tells of a modem without voice", () =>
    withTrouble({ change: { classes: "0,1" } }, async (on) => {
      const { codes, end } = look(on);
      assert.equal(await on.run(end), "done");
      assert.equal(codes.at(-1), "no-voice");
    }));

  it("tells of a port that is gone, and the line is up soon after the plug is back", () =>
    withLine({}, async (on) => {
      on.modem.faults.add("port-vanishing");
      await on.until("trouble");
      await on.clock.pass(seconds(90));
      const { codes, end } = look(on);
      await on.run(end);
      assert.deepEqual(codes, ["port-failed"]);
      on.modem.faults.remove("port-vanishing");
      await on.run(look(on).end);
      const at = on.clock.now();
      await on.until("ready", 2);
      assert.ok(on.clock.now() - at < 5000, "it does not wait for its turn");
      await takesTheNextCall(on);
    }));

  it("tells of a modem that does not answer, and lets the port go", () =>
    withLine({}, async (on) => {
      on.modem.faults.add("wedged");
      await on.until("trouble");
      const { codes, end } = look(on);
      await on.run(end);
      assert.deepEqual(codes, ["port-open", "silent"]);
      on.modem.faults.remove("wedged");
      await on.until("ready", 2);
      await takesTheNextCall(on);
    }));
});

describe("a trial call", () => {
  const call: TrialCall = { ringFor: seconds(20), prompt: () => frames(voice(1500)), keyWithin: seconds(5) };
  const forwarding = { forwarding: "hook-flash" } as const;
  const presses = (key: "1" | "2"): MobileBehaviour => ({
    after: seconds(4),
    does: "answer",
    presses: [{ key, after: seconds(2) }],
  });

  function ring(on: Simulated, signal = never()) {
    const steps: TrialStep[] = [];
    return { steps, result: trials(on).call(E164, call, (step) => steps.push(step), signal) };
  }

  const outcomes = {
    accepted: presses("1"),
    refused: presses("2"),
    "no-key": { after: seconds(8), does: "voicemail" },
    busy: { after: millis(0), does: "busy" },
    "no-answer": { after: seconds(60), does: "ignore" },
  } as const satisfies Record<string, MobileBehaviour>;
  for (const [outcome, behaviour] of Object.entries(outcomes))
    it(`is ${outcome}`, () =>
      withLine({ settings: forwarding }, async (on) => {
        const mobile = on.exchange.mobile(MOBILE, [behaviour]);
        const { steps, result } = ring(on);
        const answered = outcome !== "busy" && outcome !== "no-answer";
        assert.deepEqual(await on.run(result), { end: "done", outcome, secondCall: answered ? true : null });
        assert.deepEqual(steps, ["dialling", "ringing", ...(answered ? (["answered", "flash"] as const) : [])]);
        await on.clock.pass(seconds(2));
        assert.equal(mobile.ringing, false);
        await takesTheNextCall(on);
      }));

  it("tells of an exchange that knows no second call", () =>
    withLine({ settings: forwarding, socket: { secondCall: false } }, async (on) => {
      on.exchange.mobile(MOBILE, [presses("1")]);
      assert.deepEqual(await on.run(ring(on).result), { end: "done", outcome: "accepted", secondCall: false });
      await takesTheNextCall(on);
    }));

  it("tells of a number out of service, and of a line without a dial tone", () =>
    withLine({ settings: forwarding }, async (on) => {
      assert.equal((await on.run(ring(on).result)).outcome, "failed");
      on.modem.faults.add("cord-out");
      assert.equal((await on.run(ring(on).result)).outcome, "no-dial-tone");
      on.modem.faults.remove("cord-out");
      await takesTheNextCall(on);
    }));

  it("stops ringing at once when told to", () =>
    withLine({ settings: forwarding }, async (on) => {
      const mobile = on.exchange.mobile(MOBILE, [presses("1")]);
      const leaving = new AbortController();
      const { result } = ring(on, leaving.signal);
      while (!mobile.ringing) await on.clock.pass(millis(100));
      leaving.abort();
      assert.equal((await on.run(result)).end, "stopped");
      await on.clock.pass(seconds(1));
      assert.equal(mobile.ringing, false);
      await takesTheNextCall(on);
    }));

  for (const fault of ["wedged", "port-vanishing", "reset"] as const)
    it(`is told broken when the modem is ${fault}, and the line comes back`, () =>
      withLine({ settings: forwarding }, async (on) => {
        on.exchange.mobile(MOBILE, [{ after: seconds(9), does: "answer" }]);
        const { steps, result } = ring(on);
        while (!steps.includes("ringing")) await on.clock.pass(millis(100));
        on.modem.faults.add(fault);
        const { outcome } = await on.run(result);
        assert.ok(outcome === "broken" || fault === "reset", outcome);
        on.modem.faults.remove(fault);
        await on.clock.pass(seconds(70));
        await takesTheNextCall(on);
      }));
});
