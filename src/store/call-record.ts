import type { AnnouncementKind, Plan } from "../attendant/plan.ts";
import type { AttemptOutcome, WaitEnd } from "../call/call.ts";
import type { Language } from "../duty/office.ts";
import type { CallerId } from "../kernel/caller-id.ts";
import type { ForwardWay, WayOutcome } from "../kernel/forward-ways.ts";
import type { Digit } from "../kernel/phone-number.ts";
import type { Instant, Millis } from "../kernel/units.ts";

/** How a call ended. `interrupted`: the appliance stopped in the middle of it. */
export type CallOutcome =
  | "forwarded"
  | "message"
  | "empty-message"
  | "abandoned"
  | "information"
  | "taken-here"
  /** By the network, while it rang. */
  | "sent-on"
  | "blocked"
  | "failed"
  | "interrupted";

/** Who was rung. */
export interface Rung {
  readonly person: string;
  readonly name: string;
  readonly number: string;
}

/** What can happen in a call, with what is kept about it. */
export interface StepDetails {
  readonly rang: { readonly rings: number };
  readonly answered: { readonly rings: number };
  readonly announced: {
    readonly kind: AnnouncementKind;
    readonly language: Language;
    readonly urgent: boolean;
    /** Which sound it was: changes when the text, the voice or the recording does (G14). */
    readonly version: string;
    /** By which its words are kept (`said`); none for a sound without any, and for steps of before they were. */
    readonly said?: string;
    /** How much of it was played; null to the end. */
    readonly stoppedAfter?: Millis | null;
  };
  readonly key: { readonly digit: Digit; readonly known: boolean };
  readonly "no-key": Readonly<Record<string, never>>;
  readonly ringing: Rung;
  readonly "picked-up": Rung;
  /** The end of trying one person. */
  readonly attempt: Rung & { readonly outcome: AttemptOutcome; readonly ringTime: Millis };
  /** `over`: the name of the line on which they are, where it is another than the caller's. */
  readonly "put-through": Rung & { readonly over?: string };
  /** What came of a way to put the caller through. */
  readonly way: { readonly way: ForwardWay; readonly outcome: WayOutcome };
  /** Everybody was busy, and the caller waited in order. */
  readonly waiting: Readonly<Record<string, never>>;
  readonly waited: { readonly how: WaitEnd; readonly lasted: Millis };
  readonly recorded: { readonly duration: Millis; readonly empty: boolean };
  /** The disk did not take the message yet: it is in memory, and `recorded` follows when it is written. */
  readonly held: { readonly duration: Millis; readonly why: string };
  /** Somebody lifted the telephone beside the box. */
  readonly "taken-here": Readonly<Record<string, never>>;
  /** A person of the team gave their code. */
  readonly "let-in": { readonly person: string; readonly name: string };
  readonly "not-let-in": Readonly<Record<string, never>>;
  /** It came while another call was up, and was not let in. */
  readonly knocked: Readonly<Record<string, never>>;
  readonly "hung-up": { readonly by: "caller" | "appliance" | "line"; readonly sign: string | null };
  readonly fault: { readonly code: string | null; readonly sentence: string };
  readonly note: { readonly text: string };
}

export type StepKind = keyof StepDetails;

export type CallStep = {
  [K in StepKind]: { readonly at: Instant; readonly what: K; readonly detail: StepDetails[K] };
}[StepKind];

export interface NewCall {
  readonly id: string;
  readonly line: string;
  /** Of the first ring. */
  readonly at: Instant;
  readonly caller?: CallerId;
  readonly plan?: Plan;
}

export interface CallEnd {
  readonly at: Instant;
  readonly outcome: CallOutcome;
  readonly answeredAt?: Instant | null;
  readonly putThroughTo?: { readonly person: string; readonly number: string } | null;
  readonly waited?: Waited | null;
}

/** How long a caller waited in order, and how that ended. `interrupted`: with the appliance. */
export interface Waited {
  readonly how: WaitEnd | "interrupted";
  readonly lasted: Millis;
}

export interface CallSummary {
  readonly id: string;
  readonly line: string;
  readonly at: Instant;
  /** The office's zone when the call came. */
  readonly zone: string;
  readonly caller: CallerId;
  readonly answeredAt: Instant | null;
  /** Null while it goes on. */
  readonly endedAt: Instant | null;
  readonly outcome: CallOutcome | null;
  readonly putThroughTo: { readonly person: string; readonly number: string } | null;
  /** Null for a caller who did not wait in order. */
  readonly waited: Waited | null;
  /** The message left in it. */
  readonly message: string | null;
  /** When the rule of retention deleted who called; null while it is known. */
  readonly forgottenAt: Instant | null;
}

export interface CallRecord extends CallSummary {
  readonly plan: Plan | null;
  readonly steps: readonly CallStep[];
  /** The words of what was announced, by `said` of its step. */
  readonly said: Readonly<Record<string, string>>;
  /** The steps in which someone was rung. */
  readonly attempts: readonly (StepDetails["attempt"] & { readonly at: Instant })[];
}
