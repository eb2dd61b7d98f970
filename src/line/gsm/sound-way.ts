import type { OpenPipe } from "../../serial/byte-pipe.ts";
import type { GsmProfile, SoundSwitch } from "./profile.ts";

/** What carries a module's sound to the program: frames of S16LE at 8 kHz, in both directions. */
export type SoundWay = PortWay | CardWay;

/** A port of the module's own. */
interface PortWay {
  readonly over: "port";
  /** For one call. */
  readonly open: OpenPipe;
}

/** A sound card: one at the module's analog pins, or the module itself. */
export interface CardWay {
  readonly over: "card";
  /** As the configuration calls it. */
  readonly name: string;
  readonly open: OpenPipe;
  /** Opens it for a moment, without a call. Faults: those of opening. */
  readonly look: () => Promise<void>;
  /** Whether it is still plugged in, as far as the kernel tells. Costs nothing, and disturbs nobody. */
  readonly isThere: () => Promise<boolean>;
}

/** How this module is told to use it; null where it can't. */
export const switchOf = ({ sound, card }: GsmProfile, way: SoundWay | null): SoundSwitch | null =>
  way === null ? null : way.over === "card" ? card : sound;
