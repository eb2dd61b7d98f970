import { FRAME_SAMPLES, type Pcm, samplesIn } from "../../audio/pcm.ts";
import { seconds } from "../../kernel/units.ts";
import { mixed } from "./mixed.ts";

/** Root mean square of −58 dBm0, where a sine at full scale has +3.14 dBm0. No line is stiller. */
const LEVEL = (32_768 / Math.SQRT2) * 10 ** (-(58 + 3.14) / 20);
const FRAMES = samplesIn(seconds(2)) / FRAME_SAMPLES;

/** Two seconds of hiss that come again and again, the same in each run. */
const hiss: readonly Pcm[] = (() => {
  let state = 0x5eed;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  // The sum of twelve has a variance of one.
  const sample = (): number =>
    Math.round(LEVEL * Array.from({ length: 12 }, random).reduce((sum, one) => sum + one, 0));
  return Array.from({ length: FRAMES }, () => Int16Array.from({ length: FRAME_SAMPLES }, sample));
})();

/** Adds to each 20 ms of a line what it hisses by itself. */
export function lineNoise(): (sound: Pcm) => Pcm {
  let frame = 0;
  return (sound) => mixed(sound, hiss[frame++ % FRAMES] as Pcm);
}
