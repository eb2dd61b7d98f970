import type { Pcm } from "../../audio/pcm.ts";

/** A frame's bytes as samples. */
export type SoundEar = (bytes: Uint8Array) => Pcm;

/** So many frames on end that are noise at full strength are no voice: a second. */
const STATIC_FOR = 50;
/** So many frames on end sound better shifted by a byte: a byte was lost at the switching on. */
const SHIFTED_FOR = 5;
/** White noise changes from sample to sample by as much as it is loud; a voice, even a hissing one, by far less. */
const NOISE_STEP = 12_000;

/**
 * Hears what a module does to its sound: a byte that was lost, after which each sample is half of one and half of the
 * next, is made up for; static, which a bad switching on leaves until the module is started anew, is told once.
 */
export function soundEar(onStatic: () => void): SoundEar {
  let shift = false;
  let last = 0;
  let shifted = 0;
  let noisy = 0;
  return (bytes) => {
    const straight = samplesOf(bytes, null);
    const moved = samplesOf(bytes, last);
    last = bytes.at(-1) ?? 0;
    const [here, there] = shift ? [moved, straight] : [straight, moved];
    const [step, other] = [stepOf(here), stepOf(there)];
    shifted = step > NOISE_STEP / 4 && other < step / 4 ? shifted + 1 : 0;
    if (shifted >= SHIFTED_FOR) {
      shift = !shift;
      shifted = 0;
    }
    noisy = step > NOISE_STEP && other > NOISE_STEP ? noisy + 1 : 0;
    if (noisy === STATIC_FOR) onStatic();
    return shifted > 0 ? there : here;
  };
}

/** `before`: the byte before them, where each sample begins a byte early. */
function samplesOf(bytes: Uint8Array, before: number | null): Pcm {
  const at = before === null ? 0 : 1;
  const byte = (n: number) => (n < at ? (before ?? 0) : (bytes[n - at] ?? 0));
  return Int16Array.from({ length: bytes.length / 2 }, (_, n) => byte(n * 2) | (byte(n * 2 + 1) << 8));
}

/** How much it changes from sample to sample, on average. */
function stepOf(pcm: Pcm): number {
  let sum = 0;
  for (let n = 1; n < pcm.length; n++) sum += Math.abs((pcm[n] ?? 0) - (pcm[n - 1] ?? 0));
  return sum / Math.max(1, pcm.length - 1);
}
