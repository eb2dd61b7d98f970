import assert from "node:assert/strict";
import fc from "fast-check";
import { activeLevel } from "../../src/audio/levels.ts";
import type { Pcm } from "../../src/audio/pcm.ts";
import { silenceDetector } from "../../src/audio/silence.ts";
import { millis } from "../../src/kernel/units.ts";
import { FRENCH, inTurn, louder, noise, noisy, pause, said, speak } from "./sounds.ts";

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

  it("any chunking gives the same", () => {
    const line = noisy(inTurn(voice, pause(3000)), -50);
    const whole = silences(line, 1000).length;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), (size) => silences(line, 1000, size).length === whole),
      { numRuns: 20 },
    );
  });
});
