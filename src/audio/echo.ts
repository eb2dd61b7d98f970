import { echoDelay } from "./echo-delay.ts";
import { echoTaps, TAPS } from "./echo-taps.ts";
import type { Pcm } from "./pcm.ts";

/** What is kept of what was played: the longest delay, a frame and the taps. */
const MEMORY = 8192;
/** The path begins a little before its greatest tap. */
const AHEAD = 16;
/** Another delay by fewer samples than this is the same echo, whose greatest tap changed. */
const SAME = 8;

/** Takes what the box itself plays out of what it hears. Both pieces are of the same time and length. */
export type EchoCanceller = (heard: Pcm, played: Pcm) => Pcm;

/**
 * The echo of a known sound: its delay is looked for, then the 8 ms of its path are fitted anew with each piece, and what
 * they make of what is played is taken off. What is left of a piece is never louder than the piece was.
 */
export function echoCanceller(): EchoCanceller {
  const delays = echoDelay();
  const memory = new Float64Array(MEMORY);
  let path = echoTaps();
  let delay: number | null = null;

  let silentFor = MEMORY;
  return (heard, played) => {
    silentFor = played.some((x) => x !== 0) ? 0 : silentFor + played.length;
    if (silentFor >= MEMORY) return heard;
    delays.feed(heard, played);
    memory.copyWithin(0, played.length);
    memory.set(played, MEMORY - played.length);
    const found = delays.delay();
    if (found === null) return heard;
    if (delay === null || Math.abs(found - delay) > SAME) {
      delay = found;
      path = echoTaps();
    }
    const end = MEMORY - Math.max(0, delay - AHEAD);
    const before = memory.subarray(end - heard.length - TAPS + 1, end);
    const left = new Float64Array(heard);
    takeOff(path.taps, before, left);
    const [was, is] = [meanSquare(heard), meanSquare(left)];
    path.fit(heard, before, Math.min(was, is));
    return is < was ? Int16Array.from(left) : heard;
  };
}

/** `played` begins TAPS − 1 samples before `left`. Rounded. */
function takeOff(taps: Float64Array, played: Float64Array, left: Float64Array): void {
  for (let n = 0; n < left.length; n++) {
    let sum = 0;
    for (let k = 0, at = n + TAPS - 1; k < TAPS; k++, at--) sum += (taps[k] as number) * (played[at] as number);
    left[n] = Math.round((left[n] as number) - sum);
  }
}

function meanSquare(sound: ArrayLike<number>): number {
  let sum = 0;
  for (let n = 0; n < sound.length; n++) sum += (sound[n] as number) ** 2;
  return sum / Math.max(1, sound.length);
}
