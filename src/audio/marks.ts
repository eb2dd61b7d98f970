import { above, BANDS, bands, standsOut } from "./bands.ts";
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
  // Side by side in three arrays: thousands of small ones are work for the garbage collector. A minute of looks as they
  // are would take 3 MB.
  const most = Math.ceil(pcm.length / STEP) + 1;
  const wholes = new Float32Array(most * BINS);
  const [nows, smooths] = [new Float64Array(most * BANDS), new Float64Array(most * BANDS)];
  let count = 0;
  const bandsOf = bands();
  const see = looks((look) => {
    const { now, smooth } = bandsOf(look);
    wholes.set(look, count * BINS);
    nows.set(now, count * BANDS);
    smooths.set(smooth, count * BANDS);
    count++;
  });
  for (let at = 0; at < pcm.length; at += PIECE) {
    see(pcm.subarray(at, at + PIECE));
    yield;
  }

  const floors = floorsOf(smooths.subarray(0, count * BANDS));
  const least = leastFloor(nows.subarray(0, count * BANDS));
  const isNew = novelty();
  const hasNewShape = shapes();
  const isKey = yield* keysIn(pcm);
  const whole = new Float64Array(BINS);
  const [loud, fresh, keys]: [boolean[], boolean[], boolean[]] = [[], [], []];
  const loudness: number[] = [];
  const here = { now: new Float64Array(BANDS), smooth: new Float64Array(BANDS) };
  for (let i = 0; i < count; i++) {
    if (i % LOOKS === LOOKS - 1) yield;
    here.now.set(nows.subarray(i * BANDS, (i + 1) * BANDS));
    here.smooth.set(smooths.subarray(i * BANDS, (i + 1) * BANDS));
    const floor = floors[Math.floor(i / SUB)] as Float64Array;
    const [isLoud, inKey] = [standsOut(here, floor, least), isKey(i * STEP)];
    whole.set(wholes.subarray(i * BINS, (i + 1) * BINS));
    fresh.push(isLoud && !inKey && (isNew(whole) || hasNewShape(here.now, floor, least)));
    loud.push(isLoud);
    keys.push(inKey);
    loudness.push(above(here.now, floor, least));
  }
  const sound = withWhatIsBeside(surelyOf(fresh), loud);
  const sounding = loudness.filter((_, i) => sound[i]).toSorted((x, y) => x - y);
  return {
    marks: loud.map((_, i) => (keys[i] ? "same" : sound[i] ? "sound" : loud[i] ? "same" : "quiet")),
    clear: sounding[Math.floor(sounding.length * 0.9)] ?? 0,
  };
}

/** A voice that was recorded faint lies above a lower floor than a line has. */
function leastFloor(levels: Float64Array): number {
  const sums = new Float64Array(levels.length / BANDS);
  for (let i = 0; i < sums.length; i++) {
    let sum = 0;
    for (let at = i * BANDS, end = at + BANDS; at < end; at++) sum += levels[at] as number;
    sums[i] = sum;
  }
  sums.sort();
  const voice = sums[Math.floor(sums.length * VOICE)] ?? 0;
  return Math.max(FAINTEST, Math.min(LEAST, voice * RANGE));
}

/** The floor of each sub-window: the higher of what was before and what comes after. */
function floorsOf(levels: Float64Array): readonly Float64Array[] {
  const each = SUB * BANDS;
  const subs = Array.from({ length: Math.ceil(levels.length / each) }, (_, i) =>
    leastOf([levels.subarray(i * each, (i + 1) * each)]),
  );
  return subs.map((_, i) => {
    const before = subs.slice(Math.max(0, i - SIDE), i);
    const after = subs.slice(i + 1, i + 1 + SIDE);
    const sides = [before, after].filter((side) => side.length >= LEAST_SIDE).map(leastOf);
    if (sides.length === 0) return leastOf(subs);
    return Float64Array.from({ length: BANDS }, (_, b) => Math.max(...sides.map((side) => side[b] as number)));
  });
}

/** The least of each band in rows of them. */
function leastOf(rows: readonly Float64Array[]): Float64Array {
  const least = new Float64Array(BANDS).fill(Number.POSITIVE_INFINITY);
  for (const levels of rows)
    for (let at = 0; at < levels.length; at++) {
      const band = at % BANDS;
      if ((levels[at] as number) < (least[band] as number)) least[band] = levels[at] as number;
    }
  return least;
}

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
