import type { Millis } from "../kernel/units.ts";
import { dbov, noiseFloor } from "./noise-floor.ts";
import { FRAME, FRAME_SAMPLES, type Pcm } from "./pcm.ts";

export interface SilenceDetector {
  /** Takes any number of samples; true in the feed with which the silence has become long enough, once a silence. */
  feed(pcm: Pcm): boolean;
}

/** Sound begins this far above the floor, and ends this far above it (hysteresis), in dB. */
const BEGINS = 8;
const ENDS = 5;
/** A click is no sound: sound lasts three frames at least. */
const LASTS = 3;

/** Tells silence on a line whose noise is not known beforehand (anything from none to −35 dBov). */
export function silenceDetector({ after }: { readonly after: Millis }): SilenceDetector {
  const floor = noiseFloor();
  const frame = new Int16Array(FRAME_SAMPLES);
  const enough = Math.max(1, Math.round(after / FRAME));
  let filled = 0;
  let sounding = 0;
  let quiet = 0;

  function endFrame(): boolean {
    const level = dbov(frame);
    const above = level - floor.feed(level);
    sounding = above > (sounding >= LASTS ? ENDS : BEGINS) ? sounding + 1 : 0;
    quiet = sounding >= LASTS ? 0 : quiet + 1;
    return quiet === enough;
  }

  return {
    feed(pcm) {
      let silent = false;
      for (let at = 0; at < pcm.length; ) {
        const taken = pcm.subarray(at, at + FRAME_SAMPLES - filled);
        frame.set(taken, filled);
        at += taken.length;
        filled += taken.length;
        if (filled < FRAME_SAMPLES) break;
        silent = endFrame() || silent;
        filled = 0;
      }
      return silent;
    },
  };
}
