import type { NeedWhy, Weight } from "./need.ts";

/** What was observed of a call until it ended, as far as it decides what its caller is owed. */
export interface Observed {
  readonly outcome:
    | "forwarded"
    | "message"
    | "empty-message"
    | "abandoned"
    | "information"
    | "taken-here"
    | "sent-on"
    | "blocked"
    | "failed"
    | "interrupted";
  /** A message of it is kept. */
  readonly message: boolean;
  /** Somebody was joined with the caller, or lifted the telephone beside the box. */
  readonly joined: boolean;
  /** Somebody was rung until they did not take it. */
  readonly rungInVain: boolean;
  /** The key for what is urgent was pressed, or whoever is on call was rung. */
  readonly urgent: boolean;
}

/** `reached`: a person had them. `served`: they got what they called for, from nobody. Else why they were not. */
export type Verdict = "reached" | "served" | NeedWhy;

/**
 * Whether the caller was served, by what was seen. A message is served by nobody until it is dealt with, whatever became
 * of the call after it. A call that was cut off after somebody had the caller is theirs.
 */
export function verdictOf({ outcome, message, joined, rungInVain }: Observed): Verdict {
  if (message) return "message";
  switch (outcome) {
    case "forwarded":
    case "taken-here":
      return "reached";
    case "information":
    // Their call is at another telephone: what becomes of it there is not seen here.
    case "sent-on":
    case "blocked":
      return "served";
    case "message":
      return "message";
    case "interrupted":
      return joined ? "reached" : "interrupted";
    case "failed":
      return "failed";
    case "empty-message":
      return rungInVain ? "nobody-took-it" : "empty-message";
    case "abandoned":
      return rungInVain ? "nobody-took-it" : "left";
  }
}

export const isOwed = (verdict: Verdict): verdict is NeedWhy => verdict !== "reached" && verdict !== "served";

/** Who is fragile comes first whatever they chose. */
export const weightOf = (fragile: boolean, { urgent }: Pick<Observed, "urgent">): Weight =>
  fragile ? "fragile" : urgent ? "urgent" : "usual";
