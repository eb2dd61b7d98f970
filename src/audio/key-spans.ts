import { dtmfBins, HALF } from "./dtmf-bins.ts";
import { keyOf } from "./dtmf-key.ts";
import type { InSteps } from "./in-steps.ts";
import { type Pcm, RATE } from "./pcm.ts";

/** Windows in a row with the same key. */
const SURELY_KEY = 4;
/** The edges of a key are half in a window and not seen: this many samples more on either side. */
const EDGE = RATE * 0.04;

/** Sound in a step. */
const PIECE = 4 * RATE;

/** Tells of a sample whether it lies in the tone of a telephone key. */
export function* keysIn(pcm: Pcm): InSteps<(at: number) => boolean> {
  const spans: (readonly [from: number, to: number])[] = [];
  let end = 0;
  let key = -1;
  let row = 0;
  const bins = dtmfBins((bins) => {
    end += HALF;
    const here = keyOf(bins);
    row = here >= 0 && here === key ? row + 1 : 1;
    key = here;
    if (key >= 0 && row >= SURELY_KEY) spans.push([end - (row + 1) * HALF - EDGE, end + EDGE]);
  });
  for (let at = 0; at < pcm.length; at += PIECE) {
    bins(pcm.subarray(at, at + PIECE));
    yield;
  }
  return (at) => spans.some(([from, to]) => at >= from && at < to);
}
