import assert from "node:assert/strict";
import fc from "fast-check";
import { activeLevel } from "../../src/audio/levels.ts";
import type { Pcm } from "../../src/audio/pcm.ts";
import { silenceDetector } from "../../src/audio/silence.ts";
import { tone } from "../../src/audio/tones.ts";
import { hertz, millis } from "../../src/kernel/units.ts";
import { ENGLISH, FRENCH, inTurn, louder, noise, noisy, pause, said, speak } from "./sounds.ts";

const silences = (pcm: Pcm, after = 2000, size = 160): readonly number[] => {
  const detector = silenceDetector({ after: millis(after) });
  return said((frame) => detector.feed(frame), pcm, size).flatMap(([silent, at]) => (silent ? [at] : []));
};

describe("silence", () => {
  let voice: Pcm;
  before(async () => {
    const spoken = await speak(FRENCH, "fr");
    voice = louder(spoken, -22 - activeLevel(spoken));
  });

  for (const level of [-100, -60, -50, -42, -35])
    it(`with ${level} dBov of noise: tells the silence after speech, once, and none in it`, () => {
      const spoken = voice.length / 8;
      const line = noisy(inTurn(pause(1000), voice, pause(6000)), level);
      const at = silences(line);
      assert.equal(at.length, 1, `at ${at}`);
      const late = (at[0] ?? 0) - 1000 - spoken - 2000;
      assert.ok(late > -700 && late < 300, `${late} ms late`);
    });

  it("tells each silence anew", () => {
    assert.equal(silences(noisy(inTurn(pause(5000), voice, pause(5000), voice, pause(5000)), -55)).length, 3);
  });

  it("tells silence on a line where nobody ever speaks, however loud its noise", () => {
    for (const level of [-100, -60, -35]) assert.deepEqual(silences(noise(level, 5000)), [2000]);
  });

  it("gets used to noise that begins in the middle", () => {
    const at = silences(inTurn(noise(-62, 3000), noise(-38, 12_000)), 2500);
    assert.equal(at.at(0), 2500);
    assert.ok(at.length === 2 && (at[1] ?? 0) < 10_000, `${at}`);
  });

  it("a click doesn't break a silence", () => {
    const clicked = noise(-55, 6000).map((x, n) => (n % 7000 < 20 ? 15000 : x));
    assert.deepEqual(silences(clicked), [2000]);
  });

  it("hears a faint voice", () => {
    const line = noisy(inTurn(pause(500), louder(voice, -20)), -64);
    assert.deepEqual(silences(line), []);
  });

  for (const speaker of ["fr", "fr+f4", "en", "en+m5"])
    for (const above of [0, 2, 6])
      it(`${speaker}: does not fall silent in a voice ${above} dB above the noise (L11)`, async () => {
        const spoken = await speak(speaker.startsWith("fr") ? FRENCH : ENGLISH, speaker);
        const twice = inTurn(spoken, pause(300), spoken);
        const line = noisy(inTurn(pause(1000), louder(twice, -40 + above - activeLevel(twice))), -40);
        assert.deepEqual(silences(line, 8000), []);
      });

  const beats = (hz: readonly number[], on: number, off: number): Pcm =>
    inTurn(
      ...Array.from({ length: Math.ceil(16_000 / (on + off)) }, () =>
        inTurn(
          tone(
            hz.map((each) => hertz(each)),
            millis(on),
          ),
          pause(off),
        ),
      ),
    );
  const ends: readonly (readonly [string, () => Pcm])[] = [
    ["440 Hz in 0.2 s", () => beats([440], 200, 200)],
    ["440 Hz in 0.33 s", () => beats([440], 330, 330)],
    ["440 Hz in 0.6 s", () => beats([440], 600, 600)],
    ["400 Hz in 0.375 s", () => beats([400], 375, 375)],
    ["480 and 620 Hz", () => beats([480, 620], 500, 500)],
    ["480 and 620 Hz, quick", () => beats([480, 620], 250, 250)],
    ["350 and 440 Hz without end", () => beats([350, 440], 1000, 0)],
    ["a howler", () => beats([1400, 2060, 2450, 2600], 100, 100)],
    ["a routing tone", () => beats([440], 50, 50)],
    ["hum of 50 Hz", () => pause(16_000).map((_, n) => Math.round(2300 * Math.sin((2 * Math.PI * 50 * n) / 8000)))],
    [
      "hum with its overtones",
      () =>
        pause(16_000).map((_, n) =>
          [50, 100, 150, 250, 350].reduce(
            (sum, hz) => sum + Math.round(500 * Math.sin((2 * Math.PI * hz * n) / 8000)),
            0,
          ),
        ),
    ],
    ["noise", () => noise(-26, 16_000)],
  ];
  for (const [name, end] of ends)
    it(`${name} after the caller is silence, and within 12 s (L16)`, () => {
      const talk = inTurn(voice, pause(300));
      for (const line of [-70, -50, -30]) {
        const at = silences(noisy(inTurn(talk, end()), line), 8000)[0] ?? Number.POSITIVE_INFINITY;
        const late = at - talk.length / 8;
        assert.ok(late > 6000 && late < 12_000, `${line} dBov: after ${late} ms`);
      }
    });

  it("any chunking gives the same", () => {
    const line = noisy(inTurn(voice, pause(3000)), -50);
    const whole = silences(line, 1000).length;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), (size) => silences(line, 1000, size).length === whole),
      { numRuns: 20 },
    );
  });
});
