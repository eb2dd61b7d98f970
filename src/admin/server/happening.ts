import type { CallNote } from "../../call/call.ts";
import type { CallerId } from "../../kernel/caller-id.ts";
import type { Fault } from "../../kernel/fault.ts";
import type { Instant } from "../../kernel/units.ts";
import type { CallOutcome } from "../../store/call-record.ts";

/** A call as far as it is known. */
export interface LiveCall {
  readonly id: string;
  readonly line: string;
  readonly at: Instant;
  readonly caller: CallerId;
}

/** What the house tells those who watch. */
export type Happening =
  | { readonly of: "call"; readonly call: LiveCall; readonly at: Instant; readonly note: CallNote }
  | { readonly of: "end"; readonly call: LiveCall; readonly at: Instant; readonly outcome: CallOutcome }
  | { readonly of: "line"; readonly line: string; readonly at: Instant; readonly trouble: Fault | null };
