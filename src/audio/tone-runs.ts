import { type Millis, millis } from "../kernel/units.ts";
import { type Pcm, RATE } from "./pcm.ts";
import { pair, type Share, single } from "./tone-chord.ts";
import { type Phasor, toneFilters } from "./tone-filters.ts";

/** What is heard in a stretch of sound: one of the chords (its index), quiet after one, or anything else. */
export type Heard = number | "quiet" | "other";

export interface ToneRun {
  readonly heard: Heard;
  readonly ms: Millis;
}

export interface ToneRuns {
  /** Takes any number of samples; `each` sees the run in progress and whether it has just ended, every 10 ms. */
  feed(pcm: Pcm, each: (run: ToneRun, ended: boolean) => void): void;
}

/** A frequency, or two that sound together, in hertz. */
export interface Chord {
  readonly hz: readonly number[];
  /** One tone only, anywhere between the two. */
  readonly between?: true;
}

const BLOCK = 80;
const WINDOW = 2 * BLOCK;
const BLOCK_MS = (BLOCK * 1000) / RATE;

/** Share of the energy that a chord must hold. At 20 ms this lets ±19 Hz pass, and noise 6 dB below. */
const PURE = 0.6;
/** Mean square of a tone of −43 dBm0: fainter ones are not looked for. */
const FAINTEST = 13_000;
/** A tone keeps its level; what swells or fades by more than 4 dB is music or a voice. */
const STEADY = 2.5;
/** Quiet is this far (6 dB) below the tone that went before: the noise of a line may be 8 dB below it. */
const QUIET = 0.25;
/** Quiet where no tone went before. */
const FAINT = 0.1;
/** What lasts for less than three blocks is a click or an edge, and belongs to what was before. */
const SETTLED = 3;
/** Past this many blocks without any settled sound it is "other". */
const UNSETTLED = 8;

/** Follows the chords in blocks of 10 ms seen through a window of 20 ms. */
export function toneRuns(chords: readonly Chord[]): ToneRuns {
  const frequencies = [...new Set(chords.flatMap(({ hz }) => hz))];
  const filters = toneFilters(frequencies, BLOCK);
  const shares = chords.map((chord) => shareOf(chord, frequencies));
  const share: Share = { power: 0, explained: 0 };
  let filled = 0;
  let sum = 0;
  let energy = 0;
  let lastSum = 0;
  let lastEnergy = 0;

  let heard: Heard = "other";
  let blocks = 0;
  let next: Heard = "other";
  let nextBlocks = 0;
  let unsettled = 0;
  let level = 0;

  function classify(): Heard {
    const tones = filters.end();
    const mean = (sum + lastSum) / WINDOW;
    const meanSquare = (energy + lastEnergy) / WINDOW - mean * mean;
    let best: Heard = "other";
    let most = 0;
    let power = 0;
    for (let i = 0; i < shares.length; i++) {
      shares[i]?.(tones, share);
      if (share.explained <= most) continue;
      best = i;
      most = share.explained;
      power = share.power;
    }
    if (most > FAINTEST && most > PURE * meanSquare) {
      if (heard !== best || blocks < SETTLED) level = power;
      if (power > level / STEADY && power < level * STEADY) return best;
    }
    return meanSquare < Math.max(QUIET * level, FAINT * FAINTEST) ? "quiet" : "other";
  }

  const run = (): ToneRun => ({ heard, ms: millis(blocks * BLOCK_MS) });

  function follow(what: Heard, each: (run: ToneRun, ended: boolean) => void): void {
    if (what === heard) {
      blocks += 1 + unsettled;
      unsettled = 0;
      nextBlocks = 0;
      each(run(), false);
      return;
    }
    unsettled++;
    nextBlocks = what === next ? nextBlocks + 1 : 1;
    next = what;
    if (nextBlocks < SETTLED && unsettled < UNSETTLED) return;
    const settled = nextBlocks >= SETTLED;
    blocks += settled ? unsettled - nextBlocks : 0;
    each(run(), true);
    heard = settled ? next : "other";
    blocks = settled ? nextBlocks : unsettled;
    unsettled = 0;
    nextBlocks = 0;
    each(run(), false);
  }

  function endBlock(each: (run: ToneRun, ended: boolean) => void): void {
    follow(classify(), each);
    lastSum = sum;
    lastEnergy = energy;
    sum = 0;
    energy = 0;
    filled = 0;
  }

  return {
    feed(pcm, each) {
      for (let at = 0; at < pcm.length; ) {
        const end = Math.min(pcm.length, at + BLOCK - filled);
        filled += end - at;
        filters.run(pcm, at, end);
        let total = 0;
        let squares = 0;
        for (; at < end; at++) {
          const x = pcm[at] as number;
          total += x;
          squares += x * x;
        }
        sum += total;
        energy += squares;
        if (filled === BLOCK) endBlock(each);
      }
    },
  };
}

function shareOf(
  { hz, between }: Chord,
  frequencies: readonly number[],
): (tones: readonly Phasor[], share: Share) => Share {
  const [lower, upper] = hz.toSorted((a, b) => a - b) as [number, number?];
  const first = frequencies.indexOf(lower);
  if (upper === undefined) return (tones, share) => single(tones[first] as Phasor, WINDOW, share);
  const second = frequencies.indexOf(upper);
  const of = pair(lower, upper, WINDOW, between !== true);
  return (tones, share) => of(tones[first] as Phasor, tones[second] as Phasor, share);
}
