import type { Millis } from "../../kernel/units.ts";
import type { InitCommand } from "../saying.ts";
import type { CallerIdForm } from "./countries.ts";
import type { SampleCandidate } from "./sample-choice.ts";
import type { DleMeanings } from "./signs.ts";

/** All that the driver knows about a kind of modem. Data: whatever differs between modems stands here. */
export interface Profile {
  readonly name: string;
  /** Matched against what the modem says of itself. Null: chosen by name, or when no other profile fits. */
  readonly identify: RegExp | null;
  /** Patterns of a higher rank are tried first: a make that is built on another's chip is asked about before that. */
  readonly rank: number;
  /** First commands once the modem answers in words and without echo. */
  readonly init: readonly InitCommand[];
  /** Sent once in voice class when the line is brought up, to learn early that the modem takes it. */
  readonly enterVoice: string;
  readonly leaveVoice: string;
  readonly samples: readonly SampleCandidate[];
  /** It speaks and hears at once, in a call. None is known that does so reliably (`+VTR`). */
  readonly duplex: boolean;
  /**
   * Sent in voice class, at start and again in each call: a change of class may have put them back. A modem may refuse
   * them.
   */
  readonly voice: readonly string[];
  /** Arms caller id; sent at each init and after each call. */
  readonly callerId: readonly InitCommand[];
  /** Asks whether it still is: a `0` among the answer tells of a modem that has reset itself. */
  readonly callerIdArmed: string;
  /** What a form of caller id needs before that. */
  readonly callerIdForms: Readonly<Partial<Record<CallerIdForm, readonly InitCommand[]>>>;
  /** From on-hook in voice class to off-hook. The first is the usual way; the others for when it is in vain. */
  readonly takeLine: readonly string[];
  /** What a line that is taken and gives no sound may be heard by; null when the make has nothing of the kind. */
  readonly speaker: string | null;
  /** To on-hook: the first that the modem takes; all of them when the line was not taken the usual way. */
  readonly hangUp: readonly string[];
  readonly transmit: string;
  readonly receive: string;
  /** Ends `receive`. */
  readonly endReceive: Uint8Array;
  /** Samples in the modem's own format written before the end of `transmit`, for modems that lose the end otherwise. */
  readonly beforeEndOfTransmit: Uint8Array;
  /** Silence ahead of each sound, because the modem (or the network, just after the answer) swallows the beginning. */
  readonly leadIn: Millis;
  readonly dle: DleMeanings;
  /** So long after its own relay moved, word of a telephone that was lifted may be of that relay. */
  readonly ownEcho: Millis;
  readonly tones: {
    /** `{keys}` stands for the keys of a string, each in its own form, separated by commas. */
    readonly send: string;
    /** Keys that this modem wants in another form than the plain character; each is sent in a command of its own. */
    readonly keys: Readonly<Record<string, string>>;
    /** A hook flash; `{cs}` stands for its length in hundredths of a second. */
    readonly flash: string;
  };
  /** Back to a known state, when a modem has lost its way. */
  readonly reset: readonly InitCommand[];
}
