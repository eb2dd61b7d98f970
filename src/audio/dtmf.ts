import type { Digit } from "../kernel/phone-number.ts";
import { type DtmfBins, dtmfBins, lossOf, turnOf } from "./dtmf-bins.ts";
import type { Pcm } from "./pcm.ts";
import { amplitudeOf, dtmfKeys } from "./tones.ts";

export interface DtmfReceiver {
  /** Takes any number of samples; the keys recognised in them, each once however long it is held. */
  feed(pcm: Pcm): readonly Digit[];
}

/** A 40 ms tone fills four windows wherever it begins; one of 23 ms never does. */
const HITS = 4;
/** A gap of 20 ms spoils four windows at most and ends nothing; one of 40 ms spoils seven. */
const MISSES = 5;

/** Mean square of the faintest tone taken: −29 dBm0 each, for −25 with what a wrong frequency and noise take off. */
const FAINTEST = amplitudeOf(-29) ** 2 / 2;
/** Column over row, in power: +4 and −8 dB, and 1 dB for noise. */
const TWIST_MOST = 10 ** 0.5;
const TWIST_LEAST = 10 ** -0.9;
/** A tone stands out of its group by 6 dB. */
const ALONE = 4;
/** The two tones' share of all energy: what speech fails on. */
const PURE = 0.7;
/** Between ±1.5 %, which is taken, and ±3.5 %, which is refused. */
const OFF_FREQUENCY = 0.025;
/** How alike the turns of the phase are from window to window: a tone's are, a voice's are not. */
const COHERENT = 0.9;

/**
 * A receiver of telephone keys within ITU-T Q.24 (AT&T): ±1.5 % taken and ±3.5 % refused, twist +4/−8 dB, 0 to −25 dBm0,
 * 40 ms taken and 23 ms refused. A bin can't tell 2 % from 4 %, so the frequency is checked again by the phase.
 * It does not take off the echo of what is being played.
 */
export function dtmfReceiver(): DtmfReceiver {
  let digits: Digit[] = [];
  const row = phaseCheck();
  const column = phaseCheck();
  let candidate = -1;
  let hits = 0;
  let held = -1;
  let misses = 0;

  const hear = dtmfBins((bins) => {
    const key = keyOf(bins);
    if (key === held && key >= 0) {
      misses = 0;
      return;
    }
    if (held >= 0 && ++misses >= MISSES) held = -1;
    if (key < 0 || key !== candidate) {
      candidate = key;
      hits = key < 0 ? 0 : 1;
      row.reset();
      column.reset();
      return;
    }
    hits++;
    const steady = row.add(bins, key >> 2);
    if (column.add(bins, 4 + (key & 3)) && steady && hits >= HITS) {
      digits.push(dtmfKeys[key] as Digit);
      held = key;
      misses = 0;
    }
  });

  return {
    feed(pcm) {
      hear(pcm);
      const heard = digits;
      if (heard.length > 0) digits = [];
      return heard;
    },
  };
}

/** The key (0–15) whose two tones are all there is in this window, or −1. */
function keyOf(bins: DtmfBins): number {
  const { power, total } = bins;
  const row = strongest(power, 0);
  const column = strongest(power, 4);
  if (row < 0 || column < 0) return -1;
  const low = (power[row] as number) / lossIn(bins, row);
  const high = (power[column] as number) / lossIn(bins, column);
  if (low < FAINTEST || high < FAINTEST) return -1;
  if (high > low * TWIST_MOST || high < low * TWIST_LEAST) return -1;
  return low + high > PURE * total ? row * 4 + (column - 4) : -1;
}

/** The tone of a group of four that stands alone in it, or −1. */
function strongest(power: Float64Array, from: number): number {
  let best = -1;
  let most = 0;
  let second = 0;
  for (let i = from; i < from + 4; i++) {
    const p = power[i] as number;
    if (p > most) {
      second = most;
      most = p;
      best = i;
    } else if (p > second) second = p;
  }
  return most > ALONE * second ? best : -1;
}

const lossIn = (bins: DtmfBins, tone: number): number => {
  const turn = Math.atan2(bins.turnedIm[tone] as number, bins.turnedRe[tone] as number);
  return Math.max(0.5, lossOf(turn));
};

/** Adds up the turns of a tone's phase; true while they agree and say that the frequency is right. */
function phaseCheck() {
  let re = 0;
  let im = 0;
  let length = 0;
  return {
    reset() {
      re = 0;
      im = 0;
      length = 0;
    },
    add(bins: DtmfBins, tone: number): boolean {
      const r = bins.turnedRe[tone] as number;
      const i = bins.turnedIm[tone] as number;
      re += r;
      im += i;
      length += Math.hypot(r, i);
      return Math.hypot(re, im) > COHERENT * length && Math.abs(Math.atan2(im, re)) < turnOf(tone, OFF_FREQUENCY);
    },
  };
}
