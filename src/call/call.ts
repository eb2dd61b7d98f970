import type { PhoneSay } from "../attendant/phone-kinds.ts";
import type { About, Announcement, Contact, Plan, Step } from "../attendant/plan.ts";
import type { Language } from "../duty/office.ts";
import type { CallerId } from "../kernel/caller-id.ts";
import type { ForwardWay, WayOutcome } from "../kernel/forward-ways.ts";
import type { Digit } from "../kernel/phone-number.ts";
import type { Millis } from "../kernel/units.ts";
import type { DialOutcome, GoneSign } from "../line/line.ts";
import type { Insider, RemoteAct, RemoteAnswer, RemoteState } from "./remote-moves.ts";

/** What is played: an announcement to the caller, or to the person on the second leg who calls and how to take it. */
export type Prompt =
  | { readonly to: "caller"; readonly announcement: Announcement }
  | { readonly to: "leg"; readonly contact: Contact; readonly about: About }
  /** To a person of the team who calls; `by`: their name, once they are let in. */
  | {
      readonly to: "phone";
      readonly says: readonly PhoneSay[];
      readonly language: Language;
      readonly by: string | null;
    };

/**
 * What reaches the machine: what the line said, what came of an effect, or a deadline that passed. Results and
 * deadlines carry the number of the effect that they answer; one that is no longer waited for is ignored.
 */
export type CallInput =
  | { readonly kind: "ring" }
  | { readonly kind: "caller"; readonly caller: CallerId }
  | { readonly kind: "digit"; readonly digit: Digit }
  | { readonly kind: "silence" }
  /** Somebody lifted the telephone beside the box. */
  | { readonly kind: "local-telephone" }
  | { readonly kind: "gone"; readonly who: "caller" | "leg"; readonly sign: GoneSign }
  | { readonly kind: "planned"; readonly plan: Plan }
  | { readonly kind: "done"; readonly effect: number }
  /** Caller and leg hear each other, and the effect goes on until they are done. */
  | { readonly kind: "joined"; readonly effect: number; readonly over: string | null }
  /** `noLine`: it failed for want of a line, and nothing is known of whoever was to be rung. */
  | { readonly kind: "dialled"; readonly effect: number; readonly outcome: DialOutcome; readonly noLine?: boolean }
  /** A way to put the caller through was tried, within an effect. */
  | { readonly kind: "way"; readonly way: ForwardWay; readonly outcome: WayOutcome }
  /** The effect could not be performed; the conductor has logged why. */
  | { readonly kind: "failed"; readonly effect: number; readonly why: string }
  | { readonly kind: "deadline"; readonly effect: number }
  /** There was no beep; it is recorded all the same. */
  | { readonly kind: "unheard"; readonly effect: number; readonly why: string }
  /** Whether there is anything of a voice in what was recorded. */
  | { readonly kind: "weighed"; readonly effect: number; readonly speech: boolean }
  | { readonly kind: "kept"; readonly effect: number; readonly kept: Kept }
  /** Whose code it is; null for nobody's, whyever. */
  | { readonly kind: "checked"; readonly effect: number; readonly who: Insider | null }
  | { readonly kind: "answer"; readonly effect: number; readonly answer: RemoteAnswer }
  /** Who of those that were sought is kept for this call; null when all are taken. */
  | { readonly kind: "sought"; readonly effect: number; readonly contact: Contact | null }
  /** Which of those who wait this caller is by now. */
  | { readonly kind: "place"; readonly place: number }
  /** It is this caller's turn: somebody who may be free is kept for them. */
  | { readonly kind: "turn"; readonly contact: Contact }
  /** Whom the caller may wait for has changed: with the duty, or with its end. */
  | { readonly kind: "on-duty"; readonly to: readonly Contact[] };

/**
 * What became of what was recorded: a `message` whose file is there with its row, one that is `held` in memory until the
 * disk takes it (and is told so), `nothing` (nothing was said), or `lost`.
 */
export type Kept = "message" | "held" | "nothing" | "lost";

/**
 * What became of a call, by what was seen of it at its end. `forwarded`: somebody took it and was joined with the caller.
 * `message`: it is kept. `empty-message`: it could have been left, and nothing was said. `failed`: what was owed to the
 * caller could not be done. `taken-here`: somebody took it at the telephone beside the box, and what they say is nobody's:
 * nothing of it is kept.
 */
export type CallEnd =
  /** Sent on by the network while it rang: what became of them there was not seen. */
  | "sent-on"
  | "forwarded"
  | "message"
  | "empty-message"
  | "information"
  | "taken-here"
  | "abandoned"
  | "blocked"
  | "failed";

/** How ringing someone ended. `not-accepted`: picked up, and no key was pressed (a mobile's own voicemail, say). */
export type AttemptOutcome =
  | "accepted"
  | "busy"
  | "no-answer"
  | "not-accepted"
  | "refused"
  | "failed"
  | "caller-gone"
  | "taken-here";

/**
 * How a wait ended. `nobody`: whom the caller waited for did not take the call, or is not on duty any more. `left`: by
 * hanging up. `failed`: nothing could be played to them, or the line broke down.
 */
export type WaitEnd = "put-through" | "key" | "limit" | "nobody" | "left" | "taken-here" | "failed";

/** What is told about a call while it goes on, for its log and for people who watch. */
export type CallNote =
  | { readonly what: "rang"; readonly rings: number }
  | { readonly what: "caller"; readonly caller: CallerId }
  | { readonly what: "planned"; readonly plan: Plan }
  | { readonly what: "answered"; readonly rings: number }
  | { readonly what: "announcing"; readonly announcement: Announcement }
  | { readonly what: "key"; readonly digit: Digit; readonly known: boolean }
  | { readonly what: "no-key" }
  | { readonly what: "ringing"; readonly contact: Contact }
  | { readonly what: "picked-up"; readonly contact: Contact }
  | { readonly what: "attempt"; readonly contact: Contact; readonly outcome: AttemptOutcome }
  /** `over`: the line on which they are, where it is another than the caller's. */
  | { readonly what: "put-through"; readonly contact: Contact; readonly over?: string }
  | { readonly what: "way"; readonly way: ForwardWay; readonly outcome: WayOutcome }
  /** Everybody is busy, and the caller waits in order. */
  | { readonly what: "waiting" }
  | { readonly what: "place"; readonly place: number }
  | { readonly what: "waited"; readonly how: WaitEnd }
  | { readonly what: "recording" }
  | { readonly what: "recording-ended"; readonly by: "key" | "silence" | "limit" | "caller" | "telephone" }
  /** The disk did not take the message yet: it is held in memory. */
  | { readonly what: "held" }
  | { readonly what: "taken-here" }
  /** By their code, a person of the team has the menu. */
  | { readonly what: "let-in"; readonly person: string; readonly name: string }
  | { readonly what: "not-let-in" }
  /** It came while another call was up, and was not let in. Of a call that no machine walks. */
  | { readonly what: "knocked" }
  | { readonly what: "hung-up"; readonly by: "caller" | "appliance" | "line"; readonly sign: GoneSign | null }
  | { readonly what: "fault"; readonly sentence: string };

/**
 * What the machine wants done. At most one of `answer`, `play`, `dial`, `complete`, `release`, `record`,
 * `record-announcement`, `weigh`, `check-pin` and `act` runs at a time: a new one, `stop` or `hangUp` ends the one before.
 */
export type Effect =
  | { readonly do: "ask"; readonly caller: CallerId }
  | { readonly do: "deadline"; readonly effect: number; readonly after: Millis }
  | { readonly do: "answer"; readonly effect: number }
  | { readonly do: "play"; readonly effect: number; readonly prompt: Prompt }
  /** `prompt`: what whoever picks up will hear. */
  | {
      readonly do: "dial";
      readonly effect: number;
      readonly contact: Contact;
      readonly ringFor: Millis;
      readonly prompt: Prompt;
      readonly urgent: boolean;
    }
  /** Asks for the first of these who can be had in turn, and keeps them for this call. */
  | { readonly do: "seek"; readonly effect: number; readonly to: readonly Contact[] }
  /** Waits for any of these, in order; whoever was kept for this call is not any more. */
  | { readonly do: "queue"; readonly to: readonly Contact[]; readonly step: WaitStep }
  /** Waits no longer, and nobody is kept for this call. */
  | { readonly do: "let-go" }
  /** `by`: by no other way. */
  | { readonly do: "complete"; readonly effect: number; readonly by?: "transfer" | "conference" }
  /** Has the network send on whoever rings. */
  | { readonly do: "deflect"; readonly effect: number; readonly contact: Contact }
  | { readonly do: "release"; readonly effect: number }
  /** Beep, then record. */
  | { readonly do: "record"; readonly effect: number; readonly mailbox: string; readonly silenceAfter: Millis }
  /** Beep, then record what a person of the team says, in memory; done after `atMost`. */
  | {
      readonly do: "record-announcement";
      readonly effect: number;
      readonly atMost: Millis;
      readonly silenceAfter: Millis;
    }
  /** Ends the recording and asks whether anything was said. */
  | { readonly do: "weigh"; readonly effect: number }
  /** Keeps what was recorded, once the line is on-hook. */
  | { readonly do: "keep"; readonly effect: number }
  /** `digits` is a secret: nothing writes it down. */
  | { readonly do: "check-pin"; readonly effect: number; readonly digits: string }
  | { readonly do: "act"; readonly effect: number; readonly act: RemoteAct; readonly who: Insider }
  /** Ends the recording and keeps nothing of it. */
  | { readonly do: "discard" }
  | { readonly do: "stop" }
  | { readonly do: "hangUp" }
  | { readonly do: "note"; readonly note: CallNote }
  | { readonly do: "end"; readonly outcome: CallEnd };

export type ForwardStep = Extract<Step, { do: "forward" }>;
type MenuStep = Extract<Step, { do: "menu" }>;
type RecordStep = Extract<Step, { do: "record" }>;
type RemoteStep = Extract<Step, { do: "remote" }>;
export type WaitStep = Extract<Step, { do: "wait" }>;

/** What every phase after the answer carries. */
export interface Walk {
  readonly caller: CallerId;
  /** The steps still to come. */
  readonly rest: readonly Step[];
  /** What was announced in a row up to now: said once more where the caller asks for it. */
  readonly again: readonly Step[];
  /** How often the caller asked for that. */
  readonly repeats: number;
  /** Numbers already rung in this call: none is rung twice. */
  readonly rung: readonly string[];
  /** People who left the call to the next: at none of their numbers are they asked again. */
  readonly refused: readonly string[];
  /** Numbers that were busy when they were last tried, or taken: one may wait for them. */
  readonly busy: readonly string[];
  /** Whether a recording was begun; what became of it is asked at the end. */
  readonly taped: boolean;
  /** Whether anything that was to be said was heard. */
  readonly heard: boolean;
  /** The way in for the team, until it was tried. */
  readonly remote: Plan["remote"] | null;
  /** A person of the team has it open: they have what they called for. */
  readonly letIn: boolean;
  /** The last that was to be said, or the beep, could not be: whoever says nothing then was not asked to. */
  readonly unheard: boolean;
}

/** Where the forwarding stands: the contact being tried and those after. */
export interface Forwarding extends Walk {
  readonly step: ForwardStep;
  readonly contact: Contact;
  readonly next: readonly Contact[];
  /** The caller waits, and this is their turn: where nothing comes of it, they wait on. */
  readonly queue?: Queue;
}

/** Where a caller stands who waits. */
export interface Queue {
  readonly step: WaitStep;
  /** Who may be waited for, as far as the duty goes. */
  readonly to: readonly Contact[];
  /** Null until it is known. */
  readonly place: number | null;
  /** The deadline that ends the wait. */
  readonly limit: number;
  /** It has passed while somebody was rung. */
  readonly late: boolean;
}

export interface Choosing extends Walk {
  readonly step: MenuStep;
  readonly wrongKeys: number;
}

export type Phase =
  | {
      readonly phase: "ringing";
      readonly rings: number;
      readonly caller: CallerId | null;
      readonly plan: Plan | null;
      readonly deadline: number | null;
      /** The telephone beside the box was lifted since the last ring: a person takes the call, unless it rings again. */
      readonly lifted: boolean;
    }
  /** While it rings still; when it is refused the plan goes on. */
  | {
      readonly phase: "deflecting";
      readonly effect: number;
      readonly rings: number;
      readonly caller: CallerId | null;
      readonly plan: Plan;
    }
  | ({ readonly phase: "answering"; readonly effect: number; readonly rings: number } & Walk)
  | ({ readonly phase: "announcing"; readonly effect: number } & Walk)
  | ({ readonly phase: "choosing"; readonly effect: number } & Choosing)
  | ({
      readonly phase: "seeking";
      readonly effect: number;
      readonly step: ForwardStep;
      readonly to: readonly Contact[];
    } & Walk)
  | ({
      readonly phase: "waiting";
      readonly effect: number;
      readonly saying: "told" | "place" | "music" | "nothing";
      /** The deadline after which the place is said again, during the music. */
      readonly until: number | null;
      /** The place that was said last. */
      readonly said: number | null;
      /** How often in a row nothing could be played. */
      readonly mute: number;
      readonly queue: Queue;
    } & Walk)
  | ({ readonly phase: "holding"; readonly effect: number } & Forwarding)
  | ({ readonly phase: "dialling"; readonly effect: number } & Forwarding)
  | ({ readonly phase: "screening"; readonly effect: number; readonly prompted: number } & Forwarding)
  | ({ readonly phase: "joining"; readonly effect: number } & Forwarding)
  /** Caller and leg speak with each other through the line, which is taken until they are done. */
  | ({ readonly phase: "talking"; readonly effect: number } & Forwarding)
  | ({ readonly phase: "releasing"; readonly effect: number } & Forwarding)
  | ({ readonly phase: "recording"; readonly step: RecordStep; readonly effect: number; readonly limit: number } & Walk)
  | ({
      readonly phase: "remote";
      readonly step: RemoteStep;
      readonly menu: RemoteState;
      /** Whether the effect that is waited for is something said. */
      readonly saying: boolean;
      readonly effect: number;
    } & Walk)
  | ({ readonly phase: "weighing"; readonly step: RecordStep; readonly effect: number } & Walk)
  /** On-hook; what was recorded is being kept. `ending`: what the call is if that comes to nothing. */
  | { readonly phase: "keeping"; readonly effect: number; readonly ending: CallEnd }
  | { readonly phase: "over" };

/** The state of one call; `effects` counts those issued, to number the next. */
export type CallState = Phase & { readonly effects: number };
