import assert from "node:assert/strict";
import { cadenceDetector } from "../../src/audio/cadence.ts";
import type { Pcm } from "../../src/audio/pcm.ts";
import { type ProgressTone, progressTone, type ToneCountry } from "../../src/audio/progress-tones.ts";
import { decoder, encode } from "../../src/audio/sample-formats.ts";
import { dtmf, dtmfKeys, mix, tone } from "../../src/audio/tones.ts";
import { hertz, millis, seconds } from "../../src/kernel/units.ts";
import { ENGLISH, FRENCH, inTurn, noise, noisy, pause, said, speak } from "./sounds.ts";

const heard = (pcm: Pcm, country: ToneCountry = "FR", size = 160): readonly (readonly [ProgressTone, number])[] => {
  const detector = cadenceDetector(country);
  return said((frame) => detector.feed(frame), pcm, size).flatMap(([t, at]) => (t ? [[t, at] as const] : []));
};
const beats = (hz: number, on: number, off: number, times: number, dbm0 = -12): Pcm =>
  inTurn(...Array.from({ length: times }, () => inTurn(tone([hertz(hz)], millis(on), { dbm0 }), pause(off))));

describe("progress tones", () => {
  const table: readonly (readonly [ProgressTone, number])[] = [
    ["dial", 1900],
    ["busy", 2100],
    ["congestion", 1100],
    ["ringback", 1800],
    ["special-information", 1100],
  ];
  for (const country of ["FR", "DE"] as const)
    for (const [kind, within] of table) {
      it(`${country}: ${kind} is heard within ${within} ms, and nothing else is`, () => {
        const all = heard(progressTone(kind, seconds(12), country), country);
        assert.deepEqual([...new Set(all.map(([t]) => t))], [kind]);
        assert.ok((all[0]?.[1] ?? Infinity) <= within, `after ${all[0]?.[1]} ms`);
      });
      it(`${country}: ${kind} is heard after speech, faint, in noise, as µ-law, in odd chunks`, async () => {
        const faint = progressTone(kind, seconds(8), country, { dbm0: -35 });
        const line = noisy(inTurn(await speak("Merci, au revoir", "fr"), faint), -58);
        const asSent = decoder("ulaw")(encode("ulaw", line));
        assert.ok(heard(asSent, country, 37).some(([t]) => t === kind));
        assert.ok(heard(asSent, country, 37).every(([t]) => t === kind));
      });
    }

  it("dial is told once, ringback at each ring, busy every two cycles", () => {
    assert.equal(heard(progressTone("dial", seconds(10))).length, 1);
    assert.equal(heard(progressTone("ringback", seconds(10))).length, 2);
    assert.equal(heard(progressTone("busy", seconds(10))).length, 4);
  });

  for (const hz of [425, 440])
    for (const by of [0.92, 1, 1.08])
      it(`busy at ${hz} Hz, ${Math.round(by * 500)} ms`, () =>
        assert.ok(heard(beats(hz, 500 * by, 500 * by, 4)).some(([t]) => t === "busy")));

  const strangers: readonly (readonly [string, () => Pcm])[] = [
    ["beats of 380 ms", () => beats(440, 380, 380, 10)],
    ["beats of 650 ms", () => beats(440, 650, 650, 10)],
    ["a single beat of a second", () => beats(440, 1000, 4000, 3)],
    ["routing tone (50/50 ms)", () => beats(440, 50, 50, 80)],
    ["call waiting (300 ms each 10 s)", () => beats(440, 300, 10_000, 3)],
    ["busy at 400 Hz", () => beats(400, 500, 500, 6)],
    ["busy at 480 Hz", () => beats(480, 500, 500, 6)],
    [
      "a chord",
      () =>
        mix(
          [440, 554, 659].map((hz) => ({ hz, dbm0: -15 })),
          seconds(4),
          millis(5),
        ),
    ],
    ["a dial tone that swells", () => tone([hertz(440)], seconds(3), { ramp: millis(1500) }).subarray(0, 12_000)],
    ["a scale", () => inTurn(...[262, 294, 330, 349, 392, 440, 494, 523].map((hz) => tone([hertz(hz)], millis(500))))],
    ["a beep", () => beats(1000, 400, 2000, 4)],
    ["all keys", () => inTurn(dtmf(dtmfKeys), dtmf(dtmfKeys, { on: millis(500), off: millis(500) }))],
    ["fax calling", () => beats(1100, 500, 3000, 4)],
    ["noise", () => noise(-25, 20_000)],
    ["bursts of noise", () => inTurn(...Array.from({ length: 20 }, () => inTurn(noise(-20, 500), pause(500))))],
  ];
  for (const [name, sound] of strangers)
    it(`is not deceived by ${name}`, () => {
      assert.deepEqual(heard(sound()), []);
      assert.deepEqual(heard(noisy(sound(), -55)), []);
    });

  it("is not deceived by voices", async () => {
    for (const voice of ["fr", "fr+f4", "en", "en+f2"]) {
      const text = voice.startsWith("fr") ? FRENCH : ENGLISH;
      assert.deepEqual(heard(await speak(text, voice)), [], voice);
    }
  });

  it("a dial tone cut short by dialling is no ring", () => {
    assert.deepEqual(heard(inTurn(tone([hertz(440)], millis(1500)), dtmf(["0", "6", "1", "2"]))), []);
  });
});
