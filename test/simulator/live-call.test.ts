import assert from "node:assert/strict";
import { ulawEncoded } from "../../src/audio/g711.ts";
import { type Pcm, silence } from "../../src/audio/pcm.ts";
import { tone } from "../../src/audio/tones.ts";
import { hertz, instant, millis, seconds } from "../../src/kernel/units.ts";
import type { LiveAnswer } from "../../src/simulator/control/control-messages.ts";
import { fromUlaw, placeLiveCall } from "../../src/simulator/control/live-call.ts";
import { pureTone } from "../../src/simulator/exchange/ear.ts";
import { createExchange } from "../../src/simulator/exchange/exchange.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";
import { BOX, MOBILE } from "./bench.ts";

const E164 = `+33${MOBILE.slice(1)}`;

/** A live call to a mobile, or to the box, and all that was told of it. */
function aCall(to: string) {
  const clock = new VirtualClock(instant(Date.UTC(2025, 2, 3, 9, 0)));
  const exchange = createExchange({ clock });
  const boxHeard: Pcm[] = [];
  const box = exchange.socket(BOX, { callerIdAt: "never" });
  box.plug({ wire: () => undefined, say: () => silence(millis(20)), hear: (frame) => void boxHeard.push(frame) });
  const told: LiveAnswer[] = [];
  const hello = tone([hertz(600)], millis(200));
  const live = placeLiveCall({ exchange, from: "+33199000077", to, mobiles: [E164], hello }, (answer) =>
    told.push(answer),
  );
  const heard = () => told.flatMap((answer) => (answer.of === "heard" ? [...fromUlaw(answer.ulaw)] : []));
  const states = () =>
    told.flatMap((answer) => (answer.of === "mobiles" ? answer.mobiles.map(({ state }) => state) : []));
  const tonesOf = (frames: readonly Pcm[]) => [...new Set(frames.map(pureTone).filter((hz) => hz !== null))];
  return { clock, exchange, box, boxHeard, live, told, heard, states, tonesOf };
}

/** The frames of what was told. */
const framesOf = (samples: readonly number[]): Pcm[] =>
  Array.from({ length: Math.floor(samples.length / 160) }, (_, n) =>
    Int16Array.from(samples.slice(n * 160, n * 160 + 160)),
  );

describe("a live call", () => {
  it("lets the caller hear the ringing before anybody answers, as it goes on", async () => {
    const { clock, live, heard, tonesOf } = aCall(BOX);
    await clock.pass(seconds(2));
    assert.ok(heard().length >= 1.8 * 8000, `${heard().length} samples`);
    const [hz] = tonesOf(framesOf(heard()));
    assert.ok(hz !== undefined && Math.abs(hz - 440) < 10, `a ringing tone of ${hz} Hz`);
    assert.equal(live.call.heard().length, 0, "which is no part of the call");
  });

  it("takes words and keys while it goes on, and hangs up with its owner", async () => {
    const { clock, box, boxHeard, live, tonesOf } = aCall(BOX);
    await clock.pass(seconds(2));
    box.offHook();
    const codes = Uint8Array.from(tone([hertz(1000)], millis(400)), (sample) => ulawEncoded[sample & 0xffff] ?? 0);
    live.say(fromUlaw(Buffer.from(codes).toString("base64")));
    await clock.pass(seconds(1));
    assert.ok(
      tonesOf(boxHeard).some((hz) => hz !== null && Math.abs(hz - 1000) < 10),
      "the box heard it",
    );
    live.press("5");
    await clock.pass(seconds(1));
    live.release();
    await clock.pass(millis(100));
    assert.equal(await live.call.ended, "caller");
    assert.deepEqual(
      live.call.events.map(({ kind }) => kind),
      ["rang", "answered", "key", "hung-up"],
    );
  });

  it("has a mobile wait for orders: it rings on, is answered, says hello, and is put down", async () => {
    const { clock, live, states, heard, tonesOf } = aCall(E164);
    await clock.pass(seconds(20));
    assert.deepEqual(states(), ["rings"]);
    live.order(E164, { act: "key", key: "1" });
    live.order(E164, { act: "hang-up" });
    await clock.pass(seconds(1));
    assert.deepEqual(states(), ["rings"], "what can't be done is not done");
    live.order(E164, { act: "answer" });
    await clock.pass(seconds(1));
    assert.ok(
      tonesOf(framesOf(heard())).some((hz) => hz !== null && Math.abs(hz - 600) < 10),
      "hello was heard",
    );
    live.order(E164, { act: "hang-up" });
    await clock.pass(millis(200));
    assert.deepEqual(states(), ["rings", "talks", "quiet"]);
    assert.equal(await live.call.ended, "called");
  });

  it("lets a mobile refuse, and do as it did before once its owner has gone", async () => {
    const { clock, exchange, live } = aCall(E164);
    exchange.mobile(MOBILE, { after: seconds(1), does: "answer" });
    await clock.pass(seconds(3));
    live.order(E164, { act: "refuse" });
    await clock.pass(millis(200));
    assert.equal(await live.call.ended, "busy");
    live.release();
    const next = exchange.call({ from: null, to: MOBILE });
    await clock.pass(seconds(2));
    assert.notEqual(await next.answered, null);
  });
});
