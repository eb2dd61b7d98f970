import type { Pcm } from "../../audio/pcm.ts";

/** Telephone sound as text: 16 bits a sample, the machine's own order, base64. */
export const spellSound = (pcm: Pcm): string =>
  Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength).toString("base64");

/** Copied, for samples of 16 bits must begin at an even byte. */
export function readSound(text: string): Pcm {
  const bytes = Uint8Array.from(Buffer.from(text, "base64"));
  return new Int16Array(bytes.buffer, 0, bytes.length >> 1);
}
