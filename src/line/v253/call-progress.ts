import type { CadenceTone } from "../../audio/tone-signatures.ts";
import { type Millis, millis, seconds } from "../../kernel/units.ts";
import type { DialOutcome } from "../line.ts";

/** What 20 ms of a leg that is being rung sounds like. */
export type LegSound = "tone" | "voice" | "quiet";

export type LegInput =
  | { readonly kind: "heard"; readonly sound: LegSound; readonly lasting: Millis }
  /** A cadence recognised, by the software or by the modem. */
  | { readonly kind: "recognised"; readonly tone: CadenceTone };

export interface LegProgress {
  /** Since the last key was dialled. */
  readonly elapsed: Millis;
  /** Any tone at all, together: enough of it was a ringback, whole or cut short by an answer. */
  readonly tone: Millis;
  readonly sinceTone: Millis;
  /** Voice of late: grows with voice, fades without. */
  readonly voice: Millis;
  readonly outcome: DialOutcome | null;
}

export const justDialled: LegProgress = {
  elapsed: millis(0),
  tone: millis(0),
  sinceTone: millis(0),
  voice: millis(0),
  outcome: null,
};

/** So much voice is a person (or a voicemail: only screening tells); less is a click or the edge of a tone. */
const A_WORD = millis(300);
const A_TONE = millis(300);
/** The French ringback pauses for 3.5 s: a longer pause after a tone means that someone picked up, and says nothing. */
const RINGING_ENDED = millis(4000);
/** What is heard in the first moment is the tail of the keys. */
const SETTLING = millis(200);
const LONGEST_RING = seconds(600);

/**
 * Watches a leg from the last key dialled until it is answered, refused, or has rung long enough. Answered: voice, or a
 * tone and then none for 4 s. A mobile's music instead of ringback counts as an answer; screening by key finds out.
 */
export function followLeg(state: LegProgress, input: LegInput, ringFor: Millis): LegProgress {
  if (state.outcome !== null) return state;
  switch (input.kind) {
    case "recognised":
      return recognised(state, input.tone);
    case "heard":
      return judged(heard(state, input.sound, input.lasting), ringFor);
  }
}

function recognised(state: LegProgress, tone: CadenceTone): LegProgress {
  switch (tone) {
    case "busy":
      return { ...state, outcome: "busy" };
    case "congestion":
    case "special-information":
    // The exchange still waits for keys: it did not take those it got.
    case "dial":
      return { ...state, outcome: "failed" };
    // Whoever calls was on hold before the leg was rung: this is none of it.
    case "fax":
      return state;
    case "ringback":
      return { ...state, tone: millis(Math.max(state.tone, A_TONE)), sinceTone: millis(0) };
  }
}

function heard(state: LegProgress, sound: LegSound, lasting: Millis): LegProgress {
  const elapsed = millis(state.elapsed + lasting);
  if (elapsed <= SETTLING) return { ...state, elapsed };
  return {
    ...state,
    elapsed,
    tone: sound === "tone" ? millis(state.tone + lasting) : state.tone,
    sinceTone: sound === "tone" ? millis(0) : millis(state.sinceTone + lasting),
    voice: sound === "voice" ? millis(state.voice + lasting) : millis(Math.max(0, state.voice - lasting / 4)),
  };
}

function judged(state: LegProgress, ringFor: Millis): LegProgress {
  const silentPickUp = state.tone >= A_TONE && state.sinceTone > RINGING_ENDED;
  if (state.voice >= A_WORD || silentPickUp) return { ...state, outcome: "answered" };
  if (state.elapsed >= Math.min(ringFor, LONGEST_RING)) return { ...state, outcome: "no-answer" };
  return state;
}
