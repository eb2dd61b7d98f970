import type { Millis } from "../kernel/units.ts";
import { livelyEar } from "./lively.ts";
import { FRAME, type Pcm } from "./pcm.ts";

export interface SilenceDetector {
  /** Takes any number of samples; true in the feed with which the silence has become long enough, once a silence. */
  feed(pcm: Pcm): boolean;
}

/**
 * Tells that nobody makes a sound any more, on a line whose noise is not known beforehand. A voice is heard down to the
 * level of the noise; steady noise of any loudness, tones of any cadence and hum are silence.
 */
export function silenceDetector({ after }: { readonly after: Millis }): SilenceDetector {
  const ear = livelyEar();
  const enough = Math.max(1, Math.round(after / FRAME));
  let quiet = 0;
  let silent = false;
  const each = (lively: boolean) => {
    quiet = lively ? 0 : quiet + 1;
    silent ||= quiet === enough;
  };
  return {
    feed(pcm) {
      silent = false;
      ear.feed(pcm, each);
      return silent;
    },
  };
}
