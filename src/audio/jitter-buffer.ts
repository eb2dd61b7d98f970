import { FRAME, type Pcm } from "./pcm.ts";

/** What became of a direction of a conversation, in frames. */
export interface JitterFigures {
  /** Handed on. */
  readonly passed: number;
  /** A quiet frame was given twice, so that the next does not come too late. */
  readonly stretched: number;
  /** A quiet frame was left out, so that nothing waits longer than it must. */
  readonly shortened: number;
  /** Left out of what somebody said, or missing in the middle of it. */
  readonly lost: number;
}

export interface JitterBuffer {
  /** As it comes from one line. */
  put(frame: Pcm): void;
  /** As the other line asks for it; null: nothing is there. */
  take(): Pcm | null;
  readonly figures: JitterFigures;
}

/** Half a second: so much comes at once after a computer that stood still. Frames. */
const MOST_WAITING = 25;
/** What waits at the least is looked at over so many frames that were taken: a second. */
const WINDOW = 1000 / FRAME;
/** So much that always waits is too much to wait for a pause. Frames. */
const MUCH_WAITING = 5;
/** A pause is waited for so long. Frames. */
const PATIENCE = 3 * WINDOW;
/** Louder than this is somebody who speaks, whatever the noise: −35 dBm0. */
const QUIETEST_VOICE = 410;
/** Louder than the quietest of late by so much is no noise. */
const ABOVE_NOISE = 2;
/** The quietest of late is forgotten slowly: it doubles in some ten seconds. */
const FORGETS = 1.0014;

/**
 * Between two lines, whose clocks are not the same: frames come in bunches, and a little too many or too few of them. One
 * is left out, or given twice, in a pause of whoever speaks, before it had to be done in the middle of a word.
 */
export function jitterBuffer(): JitterBuffer {
  const waiting: Pcm[] = [];
  const figures = { passed: 0, stretched: 0, shortened: 0, lost: 0 };
  let noise = QUIETEST_VOICE;
  let begun = false;
  /** How many were taken since the last change. */
  let taken = 0;
  /** How many waited after each that was taken, at the least: in the window of now, and in the one before. */
  let least = Number.POSITIVE_INFINITY;
  let before = Number.POSITIVE_INFINITY;
  let wasQuiet = true;

  const isQuiet = (frame: Pcm): boolean => {
    const level = levelOf(frame);
    noise = Math.min(Math.max(level, 1), noise * FORGETS);
    return level < QUIETEST_VOICE && level <= noise * ABOVE_NOISE + 20;
  };
  const leaveOut = (frame: Pcm): void => {
    if (isQuiet(frame)) figures.shortened++;
    else figures.lost++;
  };
  const lookAgain = (): void => {
    taken = 0;
    least = Number.POSITIVE_INFINITY;
    before = Number.POSITIVE_INFINITY;
  };

  return {
    figures,
    put(frame) {
      waiting.push(frame);
      if (waiting.length > MOST_WAITING) leaveOut(waiting.shift() as Pcm);
    },
    take() {
      const frame = waiting.shift();
      if (!frame) {
        // Before the first nobody waits for it.
        if (!begun) return null;
        if (wasQuiet) figures.stretched++;
        else figures.lost++;
        lookAgain();
        return null;
      }
      begun = true;
      wasQuiet = isQuiet(frame);
      figures.passed++;
      least = Math.min(least, waiting.length);
      const spare = Math.min(least, before);
      if (++taken % WINDOW === 0) {
        before = least;
        least = Number.POSITIVE_INFINITY;
      }
      if (taken < WINDOW) return frame;
      if (wasQuiet && spare === 0) {
        // What comes next may come a little later.
        waiting.unshift(frame);
        figures.stretched++;
        lookAgain();
      } else if (wasQuiet && spare > 1) {
        figures.shortened++;
        lookAgain();
        return waiting.shift() ?? frame;
      } else if (spare >= MUCH_WAITING && taken >= PATIENCE) {
        for (const each of waiting.splice(0, spare - 1)) leaveOut(each);
        lookAgain();
      }
      return frame;
    },
  };
}

/** Root of the mean square. */
function levelOf(frame: Pcm): number {
  let sum = 0;
  for (const sample of frame) sum += sample * sample;
  return Math.sqrt(sum / Math.max(1, frame.length));
}
