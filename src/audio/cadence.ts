import type { Pcm } from "./pcm.ts";
import { type Beat, type Cadence, type ProgressTone, progressTones, type ToneCountry } from "./progress-tones.ts";
import { type Heard, LISTENED, type ToneRun, toneRuns } from "./tone-runs.ts";

export interface CadenceDetector {
  /**
   * Takes any number of samples and says which tone has just been recognised. Goes on saying so while the tone
   * lasts: busy and congestion every two cycles, ringback at each ring, dial once for each unbroken tone.
   */
  feed(pcm: Pcm): ProgressTone | null;
}

/** A run of sound as a tone's cadence wants it. One without a longest counts as soon as it is long enough. */
interface Wanted {
  readonly heard: Heard;
  readonly least: number;
  readonly most: number;
}
interface Signature {
  readonly tone: ProgressTone;
  readonly runs: readonly Wanted[];
}

const TOLERANCE = 0.1;
/** Runs are measured in blocks of 10 ms. */
const GRID = 20;
/** A pause longer than this makes the cycle too long to wait for a second one. */
const LONG_PAUSE = 1000;
/** After a ring, this much quiet says that it was a ring and not a dial tone cut short by dialling. */
const RING_ENDED = 200;

/**
 * Listens for the tones an exchange sends: dial, busy, congestion, ringback, special information.
 * Frequencies within ±15 Hz, cadence within ±10 %.
 */
export function cadenceDetector(country: ToneCountry = "FR"): CadenceDetector {
  const known = signatures(country);
  const longest = Math.max(...known.map(({ runs }) => runs.length));
  const sound = toneRuns(LISTENED);
  const past: ToneRun[] = [];
  let told = false;

  /** Does the past, with `run` last, end in this signature? */
  const ends = (runs: readonly Wanted[], run: ToneRun): boolean =>
    past.length >= runs.length - 1 &&
    runs.every((wanted, i) => {
      const back = runs.length - 1 - i;
      const was = back === 0 ? run : past[past.length - back];
      return was !== undefined && was.heard === wanted.heard && was.ms >= wanted.least && was.ms <= wanted.most;
    });

  return {
    feed(pcm) {
      let recognised: ProgressTone | null = null;
      sound.feed(pcm, (run, ended) => {
        const match = known.find(({ runs }) => {
          const openEnded = runs.at(-1)?.most === Number.POSITIVE_INFINITY;
          return openEnded ? !told && ends(runs, run) : ended && ends(runs, run);
        });
        if (match) recognised ??= match.tone;
        if (ended) {
          past.push(run);
          if (past.length > longest) past.shift();
          if (match) past.length = 0;
        }
        told = ended ? false : told || match !== undefined;
      });
      return recognised;
    },
  };
}

function signatures(country: ToneCountry): readonly Signature[] {
  const tones = progressTones[country];
  const longestRing = Math.max(...tones.ringback.map(({ hz, ms }) => (hz === null ? 0 : ms)));
  const kinds = Object.keys(tones) as ProgressTone[];
  return kinds.flatMap((tone) => signaturesOf(tones[tone], longestRing).map((runs) => ({ tone, runs })));
}

function signaturesOf(cadence: Cadence, longestRing: number): readonly (readonly Wanted[])[] {
  const sounding = cadence.filter(({ hz }) => hz !== null).map(wanted);
  const [first, second] = cadence;
  if (first && !second) return [[{ ...wanted(first), least: longestRing * 1.2, most: Number.POSITIVE_INFINITY }]];
  if (!first || !second || sounding.length > 1) return [sounding];
  const [on, off] = [wanted(first), wanted(second)];
  if (second.ms > LONG_PAUSE) return [[on, { heard: "quiet", least: RING_ENDED, most: Number.POSITIVE_INFINITY }]];
  return [
    [on, off, on, off],
    [off, on, off, on],
  ];
}

function wanted({ hz, ms }: Beat): Wanted {
  const heard = hz === null ? "quiet" : (LISTENED.findIndex((at) => Math.abs(at - hz) < 20) as Heard);
  return { heard, least: ms * (1 - TOLERANCE) - GRID, most: ms * (1 + TOLERANCE) + GRID };
}
