import assert from "node:assert/strict";
import { frames, silence } from "../../src/audio/pcm.ts";
import { millis, seconds } from "../../src/kernel/units.ts";
import { mumbled } from "../../src/simulator/exchange/mobile-phone.ts";
import { dialects } from "../../src/simulator/modems/v253/dialects.ts";
import { answered, beep, E164, firstSound, lastSound, MOBILE, transfer, voice, withLine } from "./calling.ts";
import { never } from "./rig.ts";
import { CALLER, LINE } from "./simulated.ts";

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
          { after: seconds(7), does: "answer", says: mumbled(1500), presses: [{ key: "1", after: seconds(4) }] },
        ]);
        const call = await answered(on, { from: CALLER, to: LINE });
        assert.equal(await on.run(transfer(on).dial(E164, seconds(25), never())), "answered");
        assert.equal(mobile.rung.length, 1);
        assert.equal(call.state, "on-hold");
        await on.run(on.line.play(frames(beep(1000)), never()));
        assert.ok(lastSound(mobile.heard()) > 0, "the person rung hears the prompt");
        await on.until("digit 1");
        await on.run(transfer(on).complete(() => undefined));
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

describe("a modem that hears nothing on the line alone", () => {
  it("hears with the profile made for it", async () => {
    for (const [profile, hears] of [
      ["usrobotics", false],
      ["usrobotics-speaker", true],
    ] as const) {
      await withLine({ dialect: "usrobotics", profile, change: { deafInVls1: true } }, async (on) => {
        await answered(on, { from: CALLER, to: LINE, script: [{ say: voice(3000) }, { hangUp: true }] });
        const stop = new AbortController();
        let loud = 0;
        const listening = (async () => {
          for await (const frame of on.line.listen({}, stop.signal)) if (firstSound(frame) >= 0) loud++;
        })();
        await on.clock.pass(seconds(2));
        stop.abort();
        await on.run(listening);
        assert.equal(loud > 50, hears);
      });
    }
  });
});

describe("silence", () => {
  it("a prompt of silence is still a prompt", () =>
    withLine({}, async (on) => {
      await answered(on, { from: CALLER, to: LINE });
      const before = on.clock.now();
      await on.run(on.line.play(frames(silence(seconds(1))), never()));
      assert.ok(on.clock.now() - before >= 1000);
    }));
});
