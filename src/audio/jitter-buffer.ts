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
/** By what waits for the shortest time of late is judged whether all wait too long: of a second, in frames. */
const WINDOW = 1000 / FRAME;
/** Less than this, and the next may come too late; more than that, and one frame is too many. Milliseconds. */
const TOO_SHORT = 4;
const TOO_LONG = TOO_SHORT + FRAME + 4;
/** For so long a pause is waited for, though all wait for so long. */
const PATIENCE = 3 * WINDOW;
const MUCH_TOO_LONG = 5 * FRAME;
/** Louder than this is somebody who speaks, whatever the noise: −35 dBm0. */
const QUIETEST_VOICE = 410;
/** Louder than the quietest of late by so much is no noise. */
const ABOVE_NOISE = 2;
/** The quietest of late is forgotten slowly: it doubles in some ten seconds. */
const FORGETS = 1.0014;

/**
 * Between two lines, whose clocks are not the same: frames come in bunches, and a little too many or too few of them. One
 * is left out, or given twice, in a pause of whoever speaks, before it had to be done in the middle of a word. `elapsed`:
 * milliseconds, by a clock that never jumps.
 */
export function jitterBuffer(elapsed: () => number): JitterBuffer {
  const waiting: { readonly frame: Pcm; readonly at: number }[] = [];
  const figures = { passed: 0, stretched: 0, shortened: 0, lost: 0 };
  let noise = QUIETEST_VOICE;
  let begun = false;
  let wasQuiet = true;
  /** How many were taken since the last change. */
  let taken = 0;
  /** How long each waited that was taken, at the least: in the window of now, and in the one before. */
  let least = Number.POSITIVE_INFINITY;
  let before = Number.POSITIVE_INFINITY;

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
      waiting.push({ frame, at: elapsed() });
      const [oldest] = waiting;
      if (waiting.length <= MOST_WAITING || !oldest) return;
      waiting.shift();
      leaveOut(oldest.frame);
    },
    take() {
      const next = waiting.shift();
      if (!next) {
        // Before the first nobody waits for it.
        if (!begun) return null;
        if (wasQuiet) figures.stretched++;
        else figures.lost++;
        lookAgain();
        return null;
      }
      const { frame, at } = next;
      begun = true;
      wasQuiet = isQuiet(frame);
      figures.passed++;
      least = Math.min(least, elapsed() - at);
      const shortest = Math.min(least, before);
      if (++taken % WINDOW === 0) {
        before = least;
        least = Number.POSITIVE_INFINITY;
      }
      if (taken < WINDOW) return frame;
      if (wasQuiet && shortest < TOO_SHORT) {
        waiting.unshift(next);
        figures.stretched++;
        lookAgain();
      } else if (wasQuiet && shortest >= TOO_LONG) {
        figures.shortened++;
        lookAgain();
        return waiting.shift()?.frame ?? frame;
      } else if (shortest >= MUCH_TOO_LONG && taken >= PATIENCE) {
        for (const each of waiting.splice(0, Math.floor((shortest - FRAME) / FRAME))) leaveOut(each.frame);
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
