import { type Beat, type Cadence, cadenceOf, type ProgressTone, tonesOfCountry } from "./progress-tones.ts";
import type { Chord, Heard } from "./tone-runs.ts";

/** What is recognised by its cadence: the tones of an exchange, and a fax that calls (T.30, CNG). */
export type CadenceTone = ProgressTone | "fax";

/** A run of sound as a tone's cadence wants it. One without a longest counts as soon as it is long enough. */
export interface Wanted {
  readonly heard: Heard;
  readonly least: number;
  readonly most: number;
}

export interface Signature {
  readonly tone: CadenceTone;
  readonly runs: readonly Wanted[];
}

export interface Signatures {
  readonly chords: readonly Chord[];
  readonly known: readonly Signature[];
}

const TOLERANCE = 0.1;
/** Runs are measured in blocks of 10 ms. */
const GRID = 20;
/** A pause longer than this makes the cycle too long to wait for a second one. */
const LONG_PAUSE = 1000;
/** After a ring, this much quiet says that it was a ring and not a dial tone cut short by dialling. */
const RING_ENDED = 200;

const LISTENED: readonly ProgressTone[] = ["special-information", "busy", "congestion", "dial", "ringback"];

/** Boxes sell either 425 or 440 Hz as the tone of a country that has the other: between them both are heard. */
const CALL_PROGRESS = 432.5;
const listenedAt = (hz: number): number => (hz >= 420 && hz <= 440 ? CALL_PROGRESS : hz);

/** 1100 ± 38 Hz, of which the outermost are heard 19 off. For 0.5 s, each 3 to 3.5 s, give or take 15 %. */
const FAX: Chord = { hz: [1081, 1119], between: true };
const faxRuns = (heard: Heard): readonly Wanted[] => [
  { heard, least: 405, most: 595 },
  { heard: "quiet", least: 2530, most: 4050 },
  { heard, least: 405, most: 595 },
];

/** What to listen for in a country, and how it is known. */
export function signaturesOf(country: string): Signatures {
  const tones = tonesOfCountry(country);
  const chords: Chord[] = [FAX];
  const chordOf = (hz: readonly number[]): number => {
    const chord = hz.length === 1 ? hz.map(listenedAt) : hz;
    const name = chord.join("+");
    const known = chords.findIndex((other) => other.hz.join("+") === name);
    return known >= 0 ? known : chords.push({ hz: chord }) - 1;
  };
  const wanted = ({ hz, ms }: Beat): Wanted => ({
    heard: hz.length === 0 ? "quiet" : chordOf(hz),
    least: ms * (1 - TOLERANCE) - GRID,
    most: ms * (1 + TOLERANCE) + GRID,
  });
  const all = LISTENED.map((tone) => ({ tone, cadence: cadenceOf(tones[tone]) }));
  const longest = Math.max(
    ...all.flatMap(({ cadence }) => (cadence.length > 1 ? cadence : [])).map(({ hz, ms }) => (hz.length > 0 ? ms : 0)),
  );
  const known = all.flatMap(({ tone, cadence }) =>
    waysToKnow(cadence, cyclesOf(cadence, all), longest, wanted).map((runs) => ({ tone, runs })),
  );
  return { chords, known: [{ tone: "fax", runs: faxRuns(0) }, ...known] };
}

/** Two cycles, or one more than are in the cycle of another tone of the same beats. */
function cyclesOf(cadence: Cadence, all: readonly { readonly cadence: Cadence }[]): number {
  const [on, off] = cadence;
  if (cadence.length !== 2 || !on || !off) return 1;
  const alike = all
    .map(({ cadence: other }) => other)
    .filter((other) => other.length > 2 && other.every(({ hz }) => hz.length === 0 || String(hz) === String(on.hz)));
  return Math.max(2, ...alike.map((other) => other.filter(({ hz, ms }) => hz.length > 0 && ms === on.ms).length + 1));
}

function waysToKnow(
  cadence: Cadence,
  cycles: number,
  longest: number,
  wanted: (beat: Beat) => Wanted,
): readonly (readonly Wanted[])[] {
  const runs = cadence.map(wanted);
  const [only] = runs;
  if (only && runs.length === 1) return [[{ ...only, least: longest * 1.2, most: Number.POSITIVE_INFINITY }]];
  const chords = new Set(runs.flatMap(({ heard }) => (heard === "quiet" ? [] : [heard])));
  // The three of special information follow one another, and are enough once.
  if (chords.size > 1) return [runs.filter(({ heard }) => heard !== "quiet")];
  const long = cadence.findIndex(({ hz, ms }) => hz.length === 0 && ms > LONG_PAUSE);
  if (long >= 0) return [endingQuiet(cadence, runs, long)];
  const whole = Array.from({ length: cycles }, () => runs).flat();
  return runs.map((_, first) => [...whole.slice(first), ...whole.slice(0, first)]);
}

/** One cycle that ends in its long pause, of which the beginning is enough. */
function endingQuiet(cadence: Cadence, runs: readonly Wanted[], long: number): readonly Wanted[] {
  const others = cadence.filter(({ hz }, i) => hz.length === 0 && i !== long).map(({ ms }) => ms);
  const least = Math.max(RING_ENDED, ...others.map((ms) => ms * 1.5));
  const before = [...runs.slice(long + 1), ...runs.slice(0, long)];
  return [...before, { heard: "quiet", least, most: Number.POSITIVE_INFINITY }];
}
