import { alawDecoded, alawEncoded } from "../../../src/audio/g711.ts";
import type { Pcm } from "../../../src/audio/pcm.ts";
import { dtmfKeys } from "../../../src/audio/tones.ts";
import type { Digit } from "../../../src/kernel/phone-number.ts";
import { soxOf } from "../sounds.ts";
import type { Cell, Way } from "./cells.ts";
import { chance } from "./chance.ts";
import { pressed, SLOT, sixteenBits } from "./press.ts";

/** A line on which a key was pressed in each slot. */
export interface KeyLine {
  readonly pcm: Pcm;
  readonly keys: readonly Digit[];
}

/** `count` presses of a cell; another seed draws others. */
export function keyLine({ press, way }: Cell, count: number, seed: number): KeyLine {
  const next = chance(seed);
  const keys = Array.from({ length: count }, () => next.of(dtmfKeys));
  const line = new Float64Array(count * SLOT);
  for (const [slot, key] of keys.entries()) pressed(line, slot, key, press(next), next);
  const pcm = sixteenBits(line);
  return { pcm: way ? through(way, pcm) : pcm, keys };
}

const RAW = ["-t", "raw", "-r", "8000", "-c", "1", "-e", "signed", "-b", "16"] as const;
/** How `sox` is told of them; the AMR of opencore has eight modes, the slowest first. */
const codecs: Readonly<Record<Exclude<Way, "alaw">, readonly string[]>> = {
  gsm: ["-t", "gsm"],
  "amr-12.2": ["-t", "amr-nb", "-C", "7"],
  "amr-4.75": ["-t", "amr-nb", "-C", "0"],
};

/** A codec there and back. */
export function through(way: Way, pcm: Pcm): Pcm {
  if (way === "alaw") return pcm.map((x) => alawDecoded[alawEncoded[x & 0xffff] as number] as number);
  const codec = codecs[way];
  const coded = soxOf(bytesOf(pcm), ...RAW, "-", ...codec, "-");
  const back = soxOf(coded, ...codec.slice(0, 2), "-r", "8000", "-c", "1", "-", ...RAW, "-");
  return pcmOf(back);
}

export const bytesOf = (pcm: Pcm): Uint8Array => new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength);
export const pcmOf = (bytes: Uint8Array): Pcm => new Int16Array(Uint8Array.from(bytes).buffer, 0, bytes.length >> 1);
