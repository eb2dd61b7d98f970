import assert from "node:assert/strict";
import { highPass } from "../../src/audio/filter.ts";
import { activeLevel, level, peakOf } from "../../src/audio/levels.ts";
import { dbov } from "../../src/audio/noise-floor.ts";
import type { Pcm } from "../../src/audio/pcm.ts";
import { beep, tone } from "../../src/audio/tones.ts";
import { hertz, millis, seconds } from "../../src/kernel/units.ts";
import { FRENCH, inTurn, louder, noise, pause, speak } from "./sounds.ts";

const near = (got: number, wanted: number, by: number): void =>
  assert.ok(Math.abs(got - wanted) <= by, `${got}, wanted ${wanted} ± ${by}`);

describe("levels", () => {
  let voice: Pcm;
  before(async () => {
    voice = await speak(FRENCH, "fr");
  });

  it("a full-scale sine is −3 dBov and +3.14 dBm0", () => {
    const full = tone([hertz(1000)], seconds(2), { dbm0: 3.14 });
    near(dbov(full), -3.01, 0.1);
    near(activeLevel(full), -3.01, 0.1);
    near(peakOf(full), 0, 0.01);
  });

  it("pauses do not count in the active level (P.56)", () => {
    const whole = activeLevel(voice);
    near(activeLevel(inTurn(voice, pause(20_000), voice)), whole, 0.3);
    near(activeLevel(louder(voice, -10)), whole - 10, 0.4);
    assert.ok(dbov(inTurn(voice, pause(20_000))) < whole - 3, "the plain mean does fall");
  });

  it("levels soft and loud speech alike, in one gain, with no peak above −3 dB", () => {
    for (const by of [-25, -10, 0]) {
      const levelled = level(louder(voice, by));
      near(activeLevel(levelled), -22, 0.5);
      assert.ok(peakOf(levelled) <= -2.99, `${peakOf(levelled)}`);
    }
  });

  it("gives up loudness rather than clip", () => {
    const clicked = louder(voice, -20).with(4000, 32000);
    const levelled = level(clicked);
    near(peakOf(levelled), -3, 0.01);
    assert.ok(activeLevel(levelled) < -30);
  });

  it("leaves silence alone", () => assert.deepEqual(level(pause(500)), pause(500)));

  it("the beep rises and falls without a click", () => {
    const sound = beep();
    assert.equal(sound.length, 3200);
    assert.ok(Math.abs(sound[0] as number) < 50 && Math.abs(sound.at(-1) as number) < 50);
  });
});

describe("high-pass", () => {
  const through = (hz: number): number => {
    const sound = tone([hertz(hz)], seconds(1), { ramp: millis(0) });
    return dbov(highPass(180)(sound), 1600) - dbov(sound, 1600);
  };
  it("is 3 dB down at its corner, 24 dB two octaves below, nothing above", () => {
    near(through(180), -3, 0.2);
    near(through(45), -24.2, 0.7);
    near(through(1000), 0, 0.05);
  });
  it("any chunking gives the same", () => {
    const sound = noise(-20, 300);
    const filter = highPass(150);
    assert.deepEqual(inTurn(filter(sound.subarray(0, 7)), filter(sound.subarray(7))), highPass(150)(sound));
  });
});
