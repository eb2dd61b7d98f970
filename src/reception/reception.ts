import type { Contact, Plan } from "../attendant/plan.ts";
import type { Pcm } from "../audio/pcm.ts";
import type { CallEnd, CallNote, Kept, Prompt, WaitStep } from "../call/call.ts";
import type { Insider, RemoteAct, RemoteAnswer } from "../call/remote-moves.ts";
import type { CallerId } from "../kernel/caller-id.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { Instant, Millis } from "../kernel/units.ts";
import type { Switchboard } from "./switchboard.ts";
import type { Taken } from "./taken.ts";

/** One call as the conductor knows it. Grows while the call goes on; never taken back. */
export interface Call {
  readonly id: string;
  readonly line: string;
  /** When it began to ring. */
  readonly at: Instant;
  caller: CallerId;
  plan: Plan | null;
  /** By which the schedule was read for it; null when no hour was known, and absent until there is a plan. */
  hour?: Instant | null;
  /** People whom the line should have rung for this caller and could not: they are told by text, as far as they want any. */
  unreached?: readonly string[];
}

/** What a message is recorded into. */
export interface Tape {
  /** Never waits for the disk and never throws. */
  append(sound: Pcm): void;
  /** Whether there is anything of a person in what was appended so far. */
  hasSound(): Promise<boolean>;
  /** Ends the recording and keeps it, as of `at`; says what came of that. Never throws. */
  keep(at: Instant): Promise<Kept>;
  /** Ends the recording and keeps nothing of it. Never throws. */
  discard(): Promise<void>;
}

/** What a conductor needs from the rest of the house to run the calls of one line. None of it throws. */
/** A sound that was heard: by what it is known, and its words. */
export interface Played {
  readonly version: string;
  readonly text: string;
}

export interface Reception {
  readonly clock: Clock;
  readonly log: Log;
  readonly beep: Pcm;
  /** Of all lines. */
  readonly taken: Taken;
  readonly switchboard: Switchboard;
  /** Whom a caller who waits may wait for by now; none when that is over. */
  onDuty(call: Call, step: WaitStep): Promise<readonly Contact[]>;
  newCallId(): string;
  /** Asks the attendant; without a readable schedule, the plan is to take a message. */
  plan(call: Call): Promise<Plan>;
  /** What to play; always something. At once, for anything but a name or number never heard before. */
  sound(prompt: Prompt, call: Call): Promise<Played & { readonly pcm: Pcm }>;
  tape(call: Call): Promise<Tape>;
  /** Opens the entry of this call in the book. */
  begin(call: Call): CallEntry;
  /** Whose code was typed in this call; null for nobody's. `digits` is written down nowhere. */
  checkPin(call: Call, digits: string): Promise<Insider | null>;
  /** Does what a person of the team wants done, and gives what is to be said of it. `spoken`: what they recorded last in this call. */
  act(act: RemoteAct, who: Insider, spoken: Pcm): Promise<RemoteAnswer>;
  /** From now on keys of this line are a secret, or are none any more. */
  discreet(line: string, on: boolean): void;
  lineState(line: string, at: Instant, trouble: Fault | null): void;
}

/** What is written down about one call, as it happens and in order. None of it may delay the call. */
export interface CallEntry {
  note(at: Instant, note: CallNote): void;
  /** `stoppedAfter`: how much of it was played when a key or a hang-up stopped it. */
  played(at: Instant, prompt: Prompt, sound: Played, stoppedAfter: Millis | null): void;
  end(at: Instant, outcome: CallEnd): void;
}
