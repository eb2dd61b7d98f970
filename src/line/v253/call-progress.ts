import type { CadenceTone } from "../../audio/tone-signatures.ts";
import { type Millis, millis, seconds } from "../../kernel/units.ts";
import type { DialOutcome } from "../line.ts";
import { type Beats, BUSY, beaten, noBeats, ringingEnded } from "./foreign-tones.ts";

/** What 20 ms of a leg that is being rung sounds like; `strange` is a steady sound that is no tone of this country. */
export type LegSound = "tone" | "strange" | "voice" | "quiet";

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
  /** Tones of this country alone, from the first moment on. */
  readonly ringback: Millis;
  /** The tone that sounds, or did last. */
  readonly ring: Millis;
  /** Tones and pauses of late that were all alike. */
  readonly beats: Beats;
  /** Voice of late: grows with voice, fades without. */
  readonly voice: Millis;
  /** The steady sound just before, which may have been the beginning of a voice. */
  readonly unsure: Millis;
  readonly outcome: DialOutcome | null;
}

export const justDialled: LegProgress = {
  elapsed: millis(0),
  tone: millis(0),
  sinceTone: millis(0),
  ringback: millis(0),
  ring: millis(0),
  beats: noBeats,
  voice: millis(0),
  unsure: millis(0),
  outcome: null,
};

/** So much voice is a person (or a voicemail: only screening tells); less is a click or the edge of a tone. */
const A_WORD = millis(300);
const A_TONE = millis(300);
/** A voice is known for one so long after it began: what sounded until then was its first syllable. */
const KNOWN_WITHIN = millis(140);
/** What is heard in the first moment is the tail of the keys. */
const SETTLING = millis(200);
/**
 * Every ringback sounds for longer at first, and none pauses for so long after less. The keys are hardly out when the
 * leg is heard, so its beginning is not missed: it was cut, by somebody who picked up at once.
 */
const A_RING = millis(350);
const CUT = millis(800);
/** Less may be the tail of a key. */
const A_GLIMPSE = millis(40);
/** A shorter gap in a tone is none. */
const A_GAP = millis(60);
const LONGEST_RING = seconds(600);

/**
 * Watches a leg from the last key dialled until it is answered, refused, or has rung long enough. Answered: voice, or a
 * tone and then none for longer than any ringback pauses. A mobile's music instead of ringback counts as an answer; screening by key finds out.
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
  const sounds = sound === "tone" || sound === "strange";
  const ringback = sound === "tone" ? millis(state.ringback + lasting) : state.ringback;
  if (elapsed <= SETTLING) {
    const sinceTone = millis(sounds ? 0 : state.sinceTone + lasting);
    return { ...state, elapsed, ringback, sinceTone, ring: millis(sounds ? state.ring + lasting : 0) };
  }
  const begins = sounds && state.sinceTone > A_GAP;
  return {
    ...state,
    elapsed,
    ringback,
    tone: sounds ? millis(state.tone + lasting) : state.tone,
    sinceTone: sounds ? millis(0) : millis(state.sinceTone + lasting),
    ring: begins ? lasting : sounds ? millis(state.ring + lasting) : state.ring,
    beats: sound === "voice" ? noBeats : begins ? beaten(state.beats, state.ring, state.sinceTone) : state.beats,
    voice:
      sound === "voice"
        ? millis(state.voice + lasting + Math.min(state.unsure, KNOWN_WITHIN))
        : millis(Math.max(0, state.voice - lasting / 4)),
    unsure: sound === "strange" ? millis(state.unsure + lasting) : millis(0),
  };
}

function judged(state: LegProgress, ringFor: Millis): LegProgress {
  const silentPickUp = state.tone >= A_TONE && state.sinceTone > ringingEnded(state.ring);
  if (state.voice >= A_WORD || silentPickUp || isPickedUpAtOnce(state)) return { ...state, outcome: "answered" };
  if (state.beats.alike >= BUSY) return { ...state, outcome: "busy" };
  if (state.elapsed >= Math.min(ringFor, LONGEST_RING)) return { ...state, outcome: "no-answer" };
  return state;
}

/** A ringback was heard from the first moment, and was cut. */
const isPickedUpAtOnce = ({ ringback, elapsed, sinceTone }: LegProgress): boolean =>
  ringback >= A_GLIMPSE && ringback < A_RING && sinceTone >= CUT && elapsed < ringback + A_RING + CUT;
