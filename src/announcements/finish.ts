import { highPass, highShelf } from "../audio/filter.ts";
import { activeLevel, level } from "../audio/levels.ts";
import { durationOf, type Pcm, samplesIn } from "../audio/pcm.ts";
import { Fault } from "../kernel/fault.ts";
import { millis } from "../kernel/units.ts";

/** Below this a telephone carries nothing, and synthesised voices waste their loudness there. Hz. */
const LOWEST = 200;
/** From here to the 3400 Hz where a telephone ends, consonants are told apart. */
const CLEAR = 2000;
/** By which a dull voice is raised there, dB. */
const LIFT = 13;
/** Engines put pure silence around their speech: softer than this (about −56 dBFS) is none of it. */
const SILENT = 52;
const LEAD = samplesIn(millis(60));
const TAIL = samplesIn(millis(150));
const SHORTEST = millis(100);
/** dBov. Speech that soft was none. */
const SOFTEST = -60;

/**
 * Speech as an engine gives it, made fit for a telephone: without its silent ends and its lowest frequencies, as
 * loud as a good recorded prompt (−22 dBov, peaks at most −3 dB).
 * Faults: `announcements.engine` when there is nothing to hear in it.
 */
export function finished(speech: Pcm): Pcm {
  const sound = trimmed(highPass(LOWEST)(speech));
  if (durationOf(sound) < SHORTEST || activeLevel(sound) < SOFTEST)
    throw new Fault("announcements.engine", "The engine gave nothing that can be heard");
  return level(sound);
}

/** A voice whose consonants are too soft for the telephone, with them raised. */
export const lifted = (speech: Pcm): Pcm => highShelf(CLEAR, LIFT)(speech);

function trimmed(sound: Pcm): Pcm {
  const heard = (sample: number): boolean => Math.abs(sample) > SILENT;
  const first = sound.findIndex(heard);
  if (first === -1) return sound.subarray(0, 0);
  return sound.slice(Math.max(0, first - LEAD), sound.findLastIndex(heard) + 1 + TAIL);
}
