import { HALF, type Halves } from "./dtmf-bins.ts";
import { RATE } from "./pcm.ts";
import { pair, type Share } from "./tone-chord.ts";
import type { Phasor } from "./tone-filters.ts";
import { dtmfColumns, dtmfRows } from "./tones.ts";

/** Four windows are five halves: 32 ms. */
const FITTED = 5;

const tones = [...dtmfRows, ...dtmfColumns];

/** One of the eight tones (rows, then columns), and what its phase turns in half a window beyond that of the exact one. */
export interface Heard {
  readonly tone: number;
  readonly turn: number;
}

export interface Fit {
  /** Mean square of the last 32 ms. */
  readonly total: number;
  /** How much of it two steady tones explain, by least squares. */
  readonly tones: number;
}

/** A window of 13 ms takes much of a voice for two tones; 32 ms do not, for a voice glides and swells. */
export function fitted(late: Halves, row: Heard, column: Heard): Fit {
  let total = 0;
  for (let ago = 0; ago < FITTED; ago++) total += late.energy(ago) / FITTED;
  const of = pair(frequency(row), frequency(column), FITTED * HALF, false);
  return { total, tones: of(longTone(late, row), longTone(late, column), share).explained };
}

const share: Share = { power: 0, explained: 0 };

const frequency = ({ tone, turn }: Heard): number => (tones[tone] as number) + (turn * RATE) / (2 * Math.PI * HALF);

/** The halves as one, each brought to the phase of the newest one's end. */
function longTone(late: Halves, heard: Heard): Phasor {
  const { turn } = heard;
  const each = (2 * Math.PI * frequency(heard) * HALF) / RATE;
  // Seen at the exact tone, a half is a little weaker, and behind by what the phase turns from its end to its middle.
  const behind = (turn * (HALF - 1)) / (2 * HALF);
  const seen = turn === 0 ? 1 : Math.sin(turn / 2) / (turn / 2);
  const sum = { re: 0, im: 0 };
  for (let ago = 0; ago < FITTED; ago++) {
    const angle = each * ago + behind;
    late.add(heard.tone, ago, Math.cos(angle) / seen, Math.sin(angle) / seen, sum);
  }
  return sum;
}
