import type { Plan } from "../attendant/plan.ts";
import type { Pcm } from "../audio/pcm.ts";
import type { CallEnd, CallNote, Prompt } from "../call/call.ts";
import type { CallerId } from "../kernel/caller-id.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { Instant } from "../kernel/units.ts";

/** How a call is remembered. `empty-message`: what was recorded holds no speech. */
export type Outcome = CallEnd | "empty-message";

/** One call as the conductor knows it. Grows while the call goes on; never taken back. */
export interface CallRecord {
  readonly id: string;
  readonly line: string;
  /** When it began to ring. */
  readonly at: Instant;
  caller: CallerId;
  plan: Plan | null;
}

/** What a message is recorded into. `append` never waits for the disk. */
export interface MessageTape {
  append(sound: Pcm): void;
  /** Ends the recording and keeps it; says whether there was a message in it. */
  keep(): Promise<"message" | "empty-message">;
}

/** What a conductor needs from the rest of the house to run the calls of one line. */
export interface Reception {
  readonly clock: Clock;
  readonly log: Log;
  newCallId(): string;
  /** Asks the attendant. Never throws: without a readable schedule, the plan is to take a message. */
  plan(caller: CallerId, at: Instant): Promise<Plan>;
  /** What to play; always something. Ready in memory for anything but a name or number never heard before. */
  sound(prompt: Prompt, call: CallRecord): Promise<Pcm>;
  readonly beep: Pcm;
  /** Never throws: a tape that can't reach the disk keeps the message in memory and says so. */
  tape(call: CallRecord): Promise<MessageTape>;
  /** Told as they happen, in order. None of them may delay the call. */
  began(call: CallRecord): void;
  noted(call: CallRecord, at: Instant, note: CallNote): void;
  ended(call: CallRecord, at: Instant, outcome: Outcome): void;
  lineState(line: string, at: Instant, trouble: Fault | null): void;
}
