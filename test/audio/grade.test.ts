import assert from "node:assert/strict";
import { soundOf } from "../../src/audio/grade.ts";
import { activeLevel } from "../../src/audio/levels.ts";
import type { Pcm } from "../../src/audio/pcm.ts";
import { decoder, encode } from "../../src/audio/sample-formats.ts";
import { dtmf, dtmfKeys, mix } from "../../src/audio/tones.ts";
import { millis } from "../../src/kernel/units.ts";
import { ENGLISH, FRENCH, inTurn, louder, noise, noisy, pause, speak, whispered } from "./sounds.ts";

const at = (pcm: Pcm, dbov: number): Pcm => louder(pcm, dbov - activeLevel(pcm));
const asAlaw = (pcm: Pcm): Pcm => decoder("alaw")(encode("alaw", pcm));
const message = (pcm: Pcm): Pcm => inTurn(pause(1500), pcm, pause(1500));

describe("what is to be heard in a recording", () => {
  for (const voice of ["fr", "fr+f4", "fr+m3", "en", "en+f2"])
    describe(voice, () => {
      let spoken: Pcm;
      before(async () => {
        spoken = await speak(voice.startsWith("fr") ? FRENCH : ENGLISH, voice);
      });

      it("a voice is one, loud and at −40 dBov", () => {
        for (const level of [-20, -30, -40]) assert.equal(soundOf(noisy(message(at(spoken, level)), -65)), "voice");
      });
      for (const above of [0, 2, 4])
        it(`is kept ${above} dB above the noise, as A-law too (L11)`, () => {
          const line = noisy(message(at(spoken, -40 + above)), -40);
          assert.notEqual(soundOf(line), "nothing");
          assert.notEqual(soundOf(asAlaw(line)), "nothing");
        });
      it("is kept as a whisper (L11)", () => {
        for (const level of [-35, -45, -55])
          assert.equal(soundOf(noisy(message(at(whispered(spoken), level)), -64)), "hardly-audible", `${level} dBov`);
        assert.notEqual(soundOf(noisy(message(at(whispered(spoken), -45)), -49)), "nothing");
      });
      it("is kept at −60 dBov on a silent line (L11)", () => {
        assert.notEqual(soundOf(message(at(spoken, -60))), "nothing");
      });
    });

  it("a cough, a sigh are kept, marked", () => {
    const sigh = noise(-30, 500).map((x, n) => Math.round(x * Math.sin((Math.PI * n) / 4000)));
    assert.equal(soundOf(noisy(inTurn(pause(3000), sigh, pause(3000)), -60)), "hardly-audible");
  });

  const beats = (hz: readonly number[], on: number, off: number): Pcm => {
    const one = inTurn(
      mix(
        hz.map((each) => ({ hz: each, dbm0: -13 })),
        millis(on),
        millis(3),
      ),
      pause(off),
    );
    return inTurn(...Array.from({ length: Math.ceil(15_000 / (on + off)) }, () => one));
  };
  const hum = (...hz: readonly number[]): Pcm =>
    pause(15_000).map((_, n) =>
      hz.reduce((sum, f) => sum + Math.round(600 * Math.sin((2 * Math.PI * f * n) / 8000)), 0),
    );
  const nothings: readonly (readonly [string, () => Pcm])[] = [
    ["silence", () => pause(10_000)],
    ["nothing at all", () => new Int16Array(0)],
    ["a moment of it", () => pause(15)],
    ["noise", () => noise(-40, 15_000)],
    ["noise that begins in the middle", () => inTurn(noise(-60, 6000), noise(-38, 6000))],
    ["noise that ends in the middle", () => inTurn(noise(-38, 6000), noise(-60, 6000))],
    ["busy", () => beats([440], 500, 500)],
    ["busy of 0.2 s", () => beats([440], 200, 200)],
    ["busy of 0.33 s", () => beats([440], 330, 330)],
    ["busy of 400 Hz", () => beats([400], 375, 375)],
    ["two tones at once", () => beats([480, 620], 500, 500)],
    ["a dial tone of two", () => beats([350, 440], 15_000, 0)],
    ["a howler", () => beats([1400, 2060, 2450, 2600], 100, 100)],
    ["a routing tone", () => beats([440], 50, 50)],
    ["a fax", () => beats([1100], 500, 3000)],
    ["hum", () => hum(50, 100, 150, 250)],
    ["hum of 60 Hz", () => hum(60, 120, 180, 300)],
    ["hum that begins in the middle", () => inTurn(pause(5000), hum(50, 150))],
    ["keys", () => inTurn(dtmf(dtmfKeys), dtmf(dtmfKeys, { on: millis(60), off: millis(60) }))],
    ["clicks", () => pause(15_000).map((_, n) => (n % 7000 < 20 ? 15_000 : 0))],
    [
      "the clunk of a receiver put down",
      () => pause(5000).map((_, n) => (n > 20_000 ? Math.round(9000 * Math.exp((20_000 - n) / 80) * Math.cos(n)) : 0)),
    ],
  ];
  for (const [name, sound] of nothings)
    it(`nothing in ${name}, whatever the line's noise (L11, L16)`, () => {
      for (const line of [-90, -60, -45, -27]) assert.equal(soundOf(noisy(sound(), line)), "nothing", `${line} dBov`);
      assert.equal(soundOf(asAlaw(noisy(sound(), -60))), "nothing", "A-law");
    });

  it("a voice before a tone is a voice, however long the tone", async () => {
    const words = await speak("Oui, bonjour, rappelez-moi", "fr");
    assert.equal(soundOf(noisy(inTurn(pause(500), at(words, -25), beats([400], 375, 375)), -55)), "voice");
  });
});
