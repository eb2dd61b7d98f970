import type { Millis } from "../../kernel/units.ts";
import type { InitCommand } from "../saying.ts";

/** What a module is told before and after the sound of a call; null where nothing need be said. */
export interface SoundSwitch {
  readonly on: string | null;
  readonly off: string | null;
  /** After the call is up: some modules make static of what is switched on sooner. */
  readonly settle: Millis;
}

/** Whether the hour that a module tells is that of its zone, with the offset beside it, or UTC. */
export type TimeForm = "local" | "utc";

/** All that the driver knows about a kind of cellular module. Data: whatever differs between modules stands here. */
export interface GsmProfile {
  readonly name: string;
  /** Looked for in what `ATI` and `AT+CGMM` say; null: taken when no other fits. */
  readonly identify: RegExp | null;
  /** Tried first where it is higher. */
  readonly rank: number;
  /** After the SIM is open. */
  readonly init: readonly InitCommand[];
  /** Sound on a port of its own: frames of 20 ms, S16LE, 8 kHz. Null: it has none. */
  readonly sound: SoundSwitch | null;
  /** Sound by a sound card: one at its analog pins, or the one that the module shows to the computer. */
  readonly card: SoundSwitch;
  /** Voice over LTE: what is asked to learn whether calls can come by it, what its answer is then, and what sets it. */
  readonly volte: { readonly ask: string; readonly can: RegExp; readonly set: readonly InitCommand[] } | null;
  /** How it is asked for the hour of the network; the first that tells one. */
  readonly time: readonly { readonly ask: string; readonly form: TimeForm }[];
  /** So many looks at the registration must find none before the line is told to have no network. */
  readonly networkLooks: number;
  /** Starts the module anew, as nothing else clears some states. */
  readonly reset: string;
  readonly hangUp: string;
  /** Turns away whoever knocks while a call is up, as busy. */
  readonly refuse: string;
  /** No network in France for it. */
  readonly without?: "network-in-france";
}
