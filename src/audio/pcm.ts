import { type Hertz, hertz, type Millis, millis } from "../kernel/units.ts";

/** Telephone sound inside the appliance: signed 16-bit linear, mono, 8000 samples a second. */
export type Pcm = Int16Array;

export const RATE: Hertz = hertz(8000);
/** The frame everything works in: 20 ms. */
export const FRAME: Millis = millis(20);
export const FRAME_SAMPLES = 160;

export const durationOf = (sound: Pcm): Millis => millis((sound.length * 1000) / RATE);
export const samplesIn = (d: Millis): number => Math.round((d * RATE) / 1000);
export const silence = (d: Millis): Pcm => new Int16Array(samplesIn(d));

/** One value for ever, as from a line that is not heard. */
export const isConstant = (sound: Pcm): boolean => sound.every((sample) => sample === sound[0]);

export function concat(parts: readonly Pcm[]): Pcm {
  const whole = new Int16Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A sound as a stream of frames; the last one may be shorter. */
export async function* frames(sound: Pcm, size = FRAME_SAMPLES): AsyncGenerator<Pcm, void, undefined> {
  for (let at = 0; at < sound.length; at += size) yield sound.subarray(at, at + size);
}

/** A sound that goes round, from this sample on, once. */
export function rotated(sound: Pcm, from: number): Pcm {
  const at = sound.length === 0 ? 0 : from % sound.length;
  return at === 0 ? sound : concat([sound.subarray(at), sound.subarray(0, at)]);
}
