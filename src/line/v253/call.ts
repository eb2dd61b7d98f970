import { type Millis, millis } from "../../kernel/units.ts";
import type { Doubt } from "./doubt.ts";
import type { HeardKeys } from "./heard-keys.ts";
import { type KeyState, noKey } from "./keys.ts";
import type { Playing } from "./playing.ts";
import type { RungLeg } from "./second-leg.ts";
import type { Suspicion } from "./signs.ts";
import type { Taking } from "./taking.ts";

/** A call that was answered, or is about to be, until the line is on-hook again. */
export interface Call {
  /** Off-hook, by the modem's word. */
  up: boolean;
  readonly taking: Taking;
  /** The caller hung up, or the call is somebody else's: nothing more is told about it. */
  gone: boolean;
  /** Somebody lifted the telephone beside the box: the caller is theirs now. */
  taken: boolean;
  /** When our relay last moved, on a clock that nobody sets. */
  relayAt: Millis;
  /** The second leg. `gone`: it hung up, the caller is still on hold. */
  leg: "none" | "dialling" | "up" | "gone";
  /** The leg while it rings. */
  rung: RungLeg | null;
  /** A hook flash is under way: the loop break and the dial tone heard are our own doing. */
  deaf: boolean;
  playing: Playing | null;
  /** How long the line was listened to since the last sound of ours: while that is played most modems are deaf. */
  heardFor: Millis;
  /** A waiting call was told about. */
  knocked: boolean;
  keys: KeyState;
  /** Keys that were reported, held against the sound. */
  readonly heardKeys: HeardKeys;
  suspicion: Suspicion;
  /** The caller may have hung up. */
  doubt: Doubt | null;
}

export const newCall = (elapsed: Millis, taking: Taking, heardKeys: HeardKeys): Call => ({
  up: false,
  taking,
  gone: false,
  taken: false,
  relayAt: elapsed,
  leg: "none",
  rung: null,
  deaf: false,
  playing: null,
  heardFor: millis(0),
  knocked: false,
  keys: noKey,
  heardKeys,
  suspicion: null,
  doubt: null,
});

/** Someone is there to speak with. */
export const isLive = (call: Call | null): call is Call => call?.up === true && !call.gone;
