import type { Digit } from "../kernel/phone-number.ts";
import { type DtmfBins, dtmfBins, turnOf } from "./dtmf-bins.ts";
import { keyOf } from "./dtmf-key.ts";
import type { Pcm } from "./pcm.ts";
import { dtmfKeys } from "./tones.ts";

export interface DtmfReceiver {
  /** Takes any number of samples; the keys recognised in them, each once however long it is held. */
  feed(pcm: Pcm): readonly Digit[];
}

/** A 40 ms tone fills four windows wherever it begins; one of 23 ms never does. */
const HITS = 4;
/** A gap of 20 ms spoils four windows at most and ends nothing; one of 40 ms spoils seven. */
const MISSES = 5;

/** Between ±1.5 %, which is taken, and ±3.5 %, which is refused. */
const OFF_FREQUENCY = 0.023;
/** A key's tones keep their level within 3 dB; what swells more is a voice. */
const STEADY = 2;
/** How alike the turns of the phase are from window to window: a tone's are, a voice's are not. */
const COHERENT = 0.9;

/**
 * A receiver of telephone keys within ITU-T Q.24 (AT&T): ±1.5 % taken and ±3.5 % refused, twist +4/−8 dB, and down
 * to −36 dBm0, for callers come from afar; 40 ms taken and 23 ms refused. A bin can't tell 2 % from 4 %, so the frequency is checked again by the phase.
 * It does not take off the echo of what is being played.
 */
export function dtmfReceiver(): DtmfReceiver {
  let digits: Digit[] = [];
  const row = phaseCheck();
  const column = phaseCheck();
  let candidate = -1;
  let hits = 0;
  let level = 0;
  let held = -1;
  let misses = 0;

  const hear = dtmfBins((bins) => {
    const key = keyOf(bins);
    if (key === held && key >= 0) {
      misses = 0;
      return;
    }
    if (held >= 0 && ++misses >= MISSES) held = -1;
    const steady = bins.total < level * STEADY && bins.total > level / STEADY;
    if (key < 0 || key !== candidate || !steady) {
      candidate = key;
      level = bins.total;
      hits = key < 0 ? 0 : 1;
      row.reset();
      column.reset();
      return;
    }
    hits++;
    const right = row.add(bins, key >> 2);
    if (column.add(bins, 4 + (key & 3)) && right && hits >= HITS) {
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
