import type { Pcm } from "../../../src/audio/pcm.ts";
import { RATE } from "../../../src/audio/pcm.ts";
import { amplitudeOf, dtmfKeys } from "../../../src/audio/tones.ts";
import { chance } from "./chance.ts";
import { type KeyLine, through } from "./lines.ts";
import { pressed, SLOT, sixteenBits } from "./press.ts";

/** A call in which keys are pressed while the box plays, and the line gives its sound back. */
export interface EchoingLine extends KeyLine {
  readonly played: Pcm;
}

/** The path of an echo: 6 ms that die away. */
const PATH = 48;
/** Nobody presses a key in the first seconds: the slots before are silent. */
const LEAD_SLOTS = 4;

/** Keys in all of a prompt, whose echo (where it sounds) is `below` dB below both tones of a key together. */
export function echoingLine(prompt: Pcm, below: number, seed: number): EchoingLine {
  const next = chance(seed);
  const delay = Math.floor(next.between(0.01, 0.3) * RATE);
  const path = Float64Array.from({ length: PATH }, (_, n) => next.normal() * Math.exp(-n / 12));
  const count = Math.floor(prompt.length / SLOT);
  const played = prompt.subarray(0, count * SLOT);
  const line = new Float64Array(played.length);
  for (let n = delay + PATH; n < line.length; n++)
    for (let k = 0; k < PATH; k++)
      line[n] = (line[n] as number) + (path[k] as number) * (played[n - delay - k] as number);
  const dbm0 = next.between(-30, -18);
  const sounding = line.filter((x) => Math.abs(x) > 20);
  const power = sounding.reduce((sum, x) => sum + x * x, 0) / Math.max(1, sounding.length);
  const gain = Math.sqrt((amplitudeOf(dbm0) ** 2 / power) * 10 ** (-below / 10));
  line.forEach((x, n) => {
    line[n] = gain * x;
  });
  const keys = Array.from({ length: count - LEAD_SLOTS }, () => next.of(dtmfKeys));
  for (const [slot, key] of keys.entries()) {
    const [row, column] = [next.between(-0.008, 0.008), next.between(-0.008, 0.008)];
    const press = { on: next.between(60, 200), row, column, dbm0, twist: next.between(-3, 3), noise: 35 };
    pressed(line.subarray(LEAD_SLOTS * SLOT), slot, key, press, next);
  }
  return { pcm: through("alaw", sixteenBits(line)), played, keys };
}

/** Digits told in the slots of the keys: those before them have no key. */
export const leadOf = LEAD_SLOTS * SLOT;
