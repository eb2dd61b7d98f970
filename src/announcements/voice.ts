import type { Language } from "../duty/office.ts";
import type { Hertz } from "../kernel/units.ts";

/** Speech as a voice gives it, still to be made telephone sound by `speech-child.ts`. */
export type Speech =
  /** A WAV file of any rate. */
  | { readonly as: "wav"; readonly bytes: Uint8Array }
  /** 16-bit linear, little-endian, mono. */
  | { readonly as: "raw"; readonly bytes: Uint8Array; readonly rate: Hertz }
  /** Still to be spoken, by the espeak-ng of npm. `rate` in words a minute. */
  | { readonly as: "espeak"; readonly text: string; readonly voice: string; readonly rate: number };

/** A way to make speech. */
export interface Voice {
  /** Another name for any other sound: it is part of what a cached sound is known by. */
  readonly name: string;
  readonly languages: readonly Language[];
  /**
   * The text is data to it, whatever it holds. `signal` ends it.
   * Faults: `announcements.engine`.
   */
  speak(text: string, language: Language, signal: AbortSignal): Promise<Speech>;
}
