import { FRAME_SAMPLES, type Pcm } from "../../../src/audio/pcm.ts";
import type { Digit } from "../../../src/kernel/phone-number.ts";
import type { KeyLine } from "./lines.ts";
import { SLOT } from "./press.ts";

/** A digit that a receiver told, and the sample by which it did. */
export interface Told {
  readonly digit: Digit;
  readonly at: number;
}

export interface Score {
  /** Presses of which their own key was told, once and nothing else, in parts of all. */
  readonly right: number;
  /** Presses of which anything was told. */
  readonly heard: number;
  /** Digits that were told and not pressed, or told a second time. */
  readonly wrong: number;
}

export function score({ keys }: Pick<KeyLine, "keys">, told: readonly Told[]): Score {
  let right = 0;
  let heard = 0;
  let wrong = 0;
  for (const [slot, key] of keys.entries()) {
    const here = told.filter(({ at }) => at > slot * SLOT && at <= (slot + 1) * SLOT);
    if (here.length > 0) heard++;
    const own = here.some(({ digit }) => digit === key);
    wrong += here.length - (own ? 1 : 0);
    if (own && here.length === 1) right++;
  }
  return { right: right / keys.length, heard: heard / keys.length, wrong };
}

/** What a receiver tells of a sound that comes in frames; `played` is what the box plays meanwhile. */
export function toldBy(feed: (frame: Pcm, played?: Pcm) => readonly Digit[], pcm: Pcm, played?: Pcm): readonly Told[] {
  const told: Told[] = [];
  for (let from = 0; from < pcm.length; from += FRAME_SAMPLES) {
    const at = from + FRAME_SAMPLES;
    for (const digit of feed(pcm.subarray(from, at), played?.subarray(from, at))) told.push({ digit, at });
  }
  return told;
}
