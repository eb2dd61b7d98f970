import { durationOf, samplesIn } from "../../audio/pcm.ts";
import { promptOf } from "../../audio/prompt.ts";
import { readWav, writeWav } from "../../audio/wav.ts";
import { asFault } from "../../kernel/fault.ts";
import { millis, minutes } from "../../kernel/units.ts";

/** Where a person cut it, in milliseconds of the upload. */
export interface Cut {
  readonly from: number;
  readonly until: number | null;
  /** Nobody need speak in it. */
  readonly music?: boolean;
}

export type Converted =
  | { readonly wav: Uint8Array }
  | { readonly refused: "not-a-sound" | "no-speech" | "too-long"; readonly what: string };

/** No caller listens for longer. */
const LONGEST = minutes(3);

/** A WAV file of any kind as an announcement: cut, without the silence at its ends, as loud as the others. */
export function convertSound(upload: Uint8Array, { from, until, music = false }: Cut): Converted {
  try {
    const whole = readWav(upload);
    const cut = whole.subarray(samplesIn(millis(from)), until === null ? undefined : samplesIn(millis(until)));
    if (durationOf(cut) > LONGEST) return { refused: "too-long", what: String(LONGEST / 1000) };
    const prompt = promptOf(cut, music);
    return prompt === null ? { refused: "no-speech", what: "" } : { wav: writeWav(prompt) };
  } catch (thrown) {
    return { refused: "not-a-sound", what: asFault(thrown, "audio.not-a-wav").message };
  }
}
