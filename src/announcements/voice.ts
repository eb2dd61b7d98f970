import type { Pcm } from "../audio/pcm.ts";
import type { Language } from "../duty/office.ts";

/**
 * A way to make speech. `engines.ts` tries them in order; `finish.ts` makes what they give fit for a telephone.
 */
export interface Voice {
  /** Another name for any other sound: it is part of what a cached sound is known by. */
  readonly name: string;
  readonly languages: readonly Language[];
  /**
   * The text is data to it, whatever it holds. `signal` ends it.
   * Faults: `announcements.engine`.
   */
  speak(text: string, language: Language, signal: AbortSignal): Promise<Pcm>;
  close?(): void;
}

/** espeak-ng's voices with a variant that a telephone carries well: `fr+f2` works, `fr-fr+f2` drops the variant. */
export const espeakVoices: Readonly<Record<Language, string>> = { fr: "fr+f2", en: "en-gb+f2" };

/** Words a minute: slower than its usual 175, for callers who are old or ill. */
export const ESPEAK_RATE = 145;
