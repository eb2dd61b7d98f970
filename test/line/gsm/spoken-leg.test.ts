import assert from "node:assert/strict";
import { concat, FRAME_SAMPLES, type Pcm } from "../../../src/audio/pcm.ts";
import type { PhoneNumber } from "../../../src/kernel/phone-number.ts";
import { seconds } from "../../../src/kernel/units.ts";
import type { RungOut, SpokenLeg, SpokenLegEvent } from "../../../src/line/line.ts";
import type { MobileBehaviour } from "../../../src/simulator/exchange/calls.ts";
import { gsmDialects } from "../../../src/simulator/modems/gsm/gsm-dialects.ts";
import { babble } from "../../bench/babble.ts";
import { findSaid } from "../../scenarios/ear.ts";
import { LINE, type MobileLineOptions, mobileLine, sound } from "./mobile-line.ts";

type Mobile = ReturnType<typeof mobileLine>;
const AMELIE = "+33639980001" as PhoneNumber;
const never = new AbortController().signal;
const HELLO = babble(seconds(3));
const answers: MobileBehaviour = { after: seconds(2), does: "answer", says: concat([new Int16Array(24_000), HELLO]) };

async function on(options: MobileLineOptions, play: (mobile: Mobile) => Promise<void>): Promise<void> {
  const mobile = mobileLine(options);
  await mobile.ready();
  await play(mobile);
  await mobile.close();
  assert.deepEqual(mobile.sim.calls, [], "the line is on-hook");
}

function ringing(mobile: Mobile, signal = never) {
  const { ringOut } = mobile.line;
  assert.ok(ringOut);
  const events: SpokenLegEvent[] = [];
  const rung: Promise<RungOut> = mobile.done(ringOut(AMELIE, seconds(10), (event) => events.push(event), signal));
  return { rung, events };
}

async function spoken(mobile: Mobile, behaviour: MobileBehaviour = answers) {
  mobile.exchange.mobile(AMELIE, behaviour);
  const { rung, events } = ringing(mobile);
  const { outcome, ...rest } = await rung;
  assert.equal(outcome, "answered");
  const { leg } = rest as { leg: SpokenLeg };
  return { leg, events };
}

/** Says it, and gives what was heard meanwhile. */
async function conversation(mobile: Mobile, leg: SpokenLeg, said: Pcm): Promise<Pcm> {
  const heard: Pcm[] = [];
  const stop = new AbortController();
  let at = 0;
  const spoke = leg.speak(
    {
      hear: (frame) => heard.push(frame),
      say() {
        const frame = at < said.length ? said.slice(at, at + FRAME_SAMPLES) : null;
        at += FRAME_SAMPLES;
        return frame;
      },
    },
    stop.signal,
  );
  await mobile.clock.pass(seconds(7));
  stop.abort();
  await mobile.done(spoke);
  return concat(heard);
}

describe("a call of a mobile line that is spoken with", () => {
  for (const dialect of Object.keys(gsmDialects).filter((name) => gsmDialects[name]?.sound))
    it(`goes both ways at once, and is freed: ${dialect}`, () =>
      on({ dialect }, async (mobile) => {
        const { leg, events } = await spoken(mobile);
        await mobile.done(leg.play(sound(babble(seconds(1))), never));
        const said = babble(seconds(4));
        const heard = await conversation(mobile, leg, said);
        assert.ok(findSaid(HELLO, heard), "they are heard");
        const [amelie] = mobile.exchange.mobiles;
        assert.ok(findSaid(said, amelie?.heard() ?? new Int16Array()), "and hear");
        assert.equal(mobile.modem.underruns, 0);
        await mobile.done(leg.hangUp());
        assert.deepEqual(mobile.sim.calls, []);
        assert.deepEqual(events, []);
        assert.ok(amelie?.calls[0]?.endedAt, "they are free too");
      }));

  it("tells of keys, and of whoever hangs up, once", () =>
    on({ faults: ["no-hang-up-notice"] }, async (mobile) => {
      const presses = [{ key: "1", after: seconds(1) }] as const;
      const { leg, events } = await spoken(mobile, { ...answers, presses, hangsUpAfter: seconds(4) });
      await mobile.until(() => events.length === 2, "key and end");
      assert.deepEqual(events, [
        { kind: "digit", digit: "1" },
        { kind: "gone", sign: "modem" },
      ]);
      await mobile.done(leg.hangUp());
      await mobile.done(leg.hangUp());
      assert.equal(events.length, 2);
    }));

  for (const [does, outcome] of [
    ["busy", "busy"],
    ["ignore", "no-answer"],
  ] as const)
    it(`waits for calls again when nobody takes it (${does})`, () =>
      on({}, async (mobile) => {
        mobile.exchange.mobile(AMELIE, { after: seconds(1), does });
        assert.deepEqual(await ringing(mobile).rung, { outcome });
        await mobile.rung(null);
      }));

  it("is given up when nobody wants it any more", () =>
    on({}, async (mobile) => {
      mobile.exchange.mobile(AMELIE, { after: seconds(8), does: "answer" });
      const stop = new AbortController();
      const { rung } = ringing(mobile, stop.signal);
      await mobile.clock.pass(seconds(3));
      stop.abort();
      assert.deepEqual(await rung, { outcome: "no-answer" });
      assert.deepEqual(mobile.sim.calls, []);
    }));

  it("that a caller came before is told as a failure of the line, and as nobody's silence", () =>
    on({}, async (mobile) => {
      mobile.exchange.mobile(AMELIE, { after: seconds(8), does: "answer" });
      const first = mobile.exchange.call({ from: "+33199000077", to: LINE });
      const { rung } = ringing(mobile);
      assert.deepEqual(await rung, { outcome: "failed" });
      await mobile.until(() => mobile.kinds().includes("ring"), "the caller is told of");
      await mobile.done(mobile.line.answer(seconds(5)));
      assert.equal(first.state, "talking");
      await mobile.done(mobile.line.hangUp());
    }));

  it("whoever calls the line meanwhile is turned away as busy, told once, and comes into no conversation", () =>
    on({}, async (mobile) => {
      const { leg, events } = await spoken(mobile);
      const second = mobile.exchange.call({ from: "+33199000077", to: LINE });
      await mobile.until(() => second.state === "ended", "the second is turned away");
      await mobile.clock.pass(seconds(5));
      const waiting = mobile.events.flatMap((event) => (event.kind === "waiting" ? [event.caller.number] : []));
      assert.deepEqual(waiting, ["0199000077"]);
      assert.deepEqual(events, []);
      assert.ok(!mobile.kinds().includes("ring"));
      assert.equal(mobile.sim.calls.length, 1);
      await mobile.done(leg.hangUp());
    }));

  it("or waits where that is the setting, and rings when the line is free", () =>
    on({ settings: { whenTaken: "waits" } }, async (mobile) => {
      const { leg, events } = await spoken(mobile);
      const second = mobile.exchange.call({ from: "+33199000077", to: LINE });
      await mobile.clock.pass(seconds(5));
      assert.equal(second.state, "ringing");
      assert.ok(!mobile.kinds().includes("ring"));
      await mobile.done(leg.hangUp());
      assert.deepEqual(events, []);
      await mobile.until(() => mobile.kinds().includes("ring"), "it rings");
      await mobile.done(mobile.line.answer(seconds(5)));
      assert.equal(second.state, "talking");
      await mobile.done(mobile.line.hangUp());
    }));

  it("a caller who came first is not passed over for it", () =>
    on({}, async (mobile) => {
      mobile.exchange.mobile(AMELIE, answers);
      await mobile.rung(null);
      await assert.rejects(ringing(mobile).rung, { code: "line.busy" });
      await mobile.done(mobile.line.hangUp());
    }));

  it("a module that fails in the middle of it is brought back, and whoever spoke over it is told", () =>
    on({}, async (mobile) => {
      const { leg, events } = await spoken(mobile);
      const spoke = conversation(mobile, leg, HELLO);
      mobile.modem.faults.add("port-vanishing");
      await spoke;
      assert.deepEqual(events, [{ kind: "gone", sign: "trouble" }]);
      await mobile.done(leg.hangUp());
      mobile.modem.faults.remove("port-vanishing");
      await mobile.until(() => mobile.kinds().at(-1) === "ready", "it is back");
      const again = await spoken(mobile);
      await mobile.done(again.leg.hangUp());
    }));

  it("of a module without sound is a failure, and no silence for anybody", () =>
    on({ faults: ["no-sound"] }, async (mobile) => {
      mobile.exchange.mobile(AMELIE, answers);
      assert.deepEqual(await ringing(mobile).rung, { outcome: "failed" });
      assert.deepEqual(mobile.sim.calls, []);
      await mobile.until(() => mobile.kinds().includes("trouble"), "it is started anew");
    }));
});
