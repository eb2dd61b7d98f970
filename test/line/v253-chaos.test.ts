import assert from "node:assert/strict";
import fc from "fast-check";
import { frames } from "../../src/audio/pcm.ts";
import { tone } from "../../src/audio/tones.ts";
import type { PhoneNumber } from "../../src/kernel/phone-number.ts";
import { hertz, millis, seconds } from "../../src/kernel/units.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";
import { rig, START } from "./rig.ts";
import { dle, type TinyModem, tinyModem } from "./tiny-modem.ts";

const TO = "+33699999999" as PhoneNumber;
const sound = () => frames(tone([hertz(800)], millis(700)));

type Operation = "answer" | "play" | "listen" | "dial" | "release" | "complete" | "hangUp";
type Step =
  | { readonly say: string | Uint8Array }
  | { readonly pass: number }
  | { readonly operate: Operation }
  | { readonly abort: true }
  | { readonly lose: true };

/** What a modem may well say in a call, and what none should. */
const events = fc.oneof(
  fc.constantFrom("RING", "NO CARRIER", "NMBR=0612345678", "NAME=X").map((words) => `\r\n${words}\r\n`),
  fc.constantFrom("b", "bb", "d", "l", "5", "/5~", "w", "u", "r", "R", "J").map(dle),
);
const nonsense = fc.oneof(
  fc.constantFrom("OK", "ERROR", "CONNECT", "BUSY").map((words) => `\r\n${words}\r\n`),
  fc.constantFrom("X", ".", "\x03", "\x10").map(dle),
  fc.uint8Array({ maxLength: 40 }),
);
const operations: readonly Operation[] = ["answer", "play", "listen", "dial", "release", "complete", "hangUp"];
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: events.map((say) => ({ say })) },
  { weight: 1, arbitrary: nonsense.map((say) => ({ say })) },
  { weight: 6, arbitrary: fc.constantFrom(1, 50, 300, 3000).map((pass) => ({ pass })) },
  { weight: 9, arbitrary: fc.constantFrom(...operations).map((operate) => ({ operate })) },
  { weight: 2, arbitrary: fc.constant({ abort: true } as const) },
  { weight: 1, arbitrary: fc.constant({ lose: true } as const) },
);

/** Plays the steps; nothing but faults may come of them. */
async function live(steps: readonly Step[]): Promise<{ modem: TinyModem; story: readonly string[]; ready: boolean }> {
  const clock = new VirtualClock(START);
  const modem = tinyModem(clock);
  const on = rig({ clock, open: modem.open, settings: { forwarding: "hook-flash" } });
  await on.until("ready");
  let stop = new AbortController();
  const begun: Promise<unknown>[] = [];
  const operate = (kind: Operation): Promise<unknown> => {
    const { line } = on;
    switch (kind) {
      case "answer":
        modem.say("\r\nRING\r\n");
        return clock.sleep(millis(10)).then(() => line.answer(seconds(2)));
      case "play":
        return line.play(sound(), stop.signal);
      case "listen":
        return (async () => {
          for await (const frame of line.listen({ silenceAfter: seconds(2) }, stop.signal)) {
            assert.equal(frame.length, 160);
          }
        })();
      case "dial":
        return line.transfer?.dial(TO, seconds(5), stop.signal) ?? Promise.resolve();
      case "release":
        return line.transfer?.release() ?? Promise.resolve();
      case "complete":
        return line.transfer?.complete(() => undefined) ?? Promise.resolve();
      case "hangUp":
        return line.hangUp();
    }
  };
  for (const one of steps) {
    if ("say" in one) modem.say(one.say);
    else if ("pass" in one) await clock.pass(millis(one.pass));
    else if ("lose" in one) modem.lose();
    else if ("abort" in one) {
      stop.abort();
      stop = new AbortController();
    } else {
      begun.push(
        operate(one.operate).catch((thrown) => {
          assert.match(String(thrown.code), /^line\./);
        }),
      );
    }
  }
  stop.abort();
  await on.run(on.line.hangUp());
  await on.run(Promise.all(begun));
  await on.run(on.line.hangUp());
  // Long enough for any recovery that is under way.
  await clock.pass(seconds(60));
  const ready = on.story.lastIndexOf("ready") > on.story.lastIndexOf("trouble");
  const { story } = on;
  await on.close();
  return { modem, story, ready };
}

describe("an analog line in any weather", () => {
  it("ends idle and on-hook after hangUp, whatever came in whatever order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const { modem, story, ready } = await live([{ operate: "answer" }, { pass: 300 }, ...steps]);
        assert.equal(modem.hook, "on");
        assert.ok(ready, `not ready again: ${story.join(", ")}`);
        assert.equal(
          story.filter((one) => one === "ready").length,
          story.filter((one) => one === "trouble").length + 1,
        );
      }),
      { numRuns: 60 },
    );
  }).timeout(60_000);
});
