import type { Announcement, Contact, Plan } from "../attendant/plan.ts";
import type { CallerId } from "../kernel/caller-id.ts";
import type { Fault } from "../kernel/fault.ts";
import type { Digit } from "../kernel/phone-number.ts";
import type { Instant } from "../kernel/units.ts";
import type { AttemptOutcome, CallOutcome } from "../store/call-record.ts";

/** What happens in a call, as the machine that walks it notes it. */
export type Note =
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
  | { readonly what: "put-through"; readonly contact: Contact }
  | { readonly what: "recording" }
  | { readonly what: "recording-ended"; readonly by: "key" | "silence" | "limit" | "caller" }
  | { readonly what: "hung-up"; readonly by: "caller" | "appliance" | "line"; readonly sign: string | null }
  | { readonly what: "fault"; readonly sentence: string };

/** A call as far as it is known. */
export interface LiveCall {
  readonly id: string;
  readonly line: string;
  readonly at: Instant;
  readonly caller: CallerId;
}

/** What the house tells those who watch. */
export type Happening =
  | { readonly of: "call"; readonly call: LiveCall; readonly at: Instant; readonly note: Note }
  | { readonly of: "end"; readonly call: LiveCall; readonly at: Instant; readonly outcome: CallOutcome }
  | { readonly of: "line"; readonly line: string; readonly at: Instant; readonly trouble: Fault | null };
