import type { OpenPipe } from "../../serial/byte-pipe.ts";
import type { GsmProfile, SoundSwitch } from "./profile.ts";

/** What carries a module's sound to the program: frames of S16LE at 8 kHz, in both directions. */
export interface SoundWay {
  /** A port of the module's own, or a sound card: one at its analog pins, or the module itself. */
  readonly over: "port" | "card";
  /** For one call. */
  readonly open: OpenPipe;
}

/** How this module is told to use it; null where it can't. */
export const switchOf = ({ sound, card }: GsmProfile, way: SoundWay | null): SoundSwitch | null =>
  way === null ? null : way.over === "card" ? card : sound;
