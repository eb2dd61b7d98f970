import type { Pcm } from "../../audio/pcm.ts";
import type { CallerId } from "../../kernel/caller-id.ts";
import type { Millis } from "../../kernel/units.ts";
import type { SoundPath } from "./sound-path.ts";

/** A caller's call, from its first ring until the line is on-hook again. */
export interface GsmCall {
  /** Its place in the module's list of calls; null until that was seen. */
  id: number | null;
  /** Its number as that list had it first; null while it had none. */
  listed: string | null;
  /** Taken: the module's list of calls said so. */
  up: boolean;
  /** The caller hung up, or the call went another way: nothing more is told about it. */
  gone: boolean;
  readonly over: AbortController;
  /** The second call, while there is one. */
  leg: Leg | null;
  sound: SoundPath | null;
  /** While its sound is being brought: resolves or fails when that is over. */
  bringing: Promise<void> | null;
  /** Somebody who calls meanwhile, as it was told; the id once the list has them. */
  knock: { readonly id: number | null; readonly number: string | null; readonly at: Millis } | null;
  /** Who calls, as it was told. */
  caller: CallerId | null;
  /** Who listens. */
  hear: (frame: Pcm) => void;
}

/** A call that the line makes. */
export interface Leg {
  id: number | null;
  state: "dialling" | "alerting" | "active" | "gone";
  /** The word with which it went: `BUSY`, `NO ANSWER`, `NO CARRIER`. */
  word: string | null;
  changed: () => void;
}

const nobody = (): void => undefined;

export const newGsmCall = (): GsmCall => ({
  id: null,
  listed: null,
  up: false,
  gone: false,
  over: new AbortController(),
  leg: null,
  sound: null,
  bringing: null,
  knock: null,
  caller: null,
  hear: nobody,
});

export const newLeg = (): Leg => ({ id: null, state: "dialling", word: null, changed: nobody });
