import { type DtmfBins, turnOf } from "./dtmf-bins.ts";
import type { Phasor } from "./tone-filters.ts";

/** Between ±1.5 % and 2 Hz, which is taken (ES 201 235-3), and ±3.5 %, which is refused (Q.24). */
const OFF_FREQUENCY = 0.0195;
/** How alike the turns of the phase are from window to window: a tone's are, a voice's are not. */
const COHERENT = 0.9;

/** Follows the phase of a tone from window to window. */
export interface PhaseCheck {
  reset(): void;
  /** Another window; true while the turns agree and say that the frequency is right. */
  add(bins: DtmfBins, tone: number): boolean;
  /** By how much the phase turns in half a window, beyond that of the exact tone. */
  turn(): number;
}

/** A window can't tell 2 % from 4 %, so the frequency is checked again by the phase: it turns with each that is off. */
export function phaseCheck(): PhaseCheck {
  const turn: Phasor = { re: 0, im: 0 };
  let re = 0;
  let im = 0;
  let length = 0;
  return {
    reset() {
      re = 0;
      im = 0;
      length = 0;
    },
    add(bins, tone) {
      bins.turned(tone, turn);
      re += turn.re;
      im += turn.im;
      length += Math.hypot(turn.re, turn.im);
      return Math.hypot(re, im) > COHERENT * length && Math.abs(Math.atan2(im, re)) < turnOf(tone, OFF_FREQUENCY);
    },
    turn: () => Math.atan2(im, re),
  };
}
