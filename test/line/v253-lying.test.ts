import assert from "node:assert/strict";
import fc from "fast-check";
import { frames } from "../../src/audio/pcm.ts";
import { millis, minutes, seconds } from "../../src/kernel/units.ts";
import type { FaultName } from "../../src/simulator/modems/v253/modem-faults.ts";
import { beep, voice } from "./calling.ts";
import { CALLER, LINE, simulated } from "./simulated.ts";

const faults: readonly FaultName[] = [
  "vls-in-vain",
  "relay-stuck",
  "mute-line",
  "says-vcon",
  "says-no-carrier",
  "double-ok",
  "refuses-sound",
  "ignores-sound",
  "refuses-listening",
  "mute-settings",
  "slow-answers",
  "stored-quiet",
  "stored-numeric",
  "lost-ok",
  "reset",
  "port-vanishing",
  "says-loop-break",
  "says-key",
];

type Step =
  | { readonly add: FaultName; readonly times: number }
  | { readonly remove: FaultName }
  | { readonly pass: number }
  | { readonly does: "call" | "answer" | "play" | "listen" | "stop" | "hangUp" };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ add: fc.constantFrom(...faults), times: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ remove: fc.constantFrom(...faults) }) },
  { weight: 3, arbitrary: fc.record({ pass: fc.constantFrom(20, 300, 2000, 7000) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constantFrom(
        "call" as const,
        "answer" as const,
        "play" as const,
        "listen" as const,
        "stop" as const,
        "hangUp" as const,
      ),
    }),
  },
);

/** Lives through the steps, then through an end of all lies, and takes one more call. */
async function live(steps: readonly Step[]): Promise<void> {
  const on = simulated({ dialect: "generic" });
  await on.until("ready");
  let stop = new AbortController();
  const begun: Promise<unknown>[] = [];
  const may = (work: Promise<unknown>) =>
    begun.push(work.catch((thrown) => assert.match(String(thrown.code), /^line\./, String(thrown))));
  const call = () =>
    on.exchange.call({
      from: CALLER,
      to: LINE,
      script: [{ wait: seconds(3) }, { say: voice(1000) }, { wait: seconds(3) }, { hangUp: true }],
    });
  for (const one of steps) {
    if ("add" in one) on.modem.faults.add(one.add, one.times);
    else if ("remove" in one) on.modem.faults.remove(one.remove);
    else if ("pass" in one) await on.clock.pass(millis(one.pass));
    else if (one.does === "call") call();
    else if (one.does === "answer") may(on.line.answer(seconds(5)));
    else if (one.does === "play") may(on.line.play(frames(beep(700)), stop.signal));
    else if (one.does === "hangUp") may(on.line.hangUp());
    else if (one.does === "stop") {
      stop.abort();
      stop = new AbortController();
    } else
      may(
        (async (signal) => {
          for await (const frame of on.line.listen({}, signal)) assert.equal(frame.length, 160);
        })(stop.signal),
      );
    await on.clock.pass(millis(20));
  }
  for (const fault of faults) on.modem.faults.remove(fault);
  stop.abort();
  await on.run(on.line.hangUp());
  const all = Promise.all(begun).then(() => true);
  assert.ok(await on.run(Promise.race([all, on.clock.sleep(minutes(2)).then(() => false)])), "something hangs");
  await on.run(on.line.hangUp());
  // Time for callers to give up, and for whatever brings the modem back.
  await on.clock.pass(minutes(3));
  assert.equal(on.hook(), "on", "off-hook and idle");
  assert.ok(on.story.lastIndexOf("ready") > on.story.lastIndexOf("trouble"), `not ready: ${on.story.join(", ")}`);
  const rings = on.story.filter((one) => one === "ring").length;
  call();
  await on.until("ring", rings + 1);
  await on.run(on.line.answer(seconds(5)));
  assert.equal(on.hook(), "off");
  await on.close();
  assert.equal(on.hook(), "on");
}

describe("an analog line whose modem lies", () => {
  it("never ends off-hook and idle, nor hangs, and takes the next call once the lies end (L1, L6, L7, L8, L14, R7)", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), (steps) =>
        live([{ does: "call" }, { pass: 2500 }, { does: "answer" }, { pass: 300 }, ...steps]),
      ),
      { numRuns: 40 },
    );
  }).timeout(120_000);
});
