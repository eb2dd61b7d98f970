import { FRAME_SAMPLES, type Pcm } from "./pcm.ts";

/** Cuts sound that comes in any pieces into frames of 20 ms. */
export interface Framer {
  feed(pcm: Pcm): void;
  /** What is left is a frame too, filled with silence. */
  end(): void;
}

export function framer(onFrame: (frame: Pcm) => void): Framer {
  let frame = new Int16Array(FRAME_SAMPLES);
  let filled = 0;
  const give = (): void => {
    const whole = frame;
    frame = new Int16Array(FRAME_SAMPLES);
    filled = 0;
    onFrame(whole);
  };
  return {
    feed(pcm) {
      for (let at = 0; at < pcm.length; ) {
        const part = pcm.subarray(at, at + FRAME_SAMPLES - filled);
        frame.set(part, filled);
        at += part.length;
        filled += part.length;
        if (filled === FRAME_SAMPLES) give();
      }
    },
    end() {
      if (filled > 0) give();
    },
  };
}
