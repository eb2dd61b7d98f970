import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { convertSound } from "../../src/admin/sound/convert-sound.ts";
import { activeLevel } from "../../src/audio/levels.ts";
import { type Pcm, RATE } from "../../src/audio/pcm.ts";
import { readWav, writeWav } from "../../src/audio/wav.ts";
import { shipped } from "../announcements/project.ts";
import { FRENCH, inTurn, louder, noise, noisy, pause, speak } from "../audio/sounds.ts";

const whole = { from: 0, until: null };

describe("a sound that a person uploads", () => {
  let voice: Pcm;
  before(async () => {
    const spoken = await speak(FRENCH, "fr");
    const loud = (x: number): boolean => Math.abs(x) > 300;
    voice = spoken.slice(spoken.findIndex(loud), spoken.findLastIndex(loud) + 1);
  });

  for (const dbfs of [-22, -40, -55])
    it(`a voice at ${dbfs} dBFS loses nothing of its ends, and is as loud as the others (F10)`, () => {
      const faint = louder(voice, dbfs - activeLevel(voice));
      const made = convertSound(writeWav(inTurn(pause(900), faint, pause(900))), whole);
      assert.ok("wav" in made, JSON.stringify(made));
      const sound = readWav(made.wav);
      assert.ok(sound.length >= voice.length, `${(voice.length - sound.length) / 8} ms lost`);
      assert.ok(Math.abs(activeLevel(sound) + 22) < 3, `${activeLevel(sound)} dBov`);
    });

  it("with an odd chunk and no byte that fills it up (F10)", () => {
    const wav = writeWav(voice);
    const odd = Uint8Array.of(0x4c, 0x49, 0x53, 0x54, 3, 0, 0, 0, 1, 2, 3);
    const made = convertSound(Uint8Array.from([...wav.subarray(0, 36), ...odd, ...wav.subarray(36)]), whole);
    assert.ok("wav" in made);
  });

  it("music on hold needs no voice, and is as loud as the announcements; silence is none", async () => {
    const music = writeWav(
      readWav(await readFile(join(shipped, "music.wav")))
        .subarray(0, 4 * RATE)
        .map((x) => x / 3),
    );
    const kept = convertSound(music, { ...whole, music: true });
    assert.ok("wav" in kept);
    const loud = activeLevel(readWav(kept.wav));
    assert.ok(loud > -23 && loud < -21, `${loud} dBov`);
    const silent = writeWav(new Int16Array(2 * RATE));
    assert.deepEqual(convertSound(silent, { ...whole, music: true }), { refused: "no-speech", what: "" });
  });

  it("noise and silence are no announcement, however faint", () => {
    for (const sound of [pause(3000), noise(-60, 3000), noisy(pause(3000), -30)])
      assert.deepEqual(convertSound(writeWav(sound), whole), { refused: "no-speech", what: "" });
  });
});
