import { RATE } from "../audio/pcm.ts";

/** Half an hour of sound, 29 MB: more than any disk trouble should last, and a memory that the smallest box has. */
const MOST = 30 * 60 * RATE;

/** How much sound all lines together may hold in memory, while it is recorded and until the disk has taken it. */
export interface SoundMemory {
  /** Whether there is room for so many samples; then they have it. */
  take(samples: number): boolean;
  give(samples: number): void;
}

export function soundMemory(most = MOST): SoundMemory {
  let taken = 0;
  return {
    take(samples) {
      if (taken + samples > most) return false;
      taken += samples;
      return true;
    },
    give(samples) {
      taken = Math.max(0, taken - samples);
    },
  };
}
