import { readFile } from "node:fs/promises";
import { demoSound } from "../../src/app/paths.ts";
import { cadenceDetector } from "../../src/audio/cadence.ts";
import { dtmfReceiver } from "../../src/audio/dtmf.ts";
import { concat, FRAME_SAMPLES, type Pcm, RATE } from "../../src/audio/pcm.ts";
import { encode } from "../../src/audio/sample-formats.ts";
import { silenceDetector } from "../../src/audio/silence.ts";
import { readWav } from "../../src/audio/wav.ts";
import { seconds } from "../../src/kernel/units.ts";
import { AtParser, parseAt } from "../../src/serial/at-parser.ts";
import { shield, Unshielder } from "../../src/serial/dle.ts";
import type { Figure, Measurement } from "./figure.ts";

const RUNS = 9;
const MINUTE = 60 * RATE;
/** What a caller id looks like, and answers to commands. */
const TEXT =
  "\r\nRING\r\n\r\nDATE = 1123\r\n\r\nTIME = 1633\r\n\r\nNMBR = 0612345678\r\n\r\nOK\r\n\r\n+VCID: 1\r\n\r\nOK\r\n";

export const rates: Measurement = {
  about: "what a line brings at 8000 bytes a second, a minute of it at once: how many times faster it is taken in",
  async measure() {
    const speech = readWav(await readFile(demoSound("caller-fr")));
    const sound = repeated(speech, MINUTE);
    const frames = pieces(sound, FRAME_SAMPLES);
    // Noise in which a shielded byte is as frequent as any other.
    let noise = 7;
    const bytes = Uint8Array.from({ length: MINUTE }, () => {
      noise = (noise * 48_271) % 2_147_483_647;
      return noise >> 8;
    });
    const plain = pieces(bytes, FRAME_SAMPLES);
    const shielded = pieces(shield(bytes), FRAME_SAMPLES);
    const spoken = pieces(shield(encode("u8", sound)), FRAME_SAMPLES);
    const text = pieces(Buffer.from(TEXT.repeat(MINUTE / TEXT.length)), 32);
    return [
      multiple("DLE unshielding of noise", () => unshield(shielded)),
      multiple("DLE unshielding of speech", () => unshield(spoken)),
      multiple("DLE shielding of noise", () => plain.map(shield)),
      multiple("AT parsing, 32 bytes at a time", () => {
        const parser = new AtParser();
        return text.map((piece) => parseAt(parser, piece));
      }),
      multiple("detector of progress tones, on speech", () => fed(cadenceDetector(), frames)),
      multiple("detector of silence, on speech", () => fed(silenceDetector({ after: seconds(8) }), frames)),
      multiple("detector of keys, on speech", () => fed(dtmfReceiver(), frames)),
    ];
  },
};

function unshield(chunks: readonly Uint8Array[]): unknown {
  const unshielder = new Unshielder();
  return chunks.map((chunk) => unshielder.take(chunk, 0));
}

const fed = (detector: { feed(pcm: Pcm): unknown }, frames: readonly Pcm[]): unknown =>
  frames.map((frame) => detector.feed(frame));

/** `work` takes in what a line brings in a minute. */
function multiple(name: string, work: () => unknown): Figure {
  work();
  work();
  const values = Array.from({ length: RUNS }, () => {
    const begun = performance.now();
    work();
    return 60_000 / (performance.now() - begun);
  });
  return { name, unit: "×", values };
}

function repeated(sound: Pcm, length: number): Pcm {
  return concat(Array.from({ length: Math.ceil(length / sound.length) }, () => sound)).subarray(0, length);
}

function pieces<T extends Uint8Array | Int16Array>(whole: T, size: number): readonly T[] {
  return Array.from(
    { length: Math.ceil(whole.length / size) },
    (_, n) => whole.subarray(n * size, (n + 1) * size) as T,
  );
}
