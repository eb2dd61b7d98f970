import { dtmfBins, HALF } from "./dtmf-bins.ts";
import { keyOf } from "./dtmf-key.ts";
import type { Pcm } from "./pcm.ts";
import { LISTENED, type ToneRun, toneRuns } from "./tone-runs.ts";

/** A sound in blocks of 10 ms, each with something or without. */
export type Blocks = readonly boolean[];
export const BLOCK = 80;

/** Shorter than this it may be a vowel; the shortest beat there is (congestion) lasts 250 ms. */
const SURELY_TONE = 200;
/** Windows in a row with the same key. */
const SURELY_KEY = 4;
/** The edges of a tone are half in a window and not seen: this many blocks more on either side. */
const EDGE = 2;

/** Which blocks hold a progress tone or a key of the telephone. */
export function toneBlocks(pcm: Pcm): Blocks {
  const blocks = new Array<boolean>(Math.ceil(pcm.length / BLOCK)).fill(false);
  for (const [from, to] of [...toneSpans(pcm), ...keySpans(pcm)])
    blocks.fill(true, Math.max(0, Math.floor(from / BLOCK) - EDGE), Math.ceil(to / BLOCK) + EDGE);
  return blocks;
}

type Span = readonly [from: number, to: number];

/** Long tones, and the short ones that follow with only quiet between: the beat that the recording's end cut off. */
function toneSpans(pcm: Pcm): readonly Span[] {
  const spans: Span[] = [];
  let at = 0;
  let sure = false;
  for (const { heard, ms } of runsOf(pcm)) {
    const length = ms * 8;
    if (typeof heard === "number") {
      sure ||= ms >= SURELY_TONE;
      if (sure) spans.push([at, at + length]);
    } else if (heard === "other") sure = false;
    at += length;
  }
  return spans;
}

function runsOf(pcm: Pcm): readonly ToneRun[] {
  const runs: ToneRun[] = [];
  let open: ToneRun | null = null;
  toneRuns(LISTENED).feed(pcm, (run, ended) => {
    if (ended) runs.push(run);
    open = ended ? null : run;
  });
  return open ? [...runs, open] : runs;
}

function keySpans(pcm: Pcm): readonly Span[] {
  const spans: Span[] = [];
  let end = 0;
  let key = -1;
  let row = 0;
  dtmfBins((bins) => {
    end += HALF;
    const here = keyOf(bins);
    row = here >= 0 && here === key ? row + 1 : 1;
    key = here;
    if (key >= 0 && row >= SURELY_KEY) spans.push([end - (row + 1) * HALF, end]);
  })(pcm);
  return spans;
}
