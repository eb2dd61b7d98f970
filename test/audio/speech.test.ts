import assert from "node:assert/strict";
import { activeLevel } from "../../src/audio/levels.ts";
import type { Pcm } from "../../src/audio/pcm.ts";
import { progressTone } from "../../src/audio/progress-tones.ts";
import { decoder, encode } from "../../src/audio/sample-formats.ts";
import { hasSpeech } from "../../src/audio/speech.ts";
import { beep, dtmf, dtmfKeys, mix } from "../../src/audio/tones.ts";
import { millis, seconds } from "../../src/kernel/units.ts";
import { ENGLISH, FRENCH, inTurn, louder, noise, noisy, pause, random, speak } from "./sounds.ts";

const at = (pcm: Pcm, dbov: number): Pcm => louder(pcm, dbov - activeLevel(pcm));

describe("speech", () => {
  const voices = ["fr", "fr+f4", "fr+m3", "en", "en+f2", "en+m7"];
  for (const voice of voices)
    it(`is heard: ${voice}, loud, faint, in noise, in eight bits`, async () => {
      const spoken = await speak(voice.startsWith("fr") ? FRENCH : ENGLISH, voice);
      const message = (level: number): Pcm => inTurn(pause(800), at(spoken, level), pause(800));
      assert.ok(hasSpeech(at(spoken, -22)), "alone");
      assert.ok(hasSpeech(noisy(message(-22), -35)), "in noise");
      assert.ok(hasSpeech(noisy(message(-42), -60)), "faint");
      assert.ok(hasSpeech(decoder("u8")(encode("u8", noisy(message(-22), -50)))), "eight bits");
    });

  it("is heard in a few words, and among tones", async () => {
    const words = await speak("Oui, bonjour", "fr");
    assert.ok(hasSpeech(noisy(inTurn(pause(2000), at(words, -25), pause(2000)), -55)));
    assert.ok(hasSpeech(inTurn(beep(), pause(500), at(words, -25), progressTone("busy", seconds(3)))));
  });

  const pair = (low: number, high: number): Pcm =>
    mix(
      [low, high].map((hz) => ({ hz, dbm0: -13 })),
      millis(500),
      millis(5),
    );
  const clicks = (): Pcm => {
    const next = random(7);
    const sound = new Int16Array(120_000);
    for (let i = 0; i < 200; i++) {
      const from = Math.floor(next() * 119_000);
      for (let k = 0; k < 30; k++) sound[from + k] = Math.round(20_000 * Math.exp(-k / 5) * Math.cos(k));
    }
    return sound;
  };
  const hum = (): Pcm =>
    pause(15_000).map((_, n) =>
      [50, 100, 150, 250].reduce((sum, hz) => sum + Math.round(400 * Math.sin((2 * Math.PI * hz * n) / 8000)), 0),
    );

  const empties: readonly (readonly [string, () => Pcm])[] = [
    ["nothing", () => new Int16Array(0)],
    ["digital silence", () => pause(10_000)],
    ["noise", () => noise(-40, 15_000)],
    [
      "bursts of noise",
      () => inTurn(...Array.from({ length: 15 }, (_, i) => inTurn(noise(-15, 100 + 50 * i, i), pause(500)))),
    ],
    ["busy", () => progressTone("busy", seconds(12))],
    ["congestion", () => progressTone("congestion", seconds(12))],
    ["ringback", () => progressTone("ringback", seconds(12))],
    ["dial", () => progressTone("dial", seconds(12))],
    ["special information", () => progressTone("special-information", seconds(12))],
    ["an American busy tone", () => inTurn(...Array.from({ length: 10 }, () => inTurn(pair(480, 620), pause(500))))],
    ["keys", () => inTurn(dtmf(dtmfKeys), dtmf(dtmfKeys, { on: millis(300) }))],
    ["beeps", () => inTurn(...Array.from({ length: 5 }, () => inTurn(beep(), pause(1500))))],
    ["clicks", clicks],
    ["hum", hum],
    ["dial pulses", () => pause(10_000).map((_, n) => (n % 800 === 0 ? 20_000 : n % 800 === 480 ? -20_000 : 0))],
  ];
  for (const [name, sound] of empties)
    it(`is not in ${name}, whatever the line's noise`, () => {
      assert.equal(hasSpeech(sound()), false);
      for (const level of [-60, -45, -35]) assert.equal(hasSpeech(noisy(sound(), level)), false, `${level} dBov`);
    });
});
