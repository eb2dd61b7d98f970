import type { Pcm } from "../audio/pcm.ts";
import type { PhoneNumber } from "../kernel/phone-number.ts";
import type { Instant, Millis } from "../kernel/units.ts";
import type { Finding, Forwarding, ProbeOutcome, ProbeStep, TrialEnd } from "./schemas/line-care.ts";

/** A finding as the line tells it. */
export interface LineFinding {
  readonly code: Finding;
  readonly name: string;
  readonly outcome: "ok" | "warning" | "trouble";
  /** The modem's own words, a fault's sentence: what no catalogue holds. */
  readonly what: string;
}

export interface ProbeEnd {
  readonly end: TrialEnd;
  readonly outcome: ProbeOutcome;
  /** Whether the exchange gave a second dial tone; null when it did not come to that. */
  readonly secondCall: boolean | null;
}

export interface TranscriptState {
  readonly on: boolean;
  /** When it ends by itself. */
  readonly until: Instant | null;
  /** The configuration has it always on. */
  readonly configured: boolean;
}

/**
 * What a person can do with the lines beside watching them. The name is always that of a line there is. Fault
 * `app.no-telephone` while the process that has the lines is away.
 */
export interface LineCare {
  forwarding(line: string): Forwarding;
  /** Whether the line has a SIM, and the PIN of it stands in the configuration, which is used then; absent: no line has one. */
  sim?(line: string): {
    readonly configured: boolean;
    /** Where callers go while the box is shut down, as the configuration says; null or absent: nowhere. */
    readonly safe?: string | null;
  } | null;
  /** Looks at the modem, step by step. Fault: `line.busy`. */
  check(
    line: string,
    options: { readonly hearLine: boolean },
    tell: (finding: LineFinding) => void,
    signal: AbortSignal,
  ): Promise<TrialEnd>;
  /** Tries out how the line forwards. Faults: `line.busy`, `line.trouble`. */
  probe(
    line: string,
    call: { readonly number: PhoneNumber; readonly ringFor: Millis; readonly prompt: Pcm },
    tell: (step: ProbeStep) => void,
    signal: AbortSignal,
  ): Promise<ProbeEnd>;
  transcript(line: string): TranscriptState;
  beginTranscript(line: string, until: Instant): Promise<void>;
  endTranscript(line: string): Promise<void>;
}
