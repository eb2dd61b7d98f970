import { dbov } from "./noise-floor.ts";
import { type Pcm, RATE } from "./pcm.ts";
import { BLOCK, type Blocks, toneBlocks } from "./tone-blocks.ts";

/** Left before the first sound and after the last, so that no word loses its edge. */
const MARGIN = RATE * 0.2;
/** Sound stands this far (dB) above the quiet of its own message. */
const ABOVE = 7;
const LOUDEST_QUIET = -32;
const FAINTEST_SOUND = -55;
/** Sound of less than 60 ms at an end is a click. */
const SHORTEST = 6;

/**
 * A kept message without what nobody wants to hear: the silence before it, and at its end silence, the exchange's
 * tone after the caller hung up, and the key that ended it. Nothing within is touched.
 * Empty when there was nothing else.
 */
export function trim(pcm: Pcm): Pcm {
  const tones = toneBlocks(pcm);
  const sounding = soundBlocks(pcm).map((sound, block) => sound && tones[block] !== true);
  const first = sounding.findIndex((_, block) => lasts(sounding, block, 1));
  const last = sounding.findLastIndex((_, block) => lasts(sounding, block, -1));
  if (first < 0 || last < 0) return new Int16Array(0);
  const toneAfter = tones.indexOf(true, last + 1);
  const end = Math.min((last + 1) * BLOCK + MARGIN, toneAfter < 0 ? pcm.length : toneAfter * BLOCK);
  return pcm.slice(Math.max(0, first * BLOCK - MARGIN), end);
}

const lasts = (sounding: Blocks, block: number, step: 1 | -1): boolean => {
  for (let i = 0; i < SHORTEST; i++) if (sounding[block + i * step] !== true) return false;
  return true;
};

/** Which blocks of 10 ms rise above the message's own noise, taken as its quietest tenth. */
function soundBlocks(pcm: Pcm): Blocks {
  const levels = Array.from({ length: Math.ceil(pcm.length / BLOCK) }, (_, i) =>
    dbov(pcm, i * BLOCK, Math.min(pcm.length, (i + 1) * BLOCK)),
  );
  const quiet = levels.toSorted((a, b) => a - b)[Math.floor(levels.length / 10)] ?? 0;
  const threshold = Math.max(Math.min(quiet, LOUDEST_QUIET) + ABOVE, FAINTEST_SOUND);
  return levels.map((level) => level > threshold);
}
