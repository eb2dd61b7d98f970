import { above, BANDS, type Bands, bands, standsOut } from "./bands.ts";
import { atOnce, type InSteps } from "./in-steps.ts";
import { keysIn } from "./key-spans.ts";
import { AMONG, LEAST, SUB, WANTED } from "./lively.ts";
import { BINS, looks, STEP } from "./looks.ts";
import { novelty } from "./novelty.ts";
import { type Pcm, RATE } from "./pcm.ts";
import { shapes } from "./shape.ts";

/** What a look of a recording holds: the sound of somebody, something as loud that says nothing new, or neither. */
export type Mark = "sound" | "same" | "quiet";

export interface Marks {
  readonly marks: readonly Mark[];
  /** How far (dB) the strongest tenth of the sound stands above its floor: below 11 its faint syllables are not heard. */
  readonly clear: number;
}

/** The floor of a recording is the least of so many sub-windows (2 s) before, and of as many after. */
const SIDE = 5;
/** Where a recording begins or ends, a side of less than three says nothing. */
const LEAST_SIDE = 3;
/** So many looks of a recording are fainter than its voice. */
const VOICE = 0.95;
/** The floor of a band lies at most so far below the voice. */
const RANGE = 10 ** -5.2;
const FAINTEST = 10 ** -9.5;
/**
 * A vowel that is held says nothing new: what is as loud as the sound beside it belongs to it, up to 0.4 s. What goes on
 * for longer is a tone, and only its beginning may still be the vowel.
 */
const BESIDE = 20;
const AT_MOST = 8;
/** Sound in a step, and the looks of it. */
const PIECE = RATE / 2;
const LOOKS = PIECE / STEP;

/**
 * Marks each look (32 ms, ending each 20 ms) of a recording. It knows what comes after too, so noise that begins or ends
 * in the middle is no sound. The keys of a telephone are `same`. Reckoned once for each recording.
 */
export const marksOf = (pcm: Pcm): Marks => atOnce(marksInSteps(pcm));

/** The same, a step at a time. */
export function* marksInSteps(pcm: Pcm): InSteps<Marks> {
  const before = known.get(pcm);
  if (before) return before;
  const marks = yield* reckoned(pcm);
  known.set(pcm, marks);
  return marks;
}

const known = new WeakMap<Pcm, Marks>();

function* reckoned(pcm: Pcm): InSteps<Marks> {
  // A minute of looks as they are would take 3 MB.
  const seen: (Bands & { readonly look: Float32Array })[] = [];
  const bandsOf = bands();
  const see = looks((look) => {
    const { now, smooth } = bandsOf(look);
    seen.push({ look: Float32Array.from(look), now: now.slice(), smooth: smooth.slice() });
  });
  for (let at = 0; at < pcm.length; at += PIECE) {
    see(pcm.subarray(at, at + PIECE));
    yield;
  }

  const floors = floorsOf(seen.map(({ smooth }) => smooth));
  const least = leastFloor(seen.map(({ now }) => now));
  const isNew = novelty();
  const hasNewShape = shapes();
  const isKey = yield* keysIn(pcm);
  const whole = new Float64Array(BINS);
  const [loud, fresh, keys]: [boolean[], boolean[], boolean[]] = [[], [], []];
  const loudness: number[] = [];
  for (const [i, here] of seen.entries()) {
    if (i % LOOKS === LOOKS - 1) yield;
    const floor = floors[Math.floor(i / SUB)] as Float64Array;
    const [isLoud, inKey] = [standsOut(here, floor, least), isKey(i * STEP)];
    whole.set(here.look);
    fresh.push(isLoud && !inKey && (isNew(whole) || hasNewShape(here.now, floor, least)));
    loud.push(isLoud);
    keys.push(inKey);
    loudness.push(above(here.now, floor, least));
  }
  const sound = withWhatIsBeside(surelyOf(fresh), loud);
  const sounding = loudness.filter((_, i) => sound[i]).toSorted((x, y) => x - y);
  return {
    marks: seen.map((_, i) => (keys[i] ? "same" : sound[i] ? "sound" : loud[i] ? "same" : "quiet")),
    clear: sounding[Math.floor(sounding.length * 0.9)] ?? 0,
  };
}

/** A voice that was recorded faint lies above a lower floor than a line has. */
function leastFloor(levels: readonly Float64Array[]): number {
  const sums = levels.map((level) => level.reduce((sum, x) => sum + x, 0)).toSorted((a, b) => a - b);
  const voice = sums[Math.floor(sums.length * VOICE)] ?? 0;
  return Math.max(FAINTEST, Math.min(LEAST, voice * RANGE));
}

/** The floor of each sub-window: the higher of what was before and what comes after. */
function floorsOf(levels: readonly Float64Array[]): readonly Float64Array[] {
  const subs = Array.from({ length: Math.ceil(levels.length / SUB) }, (_, i) =>
    leastOf(levels.slice(i * SUB, (i + 1) * SUB)),
  );
  return subs.map((_, i) => {
    const before = subs.slice(Math.max(0, i - SIDE), i);
    const after = subs.slice(i + 1, i + 1 + SIDE);
    const sides = [before, after].filter((side) => side.length >= LEAST_SIDE).map(leastOf);
    if (sides.length === 0) return leastOf(subs);
    return Float64Array.from({ length: BANDS }, (_, b) => Math.max(...sides.map((side) => side[b] as number)));
  });
}

const leastOf = (levels: readonly Float64Array[]): Float64Array =>
  Float64Array.from({ length: BANDS }, (_, b) =>
    levels.reduce((least, level) => Math.min(least, level[b] as number), Number.POSITIVE_INFINITY),
  );

/** The looks of each stretch of `AMONG` of which `WANTED` are fresh. */
function surelyOf(fresh: readonly boolean[]): boolean[] {
  const sure = fresh.map(() => false);
  for (let i = 0; i < fresh.length; i++) {
    let [count, first, last] = [0, i, i];
    for (let n = Math.max(0, i - AMONG + 1); n <= i; n++) {
      if (!fresh[n]) continue;
      if (count++ === 0) first = n;
      last = n;
    }
    if (count >= WANTED) sure.fill(true, first, last + 1);
  }
  return sure;
}

function withWhatIsBeside(sound: readonly boolean[], loud: readonly boolean[]): boolean[] {
  const all = [...sound];
  for (const step of [1, -1] as const) {
    for (let i = 0; i < sound.length; i++) {
      if (!sound[i] || sound[i + step] !== false) continue;
      let length = 0;
      while (length <= BESIDE && loud[i + step * (length + 1)] && !sound[i + step * (length + 1)]) length++;
      for (let n = 1; n <= (length > BESIDE ? AT_MOST : length); n++) all[i + step * n] = true;
    }
  }
  return all;
}
