import type { Pcm } from "../../audio/pcm.ts";

/** Two sounds at once, held to full scale. */
export function mixed(a: Pcm, b: Pcm): Pcm {
  return a.map((sample, n) => Math.max(-32768, Math.min(32767, sample + (b[n] ?? 0))));
}
