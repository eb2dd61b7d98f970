import type { Pcm } from "../../audio/pcm.ts";
import type { Digit } from "../../kernel/phone-number.ts";
import type { Instant, Millis } from "../../kernel/units.ts";

/** What a caller does once answered, in order. At the end of the list it stays until the other side hangs up. */
export type CallerStep =
  | { readonly wait: Millis }
  | { readonly say: Pcm }
  | { readonly key: Digit }
  /** Until a steady tone of at least 120 ms was heard and has stopped. */
  | { readonly untilBeep: true }
  /** Until the other side, having made a sound, is silent this long; 10 s without any sound will do too. */
  | { readonly untilQuiet: Millis }
  | { readonly hangUp: true };

export interface CallRequest {
  /** null: withheld. */
  readonly from: string | null;
  readonly name?: string;
  /** The network does not know the number (abroad, an old exchange): neither number nor "withheld" is sent. */
  readonly unavailable?: boolean;
  readonly to: string;
  readonly script?: readonly CallerStep[];
  /** Hangs up when not answered for this long. Default 90 s. */
  readonly givesUpAfter?: Millis;
}

export type CallEvent =
  | { readonly kind: "rang"; readonly at: Instant; readonly number: string }
  | { readonly kind: "answered"; readonly at: Instant; readonly by: string }
  | { readonly kind: "key"; readonly at: Instant; readonly key: Digit }
  | { readonly kind: "on-hold"; readonly at: Instant }
  | { readonly kind: "back"; readonly at: Instant }
  | { readonly kind: "put-through"; readonly at: Instant; readonly to: string }
  | { readonly kind: "hung-up"; readonly at: Instant; readonly end: CallEnd };

/** Who or what ended a call: the caller, the one called, or the network before any answer. */
export type CallEnd = "caller" | "called" | "busy" | "no-answer" | "unobtainable";

export type CallState = "dialling" | "ringing" | "talking" | "on-hold" | "put-through" | "ended";

/** A call placed by a simulated caller. */
export interface SimulatedCall {
  readonly from: string | null;
  readonly to: string;
  readonly state: CallState;
  readonly events: readonly CallEvent[];
  /** The mobile that it was put through to, by a transfer or by the network. */
  readonly connectedTo: string | null;
  /** When it first rang somewhere; null when it ended without. */
  readonly ringing: Promise<Instant | null>;
  /** When it was answered; null when it ended unanswered. */
  readonly answered: Promise<Instant | null>;
  readonly ended: Promise<CallEnd>;
  /** Everything heard from the answer on, gaps and holds as silence: sample n was heard n / 8000 s after the answer. */
  heard(): Pcm;
  /** What happened and happens, until the call has ended. */
  follow(): AsyncIterable<CallEvent>;
  /** Presses a key now, besides the script. */
  press(key: Digit): void;
  /** Says something now, over the silence of the script; what is said already goes on first. */
  say(sound: Pcm): void;
  /** Every frame that the caller hears from now on, the ringing before the answer too, until what it gives is called. */
  listen(hear: (frame: Pcm) => void): () => void;
  hangUp(): void;
}

/** What the owner of a mobile does with one call. */
export interface MobileBehaviour {
  /** Rings this long first. */
  readonly after: Millis;
  /**
   * `ignore` rings until the caller gives up; `voicemail` answers like a person but presses nothing; `by-hand` waits
   * for the orders of whoever has it in hand.
   */
  readonly does: "answer" | "refuse" | "ignore" | "voicemail" | "busy" | "by-hand";
  /** The country whose tones its network plays to whoever calls it, where that is not the exchange's. */
  readonly tonesOf?: string;
  /** Keys pressed, each so long after the answer. */
  readonly presses?: readonly { readonly key: Digit; readonly after: Millis }[];
  /** Said from the answer on (the voicemail's greeting). */
  readonly says?: Pcm;
  /** So long after the answer; default: never, a voicemail after 60 s. */
  readonly hangsUpAfter?: Millis;
}

/** What someone with a mobile in hand does with the call on it. */
export type HandOrder =
  | { readonly act: "answer" | "refuse" | "hang-up" }
  | { readonly act: "key"; readonly key: Digit };

/** `answered`: nobody has spoken yet; `announced`: hears who calls; `talks`: with the caller. */
export type MobileState = "quiet" | "rings" | "answered" | "announced" | "talks";

/** One call as a mobile saw it. */
export interface MobileCall {
  /** The number shown on its screen; null when withheld. */
  readonly from: string | null;
  readonly rangAt: Instant;
  readonly answeredAt: Instant | null;
  readonly endedAt: Instant | null;
  /** Number of the line spoken with first. */
  readonly line: string | null;
  /** The caller put through to it, and when; `number` is null for a withheld one. */
  readonly caller: { readonly number: string | null; readonly at: Instant } | null;
  heard(): Pcm;
}

/** Someone's mobile. */
export interface Mobile {
  readonly number: string;
  /** When each call began to ring here. */
  readonly rung: readonly Instant[];
  readonly calls: readonly MobileCall[];
  readonly ringing: boolean;
  readonly state: MobileState;
  /** Everything heard in all its calls, one after the other. */
  heard(): Pcm;
  /** From the next call on. A list is used call by call; its last entry for all further ones. */
  behave(behaviour: MobileBehaviour | readonly MobileBehaviour[]): void;
  /** From the next call on somebody decides live, who says `hello` to each caller; until what this gives is called. */
  takeInHand(hello: Pcm | null): () => void;
  /** Does it with the call that is there, where that can be done. */
  order(order: HandOrder): void;
}
