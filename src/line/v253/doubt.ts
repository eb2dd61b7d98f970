import { FRAME } from "../../audio/pcm.ts";
import { type Millis, millis, seconds } from "../../kernel/units.ts";
import type { GoneSign } from "../line.ts";

/**
 * A sign that only may mean that the caller hung up, as far as the listening has come that shall tell. A voice clears
 * it. The tone of the exchange is recognised elsewhere, and ends the call at once.
 */
export interface Doubt {
  readonly sign: GoneSign;
  /** Still to be listened to. Null: silence proves nothing, for whoever listens to an announcement says nothing. */
  readonly left: Millis | null;
  /** Voice of late: grows with voice, fades without. */
  readonly voice: Millis;
}

/** So long without a voice after a loop break, or after a tone that the modem alone heard, nobody is there. */
const LISTEN = seconds(2.5);
/** Less is a click of the exchange. */
const A_WORD = millis(240);

/** A sign that came while the line was heard. */
export const doubted = (sign: GoneSign, left: Millis = LISTEN): Doubt => ({ sign, left, voice: millis(0) });

/** One that came while something was played. */
export const doubtedUnheard = (sign: GoneSign): Doubt => ({ sign, left: null, voice: millis(0) });

/** 20 ms later: still in doubt, cleared (null), or proven. */
export function listenOn(doubt: Doubt, lively: boolean): { readonly doubt: Doubt | null; readonly proven: boolean } {
  const voice = lively ? doubt.voice + FRAME : doubt.voice - FRAME / 4;
  if (voice >= A_WORD) return { doubt: null, proven: false };
  const left = doubt.left === null ? null : millis(doubt.left - FRAME);
  return { doubt: { ...doubt, left, voice: millis(Math.max(0, voice)) }, proven: left !== null && left <= 0 };
}
