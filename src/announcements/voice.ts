import type { Language } from "../duty/office.ts";
import type { Hertz } from "../kernel/units.ts";
import type { Saying } from "./saying.ts";

/** Speech as a voice gives it, still to be made telephone sound by `speech-child.ts`. */
export type Speech =
  /** A WAV file of any rate. */
  | { readonly as: "wav"; readonly bytes: Uint8Array }
  /** 16-bit linear, little-endian, mono. */
  | { readonly as: "raw"; readonly bytes: Uint8Array; readonly rate: Hertz }
  /** Still to be spoken, by SVOX Pico with the data in `folder`. */
  | { readonly as: "pico"; readonly saying: Saying; readonly folder: string }
  /** Still to be spoken, by the npm package sherpa-onnx-node at the path `package`, with a Piper voice's `.onnx`. */
  | { readonly as: "sherpa"; readonly saying: Saying; readonly package: string; readonly model: string };

/** A way to make speech. */
export interface Voice {
  /** Another name for any other sound: it is part of what a cached sound is known by. */
  readonly name: string;
  readonly languages: readonly Language[];
  /**
   * The text is data to it, whatever it holds. `signal` ends it.
   * Faults: `announcements.engine`.
   */
  speak(saying: Saying, signal: AbortSignal): Promise<Speech>;
}
