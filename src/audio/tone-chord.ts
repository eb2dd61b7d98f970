import { RATE } from "./pcm.ts";
import type { Phasor } from "./tone-filters.ts";

/** What one chord (a frequency, or two together) explains of a window. */
export interface Share {
  /** Mean square of its tones, however they beat. */
  power: number;
  /** Mean square of what it explains of this very window. */
  explained: number;
}

/** The weaker of two tones has at least a tenth of the stronger one's power. */
const TWIST = 0.1;

/** How much of a window of `size` samples one tone explains. */
export function single(tone: Phasor, size: number, share: Share): Share {
  share.power = (2 * (tone.re * tone.re + tone.im * tone.im)) / (size * size);
  share.explained = share.power;
  return share;
}

/**
 * The same for two tones together (`both`: nothing when one is missing), or for one that lies anywhere between the two.
 * In 20 ms tones 40 or 50 Hz apart are not quite independent, so what each of them holds is solved for.
 */
export function pair(
  lower: number,
  upper: number,
  size: number,
  both: boolean,
): (a: Phasor, b: Phasor, share: Share) => Share {
  const d = (2 * Math.PI * (upper - lower)) / RATE;
  // The sum of e^(jdm) over the window, whose last sample is m = 0.
  let re = 0;
  let im = 0;
  for (let m = 0; m < size; m++) {
    re += Math.cos(d * m);
    im -= Math.sin(d * m);
  }
  const det = size * size - re * re - im * im;
  return (a, b, share) => {
    const aRe = (size * a.re - (re * b.re - im * b.im)) / det;
    const aIm = (size * a.im - (re * b.im + im * b.re)) / det;
    const bRe = (size * b.re - (re * a.re + im * a.im)) / det;
    const bIm = (size * b.im - (re * a.im - im * a.re)) / det;
    const first = aRe * aRe + aIm * aIm;
    const second = bRe * bRe + bIm * bIm;
    const there = !both || (first > TWIST * second && second > TWIST * first);
    share.explained = there ? (2 * (aRe * a.re + aIm * a.im + bRe * b.re + bIm * b.im)) / size : 0;
    share.power = both && there ? 2 * (first + second) : share.explained;
    return share;
  };
}
