import type { Pcm } from "../audio/pcm.ts";
import type { CallerId } from "../kernel/caller-id.ts";
import type { Fault } from "../kernel/fault.ts";
import type { DivertWhen, TellWay } from "../kernel/forward-ways.ts";
import type { Digit, PhoneNumber } from "../kernel/phone-number.ts";
import type { Instant, Millis } from "../kernel/units.ts";
import type { Tell } from "./find/check.ts";

/** How a line learned that someone hung up. */
export type GoneSign =
  | "rings-stopped"
  | "busy-tone"
  | "congestion-tone"
  | "dial-tone"
  | "loop-break"
  | "modem"
  | "trouble";

export type LineEvent =
  /** Idle, on-hook, able to take a call. Comes at start and after each recovery. */
  | { readonly kind: "ready" }
  /** The line can't be used; it is being brought back, `ready` follows. Ends any call in progress. */
  | { readonly kind: "trouble"; readonly fault: Fault }
  | { readonly kind: "ring"; readonly at: Instant }
  /** Before the first ring, after it, or never. Again only when a number is learned that was not known before. */
  | { readonly kind: "caller"; readonly caller: CallerId }
  | { readonly kind: "digit"; readonly digit: Digit }
  /** No sound from the far end for as long as `listen` was told (`silenceAfter`); once a stretch of silence. */
  | { readonly kind: "silence" }
  /** Another call knocks while this one is up; it is never answered into the conversation. */
  | { readonly kind: "waiting"; readonly caller: CallerId }
  /**
   * Somebody lifted the telephone beside the box: in a call the person has it now, and nothing more is told about it.
   * While it rings, the rings stop; one that follows all the same contradicts it.
   */
  | { readonly kind: "local-telephone" }
  /**
   * A text message, whole; `at`: when it was sent, as far as the network tells. What it says is a stranger's word. It
   * comes again, now and then, until `kept` is called: only then does the line let go of it.
   */
  | {
      readonly kind: "text";
      readonly from: CallerId;
      readonly body: string;
      readonly at: Instant;
      readonly kept: () => void;
    }
  /** A part of a text that was sent has arrived, or never will: the network has given it up. */
  | { readonly kind: "text-report"; readonly part: number; readonly arrived: boolean }
  /** `caller`: the call is over. `leg`: the second leg of a transfer is. */
  | { readonly kind: "gone"; readonly who: "caller" | "leg"; readonly sign: GoneSign };

export interface ListenOptions {
  /** Report `silence` after this long without sound. */
  readonly silenceAfter?: Millis;
}

/** An hour, and when it was told by the line's clock (`elapsed`). */
export interface HeardTime {
  readonly at: Instant;
  readonly heard: Millis;
}

/** A line is what a wall socket or a SIM gives. A capability that it lacks is an absent property. */
export interface Line {
  readonly name: string;
  /** One consumer. Ends after `close`. */
  readonly events: AsyncIterable<LineEvent>;
  /**
   * Goes off-hook; no answer of the modem is waited for longer than `within`. Resolves at the modem's word: what
   * contradicts that later (somebody still rings, the line is mute) is acted on, what nobody heard is said again, and
   * when no way is left `trouble` says so. Faults: `line.no-answer`, `line.trouble`.
   */
  answer(within: Millis): Promise<void>;
  /** On-hook, whatever was going on. Never throws: a line that can't hang up says `trouble`. */
  hangUp(): Promise<void>;
  /**
   * Resolves when the last sample was heard, or soon (200 ms) after the signal aborted: stopping is no fault. Fault
   * `line.not-played` when the modem would not, told twice, though the call goes on.
   */
  play(sound: AsyncIterable<Pcm>, signal: AbortSignal): Promise<void>;
  /** What the far end says, in frames of 20 ms, until the signal aborts or the far end is gone. */
  listen(options: ListenOptions, signal: AbortSignal): AsyncIterable<Pcm>;
  /** Absent, too, while the network is known to refuse it. */
  readonly transfer?: Transfer | undefined;
  /** Sound both ways at once, in a call that is up. Absent where the line only either plays or listens. */
  readonly duplex?: Duplex;
  /** Calls of the line's own that can be spoken with, while nobody calls. Only where there is `duplex`. */
  readonly ringOut?: RingOut;
  readonly deflection?: Deflection;
  readonly divert?: NetworkDivert;
  /** Forwarding by the network for each of its reasons, whichever way this line puts callers through. */
  readonly diverts?: NetworkDiverts;
  /** Calls of the line's own, while nobody calls. */
  readonly place?: Place;
  readonly trials?: Trials;
  /** A person tries out what the network allows: for some minutes what it refused before is asked for anew. */
  readonly tryAnew?: () => void;
  /** Text messages; they come as events. */
  readonly text?: SendText;
  /** The hour that the network told last; null when it has told none. */
  readonly networkTime?: () => HeardTime | null;
  close(): Promise<void>;
}

/**
 * Sends a text message while nobody calls; resolves when the network took it, in all its parts. Aborted, it begins no
 * part more, and waits 5 s for the network's word on one that is on its way. Faults: `line.undialable`,
 * `line.text-unsayable`, `line.text-refused` (for good), `line.text-not-sent`, `line.busy`, `line.trouble`,
 * `line.interrupted` (nothing of it is on its way), `line.text-cut` (parts of it went, or may have gone).
 */
export type SendText = (to: string, body: string, signal: AbortSignal) => Promise<SentText>;

/** By which numbers the network tells of its parts later (`text-report`); none where it tells nothing. */
export interface SentText {
  readonly parts: readonly number[];
}

export type DialOutcome = "answered" | "busy" | "no-answer" | "failed";

/** The two directions of a conversation, in frames of 20 ms. */
export interface TwoWay {
  /** Takes what the far end says, as it comes. */
  hear(frame: Pcm): void;
  /** Asked for what is said next, at the pace of the line itself: nothing waits in it. Null: silence. */
  say(): Pcm | null;
}

/**
 * Speaks and hears until the signal aborts, the far end is gone, or the line is lost. Nothing is played or listened to
 * meanwhile; keys are told as ever.
 */
export type Duplex = (ends: TwoWay, signal: AbortSignal) => Promise<void>;

/** A call that the line made, from its answer until it is hung up or gone. */
export interface SpokenLeg {
  /** As `Line.play`. */
  play(sound: AsyncIterable<Pcm>, signal: AbortSignal): Promise<void>;
  readonly speak: Duplex;
  /** Frees the line for calls, whoever hung up first. Never throws. */
  hangUp(): Promise<void>;
}

export type SpokenLegEvent =
  | { readonly kind: "digit"; readonly digit: Digit }
  /** Once, and the last. `trouble`: the line was lost, not the person. */
  | { readonly kind: "gone"; readonly sign: GoneSign };

export type RungOut =
  | { readonly outcome: "answered"; readonly leg: SpokenLeg }
  | { readonly outcome: Exclude<DialOutcome, "answered"> };

/**
 * Rings somebody on an idle line, to be spoken with. The line is the leg's until that is hung up: whoever calls it
 * meanwhile is turned away or waits, as in any call (`waiting`). Unless `answered`, the line waits for calls again.
 * Faults: `line.busy`, `line.trouble`, `line.undialable`.
 */
export type RingOut = (
  to: PhoneNumber,
  ringFor: Millis,
  hear: (event: SpokenLegEvent) => void,
  signal: AbortSignal,
) => Promise<RungOut>;

/** A caller who rings is sent on to somebody else by the network; what becomes of them there is not seen here. */
export interface Deflection {
  /** This network was seen to do it. */
  readonly isKnown: boolean;
  /** The line is idle when this resolves. Faults: `line.not-deflected`, they still ring; `line.no-answer`, nobody does. */
  send(to: PhoneNumber): Promise<void>;
}

/** A second leg. While it is up, `play`, `listen` and `digit` belong to it and the caller is on hold. */
export interface Transfer {
  /**
   * Puts the caller on hold and rings `to`. Unless `answered`, the leg is gone and the caller is back. `urgent`: the
   * caller's matter is, as far as it is known. `tell`: what the network refused of it. Fault `line.busy`: nobody was rung,
   * for no line is idle now; a moment later one may be.
   */
  dial(to: PhoneNumber, ringFor: Millis, signal: AbortSignal, urgent?: boolean, tell?: TellWay): Promise<DialOutcome>;
  /**
   * Joins caller and leg. Where the network connects the two, the line is free when this resolves. Where they go on
   * through the line (a conference of the network, a bridge of the box), `joined` is called once they hear each other,
   * and this resolves when either has ended it. `tell`: by which way, and which were refused before; `only`: by no other,
   * as a trial wants it. Faults: `line.no-leg` before they were joined; `line.not-joined` where every way is refused;
   * `line.leg-lost` when the leg's line was lost in the conversation, and the caller is still there.
   */
  complete(joined: (by: Joined) => void, tell?: TellWay, only?: "transfer" | "conference"): Promise<void>;
  /** Drops the leg and returns to the caller. */
  release(): Promise<void>;
}

/** By what two go on speaking with the line taken. `over`: the name of the leg's line, where that is another. */
export interface Joined {
  readonly over: string | null;
}

/** Forwarding kept by the network, set while the line is idle. */
export interface NetworkDivert {
  set(to: PhoneNumber): Promise<void>;
  clear(): Promise<void>;
  /** Where the network forwards to by its own word, whoever set it; null: nowhere. Absent where it can't be asked. */
  now?(): Promise<string | null>;
}

/** `after`: of no reply, for how many seconds it rings first; null where the network does not say. */
export interface DivertedTo {
  readonly to: string;
  readonly after: number | null;
}

/** The same for each reason that a network knows. Faults: `line.divert-refused`, `line.busy`, `line.trouble`, `line.undialable`. */
export interface NetworkDiverts {
  /** `after`: of no reply; seconds. */
  set(when: DivertWhen, to: PhoneNumber, after?: number | null): Promise<void>;
  clear(when: DivertWhen): Promise<void>;
  /** By the network's own word, whoever set it; null: nowhere. */
  now(when: DivertWhen): Promise<DivertedTo | null>;
}

/** How a trial ended: by itself, by somebody who called meanwhile (and is answered), or by whoever had begun it. */
export type TrialEnd = "done" | "called" | "stopped";

export interface TrialCall {
  readonly ringFor: Millis;
  /** What whoever answers hears, made anew for each time that it is said. */
  readonly prompt: () => AsyncIterable<Pcm>;
  /** How long a key is waited for after it. */
  readonly keyWithin: Millis;
}

/** A call of the line's own: somebody is rung, hears the prompt, twice, and presses one of the keys or none. */
export interface OwnCall extends TrialCall {
  /** Any other key is passed over: it was not meant. */
  readonly keys: readonly Digit[];
}

/** `key`: one of those that were asked for. The other outcomes as of a trial. */
export type OwnCallOutcome = "key" | Exclude<TrialOutcome, "accepted" | "refused">;

export interface OwnCallResult {
  /** `called`: somebody called meanwhile; the line was freed for them, and nothing else here counts. */
  readonly end: TrialEnd;
  readonly outcome: OwnCallOutcome;
  readonly key: Digit | null;
}

/**
 * Dials on an idle line, says, and waits for a key. The line is freed at the first sign that somebody calls. Whatever
 * comes of it, the line waits for calls again, or says `trouble`. Faults: `line.busy`, `line.trouble`, `line.undialable`.
 */
export type Place = (to: PhoneNumber, call: OwnCall, signal: AbortSignal) => Promise<OwnCallResult>;

/** What was reached of a trial call. */
export type TrialStep = "dialling" | "ringing" | "answered" | "flash";

export type TrialOutcome =
  /** Key 1. */
  | "accepted"
  /** Any other key. */
  | "refused"
  /** Answered, and no key: a voicemail, or somebody who does not know. */
  | "no-key"
  | "busy"
  | "no-answer"
  | "failed"
  | "no-dial-tone"
  /** The modem failed; the line says `trouble`. */
  | "broken";

export interface TrialCallResult {
  readonly end: TrialEnd;
  readonly outcome: TrialOutcome;
  /** Whether a hook flash in the call gave a dial tone, as a transfer needs; null when it did not come to that. */
  readonly secondCall: boolean | null;
}

/**
 * What a person tries out on a line, one at a time. Only while nobody calls: fault `line.busy`. Whatever comes of it,
 * the line waits for calls again, or says `trouble` and is brought back.
 */
export interface Trials {
  /** Looks at the modem from the plug to the dial tone; with `hearLine`, the line is busy for ten seconds or so. */
  check(options: { readonly hearLine: boolean }, tell: Tell, signal: AbortSignal): Promise<TrialEnd>;
  /** Rings someone as a call of the line's own. Faults: `line.trouble` too, `line.undialable`. */
  call(
    to: PhoneNumber,
    call: TrialCall,
    tell: (step: TrialStep) => void,
    signal: AbortSignal,
  ): Promise<TrialCallResult>;
}
