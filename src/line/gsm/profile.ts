import type { Millis } from "../../kernel/units.ts";
import type { InitCommand } from "../saying.ts";

/** How sound comes to the program: frames of 20 ms, S16LE, 8 kHz, on a port of its own. */
export interface PortSound {
  readonly on: string;
  readonly off: string;
  /** After the call is up: some modules make static of what is switched on sooner. */
  readonly settle: Millis;
}

/** All that the driver knows about a kind of cellular module. Data: whatever differs between modules stands here. */
export interface GsmProfile {
  readonly name: string;
  /** Looked for in what `ATI` and `AT+CGMM` say; null: taken when no other fits. */
  readonly identify: RegExp | null;
  /** Tried first where it is higher. */
  readonly rank: number;
  /** After the SIM is open. */
  readonly init: readonly InitCommand[];
  /** Null: analog pins, which a sound card hears. */
  readonly sound: PortSound | null;
  /** Voice over LTE: what is asked to learn whether calls can come by it, what its answer is then, and what sets it. */
  readonly volte: { readonly ask: string; readonly can: RegExp; readonly set: readonly InitCommand[] } | null;
  /** Starts the module anew, as nothing else clears some states. */
  readonly reset: string;
  readonly hangUp: string;
  /** Turns away whoever knocks while a call is up, as busy. */
  readonly refuse: string;
  /** No network in France for it. */
  readonly without?: "network-in-france";
}
