import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { demoSound } from "../../src/app/paths.ts";
import { cadenceDetector } from "../../src/audio/cadence.ts";
import { concat, FRAME, FRAME_SAMPLES, type Pcm, samplesIn, silence } from "../../src/audio/pcm.ts";
import { progressTone } from "../../src/audio/progress-tones.ts";
import { countryTones } from "../../src/audio/tone-table.ts";
import { tone } from "../../src/audio/tones.ts";
import { readWav } from "../../src/audio/wav.ts";
import { hertz, millis, seconds } from "../../src/kernel/units.ts";
import { followLeg, justDialled } from "../../src/line/v253/call-progress.ts";
import { legSounds } from "../../src/line/v253/leg-sounds.ts";
import { mumbled } from "../../src/simulator/exchange/mobile-phone.ts";
import { noisy, speak } from "../audio/sounds.ts";

/** How long it is taken for a voice, in milliseconds, after a second of a still line. */
function voiceIn(sound: Pcm, country = "FR"): number {
  const soundOf = legSounds(country);
  const line = noisy(concat([silence(seconds(1)), sound, silence(seconds(1))]), -60);
  let ms = 0;
  for (let at = 0; at + FRAME_SAMPLES <= line.length; at += FRAME_SAMPLES)
    if (soundOf(line.subarray(at, at + FRAME_SAMPLES)) === "voice") ms += 20;
  return ms;
}

/** 2100 Hz whose phase is reversed every 450 ms, as a modem answers (ITU-T V.25). */
const answerTone = (ms: number): Pcm =>
  new Int16Array(ms * 8).map((_, n) => {
    const turned = Math.floor(n / 3600) % 2 === 0 ? 1 : -1;
    return Math.round(turned * 5000 * Math.sin((2 * Math.PI * 2100 * n) / 8000));
  });

describe("what a second leg sounds like (sister of L16)", () => {
  for (const country of Object.keys(countryTones).slice(0, 14))
    for (const kind of ["ringback", "busy", "congestion", "special-information", "waiting"] as const)
      it(`${kind} of ${country} is no voice on a French line`, () =>
        assert.ok(voiceIn(progressTone(kind, seconds(12), country)) < 300));

  it("a modem's answer tone is no voice", () => assert.ok(voiceIn(answerTone(3300)) < 300));
  it("a steady tone of no country is no voice", () => assert.ok(voiceIn(tone([hertz(610)], millis(4000))) < 300));
  it("somebody who speaks is one", async () => {
    assert.ok(voiceIn(mumbled(1500)) > 500);
    assert.ok(voiceIn(await speak("Oui, allô ? Qui est à l'appareil ?", "fr")) > 500);
    assert.ok(voiceIn(await speak("Hello, who is calling please?", "en")) > 500);
  });
});

describe("a second call that knocks", () => {
  for (const country of Object.keys(countryTones))
    it(`is never the end of the first, by its tone in ${country}`, () => {
      const detector = cadenceDetector(country);
      const heard = new Set<string | null>();
      const knocks = concat([silence(seconds(2)), progressTone("waiting", seconds(40), country)]);
      for (let at = 0; at + FRAME_SAMPLES <= knocks.length; at += FRAME_SAMPLES)
        heard.add(detector.feed(knocks.subarray(at, at + FRAME_SAMPLES)));
      heard.delete(null);
      heard.delete("ringback");
      assert.deepEqual([...heard], []);
    });

  it("a short word is an answer before it is over", async () => {
    const allo = readWav(await readFile(demoSound("mobile-fr")));
    const soundOf = legSounds("FR");
    const ring = concat([tone([hertz(440)], millis(1500)), silence(seconds(2))]);
    const heard = concat([ring, allo]);
    let leg = justDialled;
    let at = 0;
    for (; at + FRAME_SAMPLES <= heard.length && leg.outcome === null; at += FRAME_SAMPLES) {
      const sound = soundOf(heard.subarray(at, at + FRAME_SAMPLES));
      leg = followLeg(leg, { kind: "heard", sound, lasting: FRAME }, seconds(25));
    }
    assert.equal(leg.outcome, "answered");
    assert.ok(at - ring.length < samplesIn(millis(600)), `${(at - ring.length) / 8} ms after the first sound`);
  });
});
