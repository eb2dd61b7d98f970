import assert from "node:assert/strict";
import type { Pcm } from "../../src/audio/pcm.ts";
import { progressTone } from "../../src/audio/progress-tones.ts";
import { dtmf } from "../../src/audio/tones.ts";
import { trim } from "../../src/audio/trim.ts";
import { millis, seconds } from "../../src/kernel/units.ts";
import { FRENCH, inTurn, noise, noisy, pause, speak } from "./sounds.ts";

describe("trimming a message", () => {
  let voice: Pcm;
  before(async () => {
    const spoken = await speak(FRENCH, "fr");
    const loud = (x: number): boolean => Math.abs(x) > 300;
    voice = spoken.slice(spoken.findIndex(loud), spoken.findLastIndex(loud) + 1);
  });

  const endings: readonly (readonly [string, () => Pcm])[] = [
    ["nothing", () => pause(0)],
    ["silence", () => pause(4000)],
    ["two cycles of busy", () => inTurn(pause(300), progressTone("busy", millis(2060)))],
    ["busy, cut in a beat", () => inTurn(pause(300), progressTone("busy", millis(5150)))],
    ["congestion", () => inTurn(pause(300), progressTone("congestion", millis(1200)))],
    ["dial tone", () => inTurn(pause(300), progressTone("dial", seconds(3)))],
    ["silence, then busy, then silence", () => inTurn(pause(3000), progressTone("busy", seconds(4)), pause(2000))],
    ["the key that ends it", () => inTurn(pause(500), dtmf(["#"]))],
    [
      "a short key, the recording stopped at once",
      () => inTurn(pause(400), dtmf(["#"], { on: millis(45), off: millis(0) })),
    ],
  ];
  for (const line of [-90, -60, -42])
    for (const [name, ending] of endings)
      it(`before: silence; after: ${name}; noise at ${line} dBov`, () => {
        const kept = trim(noisy(inTurn(pause(1500), voice, ending()), line));
        const margins = (kept.length - voice.length) / 8;
        assert.ok(margins > 150 - 200 * Number(name === "nothing") && margins < 430, `${margins} ms round the voice`);
      });

  it("keeps every sample of the voice, pauses and a tone within", () => {
    const message = inTurn(voice, pause(3000), progressTone("busy", seconds(3)), pause(1000), voice);
    assert.deepEqual(trim(inTurn(message, pause(200))).subarray(0, message.length), message);
  });

  it("leaves nothing of silence, noise, or tones alone", () => {
    for (const sound of [pause(0), pause(3000), noise(-45, 5000), progressTone("busy", seconds(6)), dtmf(["#"])])
      assert.equal(trim(sound).length, 0);
  });
});
