import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { activeLevel, level, peakOf } from "../../src/audio/levels.ts";
import { type Pcm, RATE } from "../../src/audio/pcm.ts";
import { powers } from "../../src/audio/spectrum.ts";
import { readWav } from "../../src/audio/wav.ts";
import { shipped } from "../announcements/project.ts";

const SIZE = 1024;

/** How loud a band is against all of the sound, in dB. */
function share(pcm: Pcm, from: number, until: number): number {
  const power = powers(SIZE);
  const sum = new Float64Array(SIZE / 2);
  const now = new Float64Array(SIZE / 2);
  for (let at = 0; at + SIZE <= pcm.length; at += SIZE / 2) {
    const frame = Float64Array.from(
      { length: SIZE },
      (_, n) => (pcm[at + n] as number) * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / SIZE)),
    );
    power(frame, now);
    for (let k = 1; k < SIZE / 2; k++) sum[k] = (sum[k] as number) + (now[k] as number);
  }
  const of = (low: number, high: number) =>
    sum.reduce((all, each, k) => ((k * RATE) / SIZE >= low && (k * RATE) / SIZE < high ? all + each : all), 0);
  return 10 * Math.log10(of(from, until) / of(0, RATE / 2));
}

/** What a caller who is hard of hearing needs, and what no voice has that is clear: from, to. */
const bounds = {
  "peak, dB below full scale": [-14, -3],
  "active speech level, dBov": [-23, -21],
  // Consonants live here. What is muffled has little of it; what buzzes or hisses has too much.
  "2 to 3.4 kHz against all, dB": [-21, -8],
  // A telephone carries none of it: hum, and loudness that is lost.
  "below 150 Hz against all, dB": [-60, -18],
  "samples at full scale": [0, 0],
  "length, s": [2, 25],
} as const;
type Measure = keyof typeof bounds;
type Bounds = Readonly<Record<Measure, readonly [number, number]>>;

/** Of the menu that a person of the team is led by: a word may be all, and a short sentence may have few consonants. */
const ofTheTeam: Bounds = { ...bounds, "2 to 3.4 kHz against all, dB": [-26, -4], "length, s": [0.5, 25] };

const measured = (pcm: Pcm): Readonly<Record<Measure, number>> => ({
  "peak, dB below full scale": peakOf(pcm),
  "active speech level, dBov": activeLevel(pcm),
  "2 to 3.4 kHz against all, dB": share(pcm, 2000, 3400),
  "below 150 Hz against all, dB": share(pcm, 0, 150),
  "samples at full scale": pcm.filter((x) => Math.abs(x) >= 32767).length,
  "length, s": pcm.length / RATE,
});

/** The measures that are out of bounds. */
function wrongWith(pcm: Pcm, within: Bounds = bounds): Measure[] {
  const found = measured(pcm);
  return (Object.keys(bounds) as Measure[]).filter(
    (each) => !(found[each] >= within[each][0] && found[each] <= within[each][1]),
  );
}

/** Mean power, in dB below full scale. */
const level10 = (pcm: Pcm): number =>
  10 * Math.log10(pcm.reduce((sum, x) => sum + x * x, 0) / pcm.length / 32768 ** 2 + 1e-12);

describe("the sounds that are shipped", () => {
  const sound = (language: string, kind: string): Pcm => readWav(readFileSync(join(shipped, language, `${kind}.wav`)));

  for (const language of ["fr", "en"])
    it(`are as loud, as clear and as long as a good announcement, in ${language}`, () => {
      const texts = JSON.parse(readFileSync(join(shipped, language, "texts.json"), "utf8")) as Record<string, string>;
      const heard = Object.keys(texts).filter((kind) => kind !== "screen");
      assert.ok(heard.length >= 20);
      for (const kind of heard) {
        const pcm = sound(language, kind);
        const within = kind.startsWith("phone-") ? ofTheTeam : bounds;
        assert.deepEqual(wrongWith(pcm, within), [], `${kind}: ${JSON.stringify(measured(pcm))}`);
      }
    });

  it("the music on hold is as loud as a voice, within what a telephone carries, gentle, and goes round without a gap", () => {
    const pcm = readWav(readFileSync(join(shipped, "music.wav")));
    const music: Bounds = { ...bounds, "2 to 3.4 kHz against all, dB": [-45, -12], "length, s": [20, 40] };
    assert.deepEqual(wrongWith(pcm, music), [], JSON.stringify(measured(pcm)));
    const loudness = (from: number): number => level10(pcm.subarray(from, from + RATE / 2));
    for (let at = 0; at + RATE / 2 <= pcm.length; at += RATE / 2)
      assert.ok(loudness(at) > -35, `${loudness(at)} dBov at ${at / RATE} s: no caller takes it for a dead line (G10)`);
    const step = Math.abs((pcm[0] ?? 0) - (pcm.at(-1) ?? 0));
    assert.ok(step < 2500, `its end and its beginning are ${step} apart: that would click`);
  });

  it("would not pass for good ones were they muffled, buzzing, humming, clipped, faint or cut short", () => {
    const good = sound("fr", "closed");
    const muffled = level(good.map((_, n) => [0, 1, 2, 3, 4, 5].reduce((sum, k) => sum + (good[n - k] ?? 0) / 6, 0)));
    const buzzing = level(Int16Array.from({ length: 5 * RATE }, (_, n) => (n % 64 === 0 ? 20_000 : 0)));
    const humming = level(good.map((x, n) => x + 1500 * Math.sin((2 * Math.PI * 100 * n) / RATE)));
    const clipped = good.map((x) => Math.max(-32768, Math.min(32767, 12 * x)));
    const table: readonly (readonly [string, Pcm, Measure])[] = [
      ["muffled", muffled, "2 to 3.4 kHz against all, dB"],
      ["buzzing", buzzing, "2 to 3.4 kHz against all, dB"],
      ["humming", humming, "below 150 Hz against all, dB"],
      ["clipped", clipped, "samples at full scale"],
      ["faint", good.map((x) => x / 4), "active speech level, dBov"],
      ["cut short", good.slice(0, RATE), "length, s"],
    ];
    for (const [what, pcm, measure] of table)
      assert.ok(wrongWith(pcm).includes(measure), `${what}: ${JSON.stringify(measured(pcm))}`);
  });
});
