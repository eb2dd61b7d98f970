import { type Pcm, RATE } from "../../../src/audio/pcm.ts";
import { amplitudeOf, dtmfColumns, dtmfKeys, dtmfRows } from "../../../src/audio/tones.ts";
import type { Digit } from "../../../src/kernel/phone-number.ts";
import type { Chance } from "./chance.ts";

/** A key as it is pressed somewhere and comes over a line. */
export interface Press {
  /** How long, ms. */
  readonly on: number;
  /** A break in the middle of it, ms. */
  readonly gap?: number;
  /** Share by which the row's and the column's frequency are off. */
  readonly row: number;
  readonly column: number;
  /** Level of the row's tone, dBm0, and the column's above it, dB. */
  readonly dbm0: number;
  readonly twist: number;
  /** The noise of 0–4 kHz below both tones together, dB; none at Infinity. */
  readonly noise: number;
}

/** Each press has half a second of line to itself, and begins after 150 ms of it at any point of a window. */
export const SLOT = RATE / 2;
const LEAD = 0.15 * RATE;
const JITTER = 160;

const power = (dbm0: number): number => amplitudeOf(dbm0) ** 2 / 2;

/** Adds a press to a slot of a line: its tones, and noise in all of the slot. */
export function pressed(line: Float64Array, slot: number, key: Digit, press: Press, next: Chance): void {
  const { on, gap = 0, row, column, dbm0, twist, noise } = press;
  const index = dtmfKeys.indexOf(key);
  const parts = [
    { hz: (dtmfRows[index >> 2] as number) * (1 + row), dbm0 },
    { hz: (dtmfColumns[index & 3] as number) * (1 + column), dbm0: dbm0 + twist },
  ].map(({ hz, dbm0 }) => ({ w: (2 * Math.PI * hz) / RATE, peak: amplitudeOf(dbm0), phase: next.between(0, 7) }));
  const from = slot * SLOT + LEAD + Math.floor(next.between(0, JITTER));
  const length = Math.round((on * RATE) / 1000);
  const half = Math.round((gap * RATE) / 2000);
  for (let n = 0; n < length; n++) {
    if (Math.abs(n - length / 2) < half) continue;
    let sum = 0;
    for (const { w, peak, phase } of parts) sum += peak * Math.sin(w * n + phase);
    line[from + n] = (line[from + n] as number) + sum;
  }
  const spread = Math.sqrt((power(dbm0) + power(dbm0 + twist)) * 10 ** (-noise / 10));
  if (spread > 0)
    for (let n = slot * SLOT; n < (slot + 1) * SLOT; n++) line[n] = (line[n] as number) + spread * next.normal();
}

/** A line's sound in sixteen bits. */
export const sixteenBits = (line: Float64Array): Pcm =>
  Int16Array.from(line, (x) => Math.max(-32768, Math.min(32767, Math.round(x))));
