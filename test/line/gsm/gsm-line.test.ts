import assert from "node:assert/strict";
import { concat, durationOf, type Pcm } from "../../../src/audio/pcm.ts";
import { readPhoneNumber } from "../../../src/duty/phone-number.ts";
import { millis, seconds } from "../../../src/kernel/units.ts";
import { gsmDialects } from "../../../src/simulator/modems/gsm/gsm-dialects.ts";
import { babble } from "../../bench/babble.ts";
import { findSaid } from "../../scenarios/ear.ts";
import { voice } from "../../scenarios/scene.ts";
import { LINE, type MobileLineOptions, mobileLine, sound } from "./mobile-line.ts";

type Mobile = ReturnType<typeof mobileLine>;
const number = (text: string) => {
  const read = readPhoneNumber(text, "FR");
  assert.ok(read);
  return read;
};
const AMELIE = number("+33639980001");
const MME_ROUX = "+33199000042";
const never = new AbortController().signal;

async function on(options: MobileLineOptions, play: (mobile: Mobile) => Promise<void>): Promise<void> {
  const mobile = mobileLine(options);
  await mobile.ready();
  await play(mobile);
  await mobile.close();
  assert.deepEqual(mobile.sim.calls, [], "the line is on-hook");
}

/** What the line hears until the caller is gone or so long has passed. */
async function heardFor(mobile: Mobile, d: number): Promise<Pcm> {
  const stop = new AbortController();
  const heard: Pcm[] = [];
  const listening = (async () => {
    for await (const frame of mobile.line.listen({}, stop.signal)) heard.push(frame);
  })();
  await mobile.clock.pass(millis(d));
  stop.abort();
  await mobile.done(listening);
  return concat(heard);
}

describe("a mobile line", () => {
  for (const dialect of Object.keys(gsmDialects).filter((name) => gsmDialects[name]?.sound)) {
    it(`answers, is heard, hears, and hangs up: ${dialect}`, () =>
      on({ dialect }, async (mobile) => {
        const says = await voice();
        const call = await mobile.rung(MME_ROUX, [{ untilQuiet: seconds(1) }, { say: says }]);
        await mobile.until(() => mobile.kinds().includes("caller"), "who calls");
        await mobile.done(mobile.line.answer(seconds(5)));
        assert.equal(call.state, "talking");
        const prompt = babble(seconds(3));
        const from = mobile.clock.elapsed();
        await mobile.done(mobile.line.play(sound(prompt), never));
        assert.ok(Math.abs(mobile.clock.elapsed() - from - durationOf(prompt)) < 200, "it takes as long as it lasts");
        assert.ok(findSaid(prompt, call.heard()), "the caller heard it");
        assert.ok(findSaid(says, await heardFor(mobile, durationOf(says) + 3000)), "and is heard");
        await mobile.done(mobile.line.hangUp());
        assert.equal(await mobile.done(call.ended), "called");
        assert.ok(mobile.modem.mostWaiting <= 640 * 3, `${mobile.modem.mostWaiting} bytes waited`);
      }));
  }

  const gone = (mobile: Mobile) => mobile.events.filter((event) => event.kind === "gone");
  const answered = async (mobile: Mobile, script: Parameters<Mobile["rung"]>[1] = []) => {
    const call = await mobile.rung(MME_ROUX, script);
    await mobile.done(mobile.line.answer(seconds(5)));
    return call;
  };

  it("knows of a hang-up within 3 s though nothing tells of it", () =>
    on({ faults: ["no-hang-up-notice"] }, async (mobile) => {
      const call = await answered(mobile);
      call.hangUp();
      await mobile.done(call.ended);
      const since = mobile.clock.elapsed();
      await mobile.until(() => gone(mobile).length > 0, "the end");
      assert.ok(mobile.clock.elapsed() - since <= 3000);
      await mobile.done(mobile.line.hangUp());
    }));

  it("tells of a caller who gave up, and of the next as another", () =>
    on({}, async (mobile) => {
      const call = await mobile.rung(MME_ROUX);
      call.hangUp();
      await mobile.until(() => gone(mobile).length > 0, "the end");
      assert.deepEqual(gone(mobile), [{ kind: "gone", who: "caller", sign: "rings-stopped" }]);
      await mobile.rung(null);
      const callers = mobile.events.flatMap((event) => (event.kind === "caller" ? [event.caller.presentation] : []));
      assert.equal(callers.at(-1), "withheld");
      await mobile.done(mobile.line.answer(seconds(5)));
      await mobile.done(mobile.line.hangUp());
    }));

  it("turns nobody away who rings while the line hangs up after another", () =>
    on({}, async (mobile) => {
      const call = await answered(mobile);
      call.hangUp();
      await mobile.until(() => gone(mobile).length > 0, "the end");
      const next = mobile.exchange.call({ from: null, to: LINE });
      await mobile.clock.pass(seconds(1));
      assert.equal(next.state, "ringing");
      await mobile.done(mobile.line.hangUp());
      await mobile.until(() => mobile.kinds().filter((kind) => kind === "ring").length > 1, "a ring");
      assert.equal(next.state, "ringing");
      await mobile.done(mobile.line.answer(seconds(5)));
      assert.equal(next.state, "talking");
      await mobile.done(mobile.line.hangUp());
    }));

  it("an OK to its answer is not believed: the list of calls is", () =>
    on({ faults: ["answers-in-vain"] }, async (mobile) => {
      const call = await mobile.rung(MME_ROUX);
      await assert.rejects(mobile.done(mobile.line.answer(seconds(5))), { code: "line.no-answer" });
      assert.ok(mobile.kinds().includes("trouble"));
      assert.equal(call.state, "ended");
    }));

  it("without sound a call is ended and told, and is no silence for a caller", () =>
    on({ faults: ["no-sound"] }, async (mobile) => {
      const call = await mobile.rung(MME_ROUX);
      await assert.rejects(mobile.done(mobile.line.answer(seconds(5))), { code: "line.no-answer" });
      const told = mobile.events.flatMap((event) => (event.kind === "trouble" ? [event.fault.code] : []));
      assert.deepEqual(told, ["line.no-sound"]);
      await mobile.done(call.ended);
    }));

  it("whose sound was refused at first is started anew after the call", () =>
    on({ faults: ["sound-refused"] }, async (mobile) => {
      await answered(mobile);
      assert.equal(mobile.modem.sound, true);
      mobile.modem.faults.remove("sound-refused");
      await mobile.done(mobile.line.hangUp());
      await mobile.until(() => mobile.kinds().at(-1) === "ready", "it is back");
      assert.ok(mobile.modem.commands.includes("AT+CRESET"));
    }));

  it("hears a caller though the first byte of the sound was lost", () =>
    on({ faults: ["odd-byte"] }, async (mobile) => {
      const says = await voice();
      await answered(mobile, [{ wait: seconds(1) }, { say: says }]);
      assert.ok(findSaid(says, await heardFor(mobile, durationOf(says) + 3000)));
      await mobile.done(mobile.line.hangUp());
    }));

  it("a module that gives static is started anew after the call", () =>
    on({ faults: ["static"] }, async (mobile) => {
      await answered(mobile);
      await heardFor(mobile, 3000);
      assert.equal(mobile.kinds().includes("trouble"), false, "the call is not cut for it");
      await mobile.done(mobile.line.hangUp());
      await mobile.until(() => mobile.kinds().at(-1) === "ready", "it is back");
      assert.ok(mobile.modem.commands.includes("AT+CRESET"));
      assert.equal(mobile.modem.faults.has("static"), false);
    }));

  it("nor is a caller's own noise taken for static", () =>
    on({}, async (mobile) => {
      await answered(mobile, [{ wait: seconds(1) }, { say: babble(seconds(4)) }]);
      await heardFor(mobile, 6000);
      await mobile.done(mobile.line.hangUp());
      assert.ok(!mobile.modem.commands.includes("AT+CRESET"));
    }));

  it("a call whose caller can't be spoken to any more is ended and told", () =>
    on({}, async (mobile) => {
      const call = await answered(mobile);
      mobile.modem.faults.add("uplink-stalls");
      await mobile.until(() => mobile.kinds().includes("trouble"), "the trouble");
      const told = mobile.events.flatMap((event) => (event.kind === "trouble" ? [event.fault.code] : []));
      assert.deepEqual(told, ["line.no-sound"]);
      mobile.modem.faults.remove("uplink-stalls");
      await mobile.done(call.ended);
      await mobile.until(() => mobile.kinds().at(-1) === "ready", "it is back");
    }));

  it("a module pulled out in a call and plugged in again takes the next call", () =>
    on({}, async (mobile) => {
      await answered(mobile);
      mobile.modem.faults.add("port-vanishing");
      await mobile.until(() => gone(mobile).length > 0, "the end");
      await mobile.clock.pass(seconds(30));
      mobile.modem.faults.remove("port-vanishing");
      await mobile.until(() => mobile.kinds().at(-1) === "ready", "it is back");
      const told = mobile.events.flatMap((event) => (event.kind === "trouble" ? [event.fault.code] : []));
      assert.deepEqual(told, ["line.unplugged"]);
      await answered(mobile);
      await mobile.done(mobile.line.hangUp());
    }));

  it("a ring of which the list of calls knows nothing is not told", () =>
    on({}, async (mobile) => {
      await mobile.inject('\r\nRING\r\n\r\n+CLIP: "0199000042",129\r\n');
      await mobile.clock.pass(seconds(5));
      assert.deepEqual(mobile.kinds(), ["ready"]);
    }));

  it("NO CARRIER of nobody, or an answer too many, ends no call", () =>
    on({}, async (mobile) => {
      const call = await answered(mobile);
      for (const word of ["NO CARRIER", "OK", "BUSY", "+CLCC: 1,1,6,0,0", "ERROR", "VOICE CALL: END: 000001"]) {
        await mobile.inject(`\r\n${word}\r\n`);
        await mobile.clock.pass(seconds(3));
      }
      assert.deepEqual([call.state, gone(mobile)], ["talking", []]);
      await mobile.done(mobile.line.hangUp());
    }));

  it("who calls is told once, though glued to each ring", () =>
    on({ faults: ["glued-rings"] }, async (mobile) => {
      await mobile.rung(MME_ROUX);
      await mobile.clock.pass(seconds(12));
      const callers = mobile.events.flatMap((event) => (event.kind === "caller" ? [event.caller.number] : []));
      assert.deepEqual(callers, ["0199000042"]);
      await mobile.done(mobile.line.answer(seconds(5)));
      await mobile.done(mobile.line.hangUp());
    }));

  for (const fault of ["doubled-results", "mixed-replies", "slow-answers", "echo-on", "garbage-bytes"] as const)
    it(`with ${fault} a call is taken, put through and over as with none`, () =>
      on({ faults: [fault] }, async (mobile) => {
        amelieAnswers(mobile);
        const call = await answered(mobile);
        assert.equal(await dial(mobile), "answered");
        await mobile.done(mobile.line.transfer?.complete(() => undefined) ?? Promise.reject());
        assert.equal(call.state, "put-through");
        await mobile.done(mobile.line.hangUp());
        assert.deepEqual(gone(mobile), []);
      }));

  it("hears the keys of a caller, also while it speaks", () =>
    on({}, async (mobile) => {
      await answered(mobile, [{ wait: seconds(1) }, { key: "1" }, { wait: seconds(1) }, { key: "#" }]);
      await mobile.done(mobile.line.play(sound(babble(seconds(5))), never));
      const keys = mobile.events.flatMap((event) => (event.kind === "digit" ? [event.digit] : []));
      assert.deepEqual(keys, ["1", "#"]);
      await mobile.done(mobile.line.hangUp());
    }));

  it("turns a second caller away as busy, and tells of them", () =>
    on({}, async (mobile) => {
      const call = await answered(mobile);
      const second = mobile.exchange.call({ from: "+33199000043", to: LINE });
      assert.equal(await mobile.done(second.ended), "busy");
      const waiting = mobile.events.flatMap((event) => (event.kind === "waiting" ? [event.caller.number] : []));
      assert.deepEqual(waiting, ["0199000043"]);
      assert.equal(call.state, "talking");
      await mobile.done(mobile.line.hangUp());
    }));

  const amelieAnswers = (mobile: Mobile, hangsUpAfter = seconds(30)) =>
    mobile.exchange.mobile(AMELIE, {
      after: seconds(3),
      does: "answer",
      presses: [{ key: "1", after: seconds(2) }],
      hangsUpAfter,
    });
  const dial = (mobile: Mobile, ringFor = seconds(20)) => {
    assert.ok(mobile.line.transfer);
    return mobile.done(mobile.line.transfer.dial(AMELIE, ringFor, never));
  };

  it("holds the caller, rings another, and the network connects both where it may", () =>
    on({}, async (mobile) => {
      amelieAnswers(mobile);
      const call = await answered(mobile);
      assert.equal(await dial(mobile), "answered");
      assert.equal(call.state, "on-hold");
      await mobile.until(() => mobile.kinds().includes("digit"), "the key");
      await mobile.done(mobile.line.transfer?.complete(() => undefined) ?? Promise.reject());
      assert.equal(call.state, "put-through");
      assert.deepEqual(mobile.sim.calls, [], "the line is free");
      await mobile.done(mobile.line.hangUp());
      await mobile.clock.pass(seconds(5));
      assert.equal(call.state, "put-through", "and both go on without it");
    }));

  it("where it may not, all three are in conference until one leaves", () =>
    on({ services: { transfer: false } }, async (mobile) => {
      amelieAnswers(mobile);
      const call = await answered(mobile);
      assert.equal(await dial(mobile), "answered");
      const joined = mobile.line.transfer?.complete(() => undefined) ?? Promise.reject();
      await mobile.until(() => mobile.sim.calls.every(({ multiparty }) => multiparty), "the conference");
      assert.equal(call.state, "talking");
      await mobile.clock.pass(seconds(10));
      await mobile.done(joined);
      await mobile.done(mobile.line.hangUp());
      assert.equal(call.state, "ended");
    }));

  it("a module that only says that they are joined has joined nobody: the caller is back", () =>
    on({}, async (mobile) => {
      mobile.exchange.mobile(AMELIE, { after: seconds(2), does: "answer", hangsUpAfter: seconds(60) });
      const call = await answered(mobile);
      assert.equal(await dial(mobile), "answered");
      mobile.modem.faults.add("joins-in-vain");
      let joined = 0;
      const { transfer } = mobile.line;
      assert.ok(transfer);
      await assert.rejects(mobile.done(transfer.complete(() => void joined++)), { code: "line.not-joined" });
      assert.equal(joined, 0);
      await mobile.done(transfer.release());
      assert.equal(call.state, "talking");
      await mobile.done(mobile.line.hangUp());
    }));

  for (const [does, outcome] of [
    ["refuse", "busy"],
    ["busy", "busy"],
    ["ignore", "no-answer"],
  ] as const)
    it(`whoever is rung does not take it (${does}): the caller is back`, () =>
      on({}, async (mobile) => {
        mobile.exchange.mobile(AMELIE, { after: seconds(2), does });
        const call = await answered(mobile);
        assert.equal(await dial(mobile, seconds(8)), outcome);
        assert.equal(call.state, "talking");
        assert.equal(mobile.sim.calls.length, 1);
        await mobile.done(mobile.line.hangUp());
      }));

  it("a caller who leaves while they are held ends the other call too", () =>
    on({}, async (mobile) => {
      mobile.exchange.mobile(AMELIE, { after: seconds(2), does: "ignore" });
      const call = await answered(mobile);
      const dialled = mobile.line.transfer?.dial(AMELIE, seconds(30), never) ?? Promise.reject();
      await mobile.until(() => call.state === "on-hold", "the hold");
      call.hangUp();
      assert.equal(await mobile.done(dialled), "no-answer");
      assert.equal(gone(mobile).length, 1);
      await mobile.done(mobile.line.hangUp());
    }));

  it("an operator that knows no hold is no loss of the caller", () =>
    on({ services: { hold: false } }, async (mobile) => {
      const call = await answered(mobile);
      assert.equal(await dial(mobile), "failed");
      assert.equal(call.state, "talking");
      await mobile.done(mobile.line.hangUp());
    }));
});

describe("a call of a mobile line's own", () => {
  const prompt = babble(seconds(2));
  const place = (mobile: Mobile) => {
    assert.ok(mobile.line.place);
    const call = {
      ringFor: seconds(20),
      prompt: () => sound(prompt),
      keyWithin: seconds(4),
      keys: ["1", "2"] as const,
    };
    return mobile.line.place(AMELIE, call, never);
  };

  it("says what there is to say, and takes a key", () =>
    on({}, async (mobile) => {
      const amelie = mobile.exchange.mobile(AMELIE, {
        after: seconds(3),
        does: "answer",
        presses: [
          { key: "7", after: seconds(1) },
          { key: "2", after: seconds(4) },
        ],
      });
      assert.deepEqual(await mobile.done(place(mobile)), { end: "done", outcome: "key", key: "2" });
      assert.ok(findSaid(prompt, amelie.heard()));
    }));

  for (const [does, outcome] of [
    ["voicemail", "no-key"],
    ["refuse", "busy"],
    ["ignore", "no-answer"],
  ] as const)
    it(`whoever does not take it (${does}) did not`, () =>
      on({}, async (mobile) => {
        mobile.exchange.mobile(AMELIE, { after: seconds(3), does });
        assert.deepEqual(await mobile.done(place(mobile)), { end: "done", outcome, key: null });
      }));

  for (const when of ["while it rings", "while it is spoken"])
    it(`makes way for whoever calls ${when}`, () =>
      on({}, async (mobile) => {
        const amelie = mobile.exchange.mobile(AMELIE, { after: seconds(3), does: "answer" });
        const placed = place(mobile);
        const isDue = () => (when === "while it rings" ? amelie.ringing : amelie.state === "announced");
        await mobile.until(isDue, when);
        const call = mobile.exchange.call({ from: MME_ROUX, to: LINE });
        assert.equal((await mobile.done(placed)).end, "called");
        await mobile.until(() => mobile.kinds().includes("ring"), "the ring");
        await mobile.done(mobile.line.answer(seconds(5)));
        assert.equal(call.state, "talking");
        await mobile.done(mobile.line.hangUp());
      }));

  it("a look at the line says where its SIM is, and what may keep calls from coming", () =>
    on({ state: { technology: 2, ims: false } }, async (mobile) => {
      const told: string[] = [];
      assert.ok(mobile.line.trials);
      const look = mobile.line.trials.check(
        { hearLine: false },
        ({ code, what }) => told.push(`${code} ${what}`),
        never,
      );
      assert.equal(await mobile.done(look), "done");
      assert.deepEqual(told, [
        ...["port-open mobile", "answers ", "known sim7600", "registered Orange F, 3G, -71 dBm", "old-network 3G"],
        "no-volte ",
      ]);
    }));
});

describe("a mobile line's SIM and network", () => {
  const troubles = (mobile: Mobile) =>
    mobile.events.flatMap((event) => (event.kind === "trouble" ? [event.fault.code] : []));

  it("a PIN is said once, and never again once it was refused", async () => {
    const mobile = mobileLine({ state: { sim: "pin", pin: "1234" }, settings: { pin: "9999" } });
    await mobile.until(() => troubles(mobile).length > 0, "the refusal");
    await mobile.clock.pass(seconds(600));
    assert.deepEqual(troubles(mobile), ["line.pin-refused"]);
    assert.equal(mobile.modem.state.pinTries, 2);
    assert.ok(!mobile.modem.commands.some((command) => /CFUN|CRESET/.test(command)), "a reset would not open it");
    await mobile.close();
  });

  it("the right PIN opens it", () =>
    on({ state: { sim: "pin", pin: "1234" }, settings: { pin: "1234" } }, async () => undefined));

  it("a PIN that one SIM refused is tried on another, and not on the first when it comes back", async () => {
    const mobile = mobileLine({ state: { sim: "pin", pin: "1234" }, settings: { pin: "9999" } });
    await mobile.until(() => troubles(mobile).length > 0, "the refusal");
    const first = { ...mobile.modem.state };
    Object.assign(mobile.modem.state, { iccid: "8933020000000000029", pin: "9999", pinTries: 3 });
    await mobile.until(() => mobile.kinds().includes("ready"), "the other SIM is open");
    const other = mobile.modem.state.pinTries;
    Object.assign(mobile.modem.state, { ...first, sim: "pin" });
    mobile.modem.faults.add("port-vanishing");
    await mobile.clock.pass(seconds(3));
    mobile.modem.faults.remove("port-vanishing");
    await mobile.clock.pass(seconds(300));
    assert.deepEqual([other, mobile.modem.state.pinTries], [3, 2]);
    await mobile.close();
  });

  it("a SIM whose module was started anew is opened again", () =>
    on({ state: { sim: "pin", pin: "1234" }, settings: { pin: "1234" } }, async (mobile) => {
      mobile.modem.faults.add("port-vanishing");
      await mobile.until(() => troubles(mobile).length > 0, "the trouble");
      mobile.modem.faults.remove("port-vanishing");
      assert.equal(mobile.modem.state.sim, "pin");
      await mobile.until(() => mobile.kinds().at(-1) === "ready", "it is back");
    }));

  it("a PIN that is given later opens it within two minutes; one of the settings comes first", async () => {
    let given: string | null = null;
    const mobile = mobileLine({ state: { sim: "pin", pin: "1234" }, pin: async () => given });
    await mobile.until(() => troubles(mobile).length > 0, "the trouble");
    await mobile.clock.pass(seconds(1800));
    assert.deepEqual([troubles(mobile), mobile.modem.state.pinTries], [["line.sim-locked"], 3]);
    given = "1234";
    const since = mobile.clock.elapsed();
    await mobile.until(() => mobile.kinds().includes("ready"), "it is open");
    assert.ok(mobile.clock.elapsed() - since <= 120_000);
    await mobile.close();
    const both = { state: { sim: "pin", pin: "1234" }, settings: { pin: "1234" }, pin: async () => "9999" } as const;
    await on(both, async ({ modem }) => assert.equal(modem.state.pinTries, 3));
  });

  for (const [sim, code] of [
    ["absent", "line.no-sim"],
    ["puk", "line.sim-locked"],
    ["pin", "line.sim-locked"],
  ] as const)
    it(`a SIM that is ${sim} is told in words`, async () => {
      const mobile = mobileLine({ state: { sim } });
      await mobile.until(() => troubles(mobile).length > 0, "the trouble");
      assert.deepEqual(troubles(mobile), [code]);
      mobile.modem.state.sim = "ready";
      await mobile.until(() => mobile.kinds().includes("ready"), "it is put right");
      await mobile.close();
    });

  it("registration by LTE alone is one", () => on({ faults: ["creg-silent"] }, async () => undefined));

  it("an hour without coverage, and back", () =>
    on({}, async (mobile) => {
      Object.assign(mobile.modem.state, { creg: 2, cereg: 2 });
      mobile.sim.reachable = false;
      await mobile.until(() => troubles(mobile).length > 0, "the trouble");
      await mobile.clock.pass(seconds(3600));
      assert.deepEqual(troubles(mobile), ["line.no-network"]);
      Object.assign(mobile.modem.state, { creg: 1, cereg: 1 });
      mobile.sim.reachable = true;
      await mobile.until(() => mobile.kinds().at(-1) === "ready", "it is back");
      assert.ok(
        !mobile.modem.commands.some((command) => /CFUN|CRESET/.test(command)),
        "nothing is wrong with the module",
      );
      await mobile.rung(MME_ROUX);
      await mobile.done(mobile.line.answer(seconds(5)));
      await mobile.done(mobile.line.hangUp());
    }));

  it("a network that is missing at one look is not lost; at three of them it is told", () =>
    on({}, async (mobile) => {
      const away = (is: boolean) => Object.assign(mobile.modem.state, { creg: is ? 2 : 1, cereg: is ? 2 : 1 });
      for (let n = 0; n < 3; n++) {
        away(true);
        const looks = () => mobile.modem.commands.filter((command) => command === "AT+CREG?").length;
        const before = looks();
        await mobile.until(() => looks() > before, "a look");
        away(false);
        await mobile.clock.pass(seconds(70));
      }
      assert.deepEqual(troubles(mobile), []);
      away(true);
      const since = mobile.clock.elapsed();
      await mobile.until(() => troubles(mobile).length > 0, "the trouble");
      assert.ok(mobile.clock.elapsed() - since > 30_000);
      away(false);
      await mobile.until(() => mobile.kinds().at(-1) === "ready", "it is back");
    }));

  it("forwarding is set, and believed when the network says so", () =>
    on({ settings: { forwarding: "network" } }, async (mobile) => {
      const { divert } = mobile.line;
      assert.ok(divert && !mobile.line.transfer);
      await mobile.done(divert.set(AMELIE));
      assert.equal(mobile.sim.forwards.always?.to, AMELIE);
      await mobile.done(divert.clear());
      assert.equal(mobile.sim.forwards.always, undefined);
      assert.equal(await mobile.done(divert.now?.() ?? Promise.reject()), null);
      mobile.sim.forwards.always = { to: "0699999999", after: 20 };
      assert.equal(await mobile.done(divert.now?.() ?? Promise.reject()), "0699999999", "another device set it");
      mobile.sim.services = { ...mobile.sim.services, forwarding: false };
      await assert.rejects(mobile.done(divert.set(AMELIE)), { code: "line.divert-refused" });
    }));
});
