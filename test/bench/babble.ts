import { type Pcm, samplesIn } from "../../src/audio/pcm.ts";
import type { Millis } from "../../src/kernel/units.ts";

const LOUD = 500;

/** Noise that swells and fades like syllables, loud from its first sample to its last. */
export function babble(duration: Millis): Pcm {
  let noise = 7;
  let slow = 0;
  return Int16Array.from({ length: samplesIn(duration) }, (_, n) => {
    noise = (noise * 48_271) % 2_147_483_647;
    slow = 0.7 * slow + 0.3 * (noise / 2_147_483_647 - 0.5);
    return Math.round(30_000 * slow * (0.6 + 0.4 * Math.sin(n / 300)));
  });
}

/** The first loud sample at or after `from`; -1 when there is none. */
export function firstLoud(sound: Pcm, from = 0): number {
  const at = sound.subarray(from).findIndex(isLoud);
  return at < 0 ? -1 : from + at;
}

/** Where the first `gap` of quiet at or after `from` begins: past the last loud sample before it. */
export function quietFrom(sound: Pcm, from: number, gap: number): number {
  let last = from;
  for (let at = from; at < sound.length && at - last < gap; at++) if (isLoud(sound[at] as number)) last = at;
  return last;
}

const isLoud = (sample: number): boolean => Math.abs(sample) > LOUD;
