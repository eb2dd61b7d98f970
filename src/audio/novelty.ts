import { BINS, type Look } from "./looks.ts";

/** So alike (the cosine of the angle between them) two looks are the same sound. */
const SAME = 0.95;
/** What has been heard of late, in so many pictures: enough for a howler, or for the three tones of an announcement. */
const KEPT = 8;

/**
 * Says of each look whether it sounds like none of the last few different ones. A tone of any cadence, several
 * at once, a hum with its overtones and the notes of an instrument say something new for two looks at most, each time
 * they begin; a voice changes all the time, for no vowel keeps its pitch; noise is always new. Noise beside a tone
 * spreads over all bins and turns the picture little: this holds down to 6 dB.
 */
export function novelty(): (look: Look) => boolean {
  let known: Float64Array[] = [];
  return (look) => {
    let squares = 0;
    for (let k = 0; k < BINS; k++) squares += (look[k] as number) ** 2;
    const norm = Math.sqrt(squares) || 1;
    const found = known.find((picture) => {
      let alike = 0;
      for (let k = 0; k < BINS; k++) alike += (look[k] as number) * (picture[k] as number);
      return alike > SAME * norm;
    });
    const picture = found ?? (known.length < KEPT ? new Float64Array(BINS) : (known[KEPT - 1] as Float64Array));
    if (!found) for (let k = 0; k < BINS; k++) picture[k] = (look[k] as number) / norm;
    known = [picture, ...known.filter((other) => other !== picture)];
    return !found;
  };
}
