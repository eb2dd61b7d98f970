// Makes the music on hold: `npm run build && node audio/make-music.mjs`. It is reckoned from the notes below and nobody's but ours.
// Four chords, plucked slowly over a soft pad, within what a telephone carries; its end leads into its beginning.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { level } from "../dist/src/audio/levels.js";
import { RATE } from "../dist/src/audio/pcm.js";
import { writeUlaw } from "./ulaw-file.mjs";

const BAR_S = 3.2;
/** By semitones from A 440: F major 7, D minor 7, G minor 7, C 7 sus 4, then once more with another end. */
const BARS = [
  { pad: [-16, -12, -9, -5], melody: [3, 7, 8, 7] },
  { pad: [-12, -9, -7, -4], melody: [0, 3, 5, 3] },
  { pad: [-14, -11, -7, -4], melody: [1, 5, 8, 5] },
  { pad: [-9, -4, -2, 1], melody: [3, 1, -2, 3] },
  { pad: [-16, -12, -9, -5], melody: [7, 8, 12, 8] },
  { pad: [-12, -9, -7, -4], melody: [5, 3, 0, 3] },
  { pad: [-14, -11, -7, -4], melody: [5, 1, -2, 1] },
  { pad: [-9, -5, -2, 3], melody: [3, -2, -5, -2] },
];
const hz = (semitones) => 440 * 2 ** (semitones / 12);
const length = Math.round(BARS.length * BAR_S * RATE);
const sound = new Float64Array(length);

/** Adds a tone of some partials, round the end into the beginning. */
function tone(from, seconds, frequency, loud, partials, shape) {
  const samples = Math.round(seconds * RATE);
  for (let n = 0; n < samples; n++) {
    const t = n / RATE;
    let x = 0;
    for (const [k, [multiple, part]] of partials.entries())
      if (frequency * multiple < 3400) x += part * Math.sin(2 * Math.PI * frequency * multiple * t + k);
    sound[(from + n) % length] += loud * shape(t, seconds) * x;
  }
}
/** A felt hammer: quickly there, slowly gone. */
const plucked = (t, seconds) => Math.min(1, t / 0.012) * Math.exp(-t * 1.9) * Math.min(1, (seconds - t) / 0.08);
const swelling = (t, seconds) => Math.sin((Math.PI * t) / seconds) ** 0.8;

for (const [bar, { pad, melody }] of BARS.entries()) {
  const begins = Math.round(bar * BAR_S * RATE);
  // Beyond the bar on either side, so that one chord becomes the next.
  for (const note of pad)
    tone(
      (begins + length - 3200) % length,
      BAR_S + 0.8,
      hz(note),
      0.11,
      [
        [1, 1],
        [2, 0.35],
        [3, 0.12],
      ],
      swelling,
    );
  for (const [n, note] of melody.entries())
    tone(
      begins + Math.round((n * BAR_S * RATE) / 4),
      2.2,
      hz(note),
      0.34,
      [
        [1, 1],
        [2, 0.4],
        [3, 0.18],
        [4, 0.07],
      ],
      plucked,
    );
}
const loudest = sound.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
const pcm = level(Int16Array.from(sound, (x) => (x / loudest) * 20_000));
await writeFile(join(import.meta.dirname, "music.wav"), writeUlaw(pcm));
console.log("music.wav", (pcm.length / RATE).toFixed(1), "s");
