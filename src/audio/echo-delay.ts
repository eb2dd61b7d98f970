import type { Pcm } from "./pcm.ts";
import { transform } from "./spectrum.ts";

/** An echo comes within half a second: the buffers of a module and its network hold less. */
const SIZE = 8192;
const HEARD = SIZE / 2;
/** How much of what was known is kept at each look; looks are half a second apart. */
const KEPT = 0.7;
/** Once it is known, it is looked for so many times more rarely. */
const RARELY = 4;
/** An echo stands out of all other delays by so many times their root mean square. */
const STANDS_OUT = 8;

/** Finds after how many samples what is played is heard. */
export interface EchoDelay {
  feed(heard: Pcm, played: Pcm): void;
  /** In samples; null while no echo was found. */
  delay(): number | null;
}

/**
 * The peak of the cross-correlation of what is heard with what is played, every frequency weighted alike (the phase
 * transform: Knapp and Carter, "The generalized correlation method for estimation of time delay", 1976).
 */
export function echoDelay(): EchoDelay {
  const fft = transform(SIZE);
  const [re, im] = [new Float64Array(SIZE), new Float64Array(SIZE)];
  const [crossRe, crossIm] = [new Float64Array(SIZE), new Float64Array(SIZE)];
  const [heardLate, playedLate] = [new Float64Array(SIZE), new Float64Array(SIZE)];
  let fresh = 0;
  let found: number | null = null;

  function look(): void {
    // Both at once: what is played in the real part, the newer half of what is heard in the imaginary one.
    re.set(playedLate);
    im.fill(0, 0, HEARD);
    im.set(heardLate.subarray(HEARD), HEARD);
    fft(re, im);
    for (let k = 0; k <= SIZE / 2; k++) {
      const m = (SIZE - k) & (SIZE - 1);
      const xRe = (re[k] as number) + (re[m] as number);
      const xIm = (im[k] as number) - (im[m] as number);
      const yRe = (im[k] as number) + (im[m] as number);
      const yIm = (re[m] as number) - (re[k] as number);
      const r = yRe * xRe + yIm * xIm;
      const i = yIm * xRe - yRe * xIm;
      const size = Math.hypot(r, i);
      if (size === 0) continue;
      crossRe[k] = KEPT * (crossRe[k] as number) + r / size;
      crossIm[k] = KEPT * (crossIm[k] as number) + i / size;
    }
    // The inverse by the forward transform of the conjugate; what is correlated is real.
    for (let k = 0; k <= SIZE / 2; k++) {
      const m = (SIZE - k) & (SIZE - 1);
      re[k] = re[m] = crossRe[k] as number;
      im[k] = -(crossIm[k] as number);
      im[m] = crossIm[k] as number;
    }
    fft(re, im);
    let best = 0;
    let sum = 0;
    for (let lag = 0; lag < HEARD; lag++) {
      const size = Math.abs(re[lag] as number);
      sum += size * size;
      if (size > Math.abs(re[best] as number)) best = lag;
    }
    if (Math.abs(re[best] as number) > STANDS_OUT * Math.sqrt(sum / HEARD)) found = best;
  }

  return {
    feed(heard, played) {
      for (const [late, sound] of [
        [heardLate, heard],
        [playedLate, played],
      ] as const) {
        late.copyWithin(0, sound.length);
        late.set(sound, SIZE - sound.length);
      }
      fresh += heard.length;
      if (fresh < (found === null ? HEARD : RARELY * HEARD)) return;
      fresh = 0;
      if (playedLate.some((x) => x !== 0)) look();
    },
    delay: () => found,
  };
}
