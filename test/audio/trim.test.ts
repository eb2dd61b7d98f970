import assert from "node:assert/strict";
import { activeLevel } from "../../src/audio/levels.ts";
import type { Pcm } from "../../src/audio/pcm.ts";
import { progressTone } from "../../src/audio/progress-tones.ts";
import { dtmf, tone } from "../../src/audio/tones.ts";
import { trim } from "../../src/audio/trim.ts";
import { hertz, millis, seconds } from "../../src/kernel/units.ts";
import { FRENCH, inTurn, louder, noise, noisy, pause, speak } from "./sounds.ts";

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

  for (const level of [-22, -40, -50])
    for (const line of [-90, -75, -65])
      it(`a voice at ${level} dBov on a line of ${line} loses nothing of its ends (F10)`, () => {
        const faint = louder(voice, level - activeLevel(voice));
        const kept = trim(noisy(inTurn(pause(1500), faint, pause(1500)), line));
        const margins = (kept.length - voice.length) / 8;
        assert.ok(margins > 0 && margins < (level - line > 15 ? 800 : 2500), `${margins} ms round the voice`);
      });

  for (const above of [0, 2, 4])
    it(`a voice ${above} dB above the noise loses none of its words (L11)`, () => {
      const line = noisy(inTurn(pause(5000), louder(voice, -40 + above - activeLevel(voice)), pause(5000)), -40);
      assert.ok(trim(line).length >= voice.length, `${trim(line).length / 8} ms of ${voice.length / 8}`);
    });

  const beats = (hz: readonly number[], on: number, off: number): Pcm =>
    inTurn(
      ...Array.from({ length: 20 }, () =>
        inTurn(
          tone(
            hz.map((each) => hertz(each)),
            millis(on),
          ),
          pause(off),
        ),
      ),
    );
  const tails: readonly (readonly [string, () => Pcm])[] = [
    ["the British end", () => beats([400], 375, 375)],
    ["the American end", () => beats([480, 620], 500, 500)],
    ["an end of 0.2 s", () => beats([440], 200, 200)],
    ["a dial tone of two", () => beats([350, 440], 600, 0)],
    ["a howler", () => beats([1400, 2060, 2450, 2600], 100, 100)],
    ["hum", () => pause(9000).map((_, n) => Math.round(2300 * Math.sin((2 * Math.PI * 50 * n) / 8000)))],
    ["noise", () => noise(-35, 9000)],
  ];
  for (const [name, tail] of tails)
    it(`leaves no tail of ${name} (L16)`, () => {
      const kept = trim(noisy(inTurn(pause(500), voice, pause(400), tail()), -60));
      const margins = (kept.length - voice.length) / 8;
      assert.ok(margins > 50 && margins < 1100, `${margins} ms round the voice`);
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
