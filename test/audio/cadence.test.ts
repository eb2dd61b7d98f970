import assert from "node:assert/strict";
import { cadenceDetector } from "../../src/audio/cadence.ts";
import type { Pcm } from "../../src/audio/pcm.ts";
import { cadenceOf, type ProgressTone, progressTone, tonesOfCountry } from "../../src/audio/progress-tones.ts";
import { decoder, encode } from "../../src/audio/sample-formats.ts";
import type { CadenceTone } from "../../src/audio/tone-signatures.ts";
import { countryTones } from "../../src/audio/tone-table.ts";
import { dtmf, dtmfKeys, mix, tone } from "../../src/audio/tones.ts";
import { hertz, millis, seconds } from "../../src/kernel/units.ts";
import { ENGLISH, FRENCH, inTurn, noise, noisy, pause, said, speak } from "./sounds.ts";

const heard = (pcm: Pcm, country = "FR", size = 160): readonly (readonly [CadenceTone, number])[] => {
  const detector = cadenceDetector(country);
  return said((frame) => detector.feed(frame), pcm, size).flatMap(([t, at]) => (t ? [[t, at] as const] : []));
};
const beats = (hz: number, on: number, off: number, times: number, dbm0 = -12): Pcm =>
  inTurn(...Array.from({ length: times }, () => inTurn(tone([hertz(hz)], millis(on), { dbm0 }), pause(off))));

/** Noise 10 dB below a tone of −13 dBm0: a sine of that level has −19.1 dBov, two together have 3 dB more. */
const tenBelow = (country: string, kind: ProgressTone): number =>
  cadenceOf(tonesOfCountry(country)[kind]).some(({ hz }) => hz.length > 1) ? -26.1 : -29.1;

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

  for (const country of Object.keys(countryTones))
    for (const [kind] of table)
      it(`${country}: ${kind} is heard, and nothing else, 10 dB above the noise too (L16, L17)`, () => {
        for (const line of [-80, tenBelow(country, kind)]) {
          const all = heard(noisy(progressTone(kind, seconds(14), country, { dbm0: -13 }), line), country);
          assert.deepEqual([...new Set(all.map(([t]) => t))], [kind], `${line} dBov`);
          assert.ok((all[0]?.[1] ?? Infinity) <= 4500, `after ${all[0]?.[1]} ms`);
        }
      });

  for (const country of Object.keys(countryTones))
    it(`${country}: a second call that knocks is not the end (L16)`, () => {
      const ends = heard(progressTone("waiting", seconds(25), country), country).filter(([t]) => t !== "ringback");
      assert.deepEqual(ends, []);
    });

  const regular = ["busy", "congestion", "ringback"] as const;
  for (const country of ["FR", "GB", "US", "ES", "IT"])
    for (const kind of regular)
      for (const by of [0.91, 1.09])
        it(`${country}: ${kind} with a cadence ${Math.round(by * 100)} % as long, 10 dB above the noise (L17)`, () => {
          const cycle = cadenceOf(tonesOfCountry(country)[kind]);
          const once = inTurn(
            ...cycle.map(({ hz, ms }) => (hz.length ? tone(hz, millis(ms * by), { dbm0: -13 }) : pause(ms * by))),
          );
          const level = tenBelow(country, kind);
          const all = heard(noisy(inTurn(...Array.from({ length: 8 }, () => once)), level), country);
          assert.ok(
            all.some(([t]) => t === kind),
            String(all),
          );
        });

  it("a country that is not in the table has the tones of France", () => {
    assert.deepEqual([...new Set(heard(progressTone("busy", seconds(6)), "XX").map(([t]) => t))], ["busy"]);
  });

  describe("a fax that calls (L12)", () => {
    const fax = (hz: number, on: number, off: number, times: number, dbm0 = -12) => beats(hz, on, off, times, dbm0);
    for (const hz of [1064, 1085, 1100, 1115, 1136])
      for (const off of [3000, 3500])
        it(`${hz} Hz for 0.5 s, every ${off / 1000} s more, is heard at its second tone`, () => {
          const [first] = heard(inTurn(pause(700), fax(hz, 500, off, 3)));
          assert.equal(first?.[0], "fax");
          assert.ok((first?.[1] ?? Infinity) < 700 + 1000 + off + 200, `after ${first?.[1]} ms`);
        });
    for (const [on, off] of [
      [430, 2600],
      [570, 3400],
    ] as const)
      it(`${on} ms and ${off} ms, as far off as it may be`, () =>
        assert.equal(heard(fax(1100, on, off, 3))[0]?.[0], "fax"));
    it("faint, in noise, through G.711", () => {
      for (const line of [-60, -47]) assert.equal(heard(noisy(fax(1100, 500, 3000, 4, -30), line))[0]?.[0], "fax");
      const sent = decoder("alaw")(encode("alaw", noisy(fax(1100, 500, 3000, 3), -28)));
      assert.equal(heard(sent)[0]?.[0], "fax");
    });
    for (const country of Object.keys(countryTones))
      it(`on a line in ${country}`, () => assert.equal(heard(fax(1100, 500, 3000, 3), country)[0]?.[0], "fax"));

    const others: readonly (readonly [string, () => Pcm])[] = [
      ["one tone of 1100 Hz", () => inTurn(beats(1100, 500, 3000, 1), pause(6000))],
      ["a whistle that slides", () => inTurn(...[1000, 1050, 1100, 1150].map((hz) => tone([hertz(hz)], millis(300))))],
      ["a whistle of 1100 Hz, now and then", () => inTurn(beats(1100, 800, 1200, 6), beats(1100, 300, 2000, 6))],
      ["beeps of 1000 Hz each three seconds", () => beats(1000, 500, 3000, 6)],
      ["beeps of 1200 Hz each three seconds", () => beats(1200, 500, 3000, 6)],
      ["1100 Hz without end", () => tone([hertz(1100)], seconds(20))],
      ["1100 Hz each second", () => beats(1100, 500, 500, 20)],
    ];
    for (const [name, sound] of others)
      it(`is not ${name}`, () =>
        assert.deepEqual(
          heard(noisy(sound(), -55)).filter(([t]) => t === "fax"),
          [],
        ));
  });

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
