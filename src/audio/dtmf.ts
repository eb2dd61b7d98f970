import type { Digit } from "../kernel/phone-number.ts";
import { type DtmfBins, dtmfBins } from "./dtmf-bins.ts";
import { fitted } from "./dtmf-fit.ts";
import { keyOf, sounds } from "./dtmf-key.ts";
import { isSharp, type Onset, onsetOf } from "./dtmf-onset.ts";
import { phaseCheck } from "./dtmf-phase.ts";
import { type EchoCanceller, echoCanceller } from "./echo.ts";
import type { Pcm } from "./pcm.ts";
import { dtmfKeys } from "./tones.ts";

export interface DtmfReceiver {
  /**
   * Takes any number of samples; the keys recognised in them, each once however long it is held. `played`: what the box
   * sent meanwhile, as long; its echo is taken off.
   */
  feed(pcm: Pcm, played?: Pcm): readonly Digit[];
}

/** A 40 ms tone fills four windows wherever it begins; one of 23 ms never does. */
const HITS = 4;
/** A gap of 20 ms spoils four windows at most and ends nothing; one of 40 ms spoils six. */
const MISSES = 5;
/** A key's tones keep their level within 4 dB; what swells more is a voice. */
const STEADY = 2.5;

/** What two steady tones explain of a key that has just begun, and of one that sounds for eight windows (57 ms). */
const PURE = 0.85;
const PURE_LATER = 0.72;
const LATER = 8;
/** Where the beginning was not that of a key (it is lost in other sound, or in a codec), it has to be long and purer. */
const PURE_WITHOUT_ONSET = 0.9;
/** A tone that is gone for three windows goes on as it began: a codec breaks it so. */
const BROKEN = 3;

/** The noise of the line is the least of late; it is taken for higher by 3 % with each half of a window. */
const RISE = 1.03;

/**
 * A receiver of telephone keys within ITU-T Q.24 (AT&T): ±1.5 % taken and ±3.5 % refused, twist +4/−8 dB, and down
 * to −36 dBm0, for callers come from afar; 40 ms taken and 23 ms refused. A key is known by how it begins, by what it
 * leaves unexplained beyond the noise that was there before, and by its two phases; most voices fail on each of these.
 */
export function dtmfReceiver(): DtmfReceiver {
  let digits: Digit[] = [];
  let echo: EchoCanceller | null = null;
  const row = phaseCheck();
  const column = phaseCheck();
  let onset: Onset = { before: 0, edge: 0, first: 0 };
  let noise = 0;
  let candidate = -1;
  let hits = 0;
  let level = 0;
  /** The last key that was seen, in how many windows, and how many windows ago. */
  let seen = { key: -1, hits: 0, ago: 0 };
  let held = -1;
  let misses = 0;

  function begin(key: number, bins: DtmfBins): void {
    if (hits > 0) seen.hits = hits;
    const goesOn = key === seen.key && seen.ago <= BROKEN && seen.hits > 1;
    if (key < 0) seen.ago++;
    else {
      if (!goesOn) onset = onsetOf(bins.late);
      seen = { key, hits: seen.hits, ago: 0 };
    }
    candidate = key;
    level = bins.total;
    hits = key < 0 ? 0 : 1;
    row.reset();
    column.reset();
  }

  function isKey({ late }: DtmfBins): boolean {
    const low = { tone: candidate >> 2, turn: row.turn() };
    const high = { tone: 4 + (candidate & 3), turn: column.turn() };
    const { total, tones } = fitted(late, low, high);
    if (!isSharp(onset, total)) return hits >= LATER && tones > PURE_WITHOUT_ONSET * total;
    const pure = PURE + (PURE_LATER - PURE) * Math.min(1, (hits - HITS) / (LATER - HITS));
    return tones > pure * (total - Math.min(noise, total - tones));
  }

  const hear = dtmfBins((bins) => {
    noise = Math.min(bins.total, noise * RISE + 1);
    const key = keyOf(bins, noise);
    if (held >= 0 && (key === held || (key < 0 && sounds(bins, held)))) {
      misses = 0;
      return;
    }
    if (held >= 0 && ++misses >= MISSES) held = -1;
    const steady = bins.total < level * STEADY && bins.total > level / STEADY;
    if (key < 0 || key !== candidate || !steady) {
      begin(key, bins);
      return;
    }
    hits++;
    seen.ago = 0;
    const right = row.add(bins, key >> 2);
    if (column.add(bins, 4 + (key & 3)) && right && hits >= HITS && isKey(bins)) {
      digits.push(dtmfKeys[key] as Digit);
      held = key;
      misses = 0;
    }
  });

  return {
    feed(pcm, played) {
      if (played) echo ??= echoCanceller();
      hear(echo && played ? echo(pcm, played) : pcm);
      const heard = digits;
      if (heard.length > 0) digits = [];
      return heard;
    },
  };
}
