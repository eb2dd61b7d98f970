import { concat, type Pcm, RATE } from "../../src/audio/pcm.ts";

/**
 * Tells announcements apart by their sound. Each one is a noise of its own, made from its name, low enough to
 * survive the modem's eight bits; an ear that knows the names finds which were heard, in order, and when.
 */

const STEP = 8; // one noise value for 8 samples: a band of 500 Hz
const LENGTH_S = 1.6;

const sounds = new Map<string, Pcm>();

/** The sound that stands for an announcement in the scenarios. */
export function soundOf(name: string): Pcm {
  const sound = sounds.get(name) ?? makeSound(name);
  sounds.set(name, sound);
  return sound;
}

function makeSound(name: string): Pcm {
  const values = noise(name, (LENGTH_S * RATE) / STEP);
  return Int16Array.from({ length: values.length * STEP }, (_, n) => {
    const at = n / STEP;
    const left = values[Math.floor(at)] ?? 0;
    const right = values[Math.floor(at) + 1] ?? 0;
    return 6000 * (left + (right - left) * (at % 1));
  });
}

/** A caller's speech: bursts of noise with gaps, as syllables come. */
export function speech(name: string, durationS: number): Pcm {
  const parts: Pcm[] = [];
  for (let n = 0; n * 0.8 < durationS; n++) {
    parts.push(soundOf(`${name}-${n}`).subarray(0, 0.65 * RATE), new Int16Array(0.15 * RATE));
  }
  return concat(parts).subarray(0, durationS * RATE);
}

export interface Heard {
  readonly name: string;
  /** Seconds from the beginning of the recording. */
  readonly at: number;
}

/** Which of these sounds (by their first 0.3 s) are in the recording, in order. */
function recognise(recording: Pcm, names: readonly string[]): Heard[] {
  const heard = thin(recording);
  const places = beginnings(heard);
  const found = names.flatMap((name) =>
    matches(heard, thin(soundOf(name)).subarray(0, 300), places).map((at) => ({ name, at })),
  );
  return found.sort((a, b) => a.at - b.at);
}

export const namesHeard = (recording: Pcm, names: readonly string[]): string[] =>
  recognise(recording, names).map(({ name }) => name);

/** One value for each step, the mean of its samples. */
function thin(sound: Pcm): Float64Array {
  const thinned = new Float64Array(Math.floor(sound.length / STEP));
  for (let n = 0; n < thinned.length; n++) {
    let sum = 0;
    for (let k = 0; k < STEP; k++) sum += sound[n * STEP + k] ?? 0;
    thinned[n] = sum / STEP;
  }
  return thinned;
}

/** A glance at so many values decides whether a place is worth the whole comparison. */
const GLANCE = 60;

const QUIET = 400;
const A_MOMENT = 6;

/** Where something begins after a moment of quiet. */
function beginnings(sound: Float64Array): number[] {
  const peak = (from: number) => Math.max(...sound.subarray(from, from + A_MOMENT).map(Math.abs));
  const quiet = Array.from({ length: sound.length }, (_, n) => peak(n) < QUIET);
  return quiet.flatMap((_, n) => ((quiet[n - A_MOMENT] ?? true) && !quiet[n] ? [n] : []));
}

/** Where the pattern lies in the sound, in seconds: normalised correlation above 0.7, each once. */
function matches(sound: Float64Array, pattern: Float64Array, places: Iterable<number> = sound.keys()): number[] {
  const found: number[] = [];
  let from = 0;
  for (const n of places) {
    if (n < from || n + pattern.length > sound.length) continue;
    if (alike(sound, n, pattern, GLANCE) > 0.35 && alike(sound, n, pattern, pattern.length) > 0.7) {
      found.push((n * STEP) / RATE);
      from = n + pattern.length;
    }
  }
  return found;
}

/** Correlation of the first values of the pattern with the sound from there on; 0 where it is much fainter. */
function alike(sound: Float64Array, from: number, pattern: Float64Array, length: number): number {
  let product = 0;
  let energy = 0;
  let patternEnergy = 0;
  for (let k = 0; k < length; k++) {
    const value = sound[from + k] as number;
    const wanted = pattern[k] as number;
    product += value * wanted;
    energy += value * value;
    patternEnergy += wanted * wanted;
  }
  return energy < patternEnergy / 20 ? 0 : product / Math.sqrt(energy * patternEnergy);
}

/** Values in −1 … 1, always the same for a name (xorshift from an FNV-1a hash). */
function noise(name: string, count: number): Float64Array {
  let state = 2166136261;
  for (const char of name) state = Math.imul(state ^ char.charCodeAt(0), 16777619);
  return Float64Array.from({ length: count }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state | 0) / 2 ** 31;
  });
}

/**
 * Where the middle of what someone said is in a recording, and how much of the recording lies before and after all
 * that was said, in seconds. Null when it is not there, whole and in one piece.
 */
export function findSaid(
  said: Pcm,
  recording: Pcm,
): { readonly at: number; readonly before: number; readonly after: number } | null {
  const pattern = thin(said);
  const from = Math.floor(pattern.length * 0.2);
  const [at, ...more] = matches(thin(recording), pattern.subarray(from, Math.floor(pattern.length * 0.8)));
  if (at === undefined || more.length > 0) return null;
  const before = at - (from * STEP) / RATE;
  return { at, before, after: (recording.length - said.length) / RATE - before };
}
