import type { CallOutcome } from "./call-record.ts";

/**
 * What is counted together, wherever calls are counted. `reached`: a person took the call. `lost`: nobody was reached and
 * nothing was left. `not-reached`: a caller who sought a person and reached none, whether or not they left a message.
 * `sought`: both of these; who wanted information and got it, or is blocked, sought nobody.
 */
export const outcomeGroups = {
  reached: ["forwarded", "taken-here"],
  lost: ["abandoned", "empty-message", "failed", "interrupted"],
  "not-reached": ["message", "abandoned", "empty-message", "failed", "interrupted"],
  sought: ["forwarded", "taken-here", "message", "abandoned", "empty-message", "failed", "interrupted"],
} as const satisfies Readonly<Record<string, readonly CallOutcome[]>>;

export type OutcomeGroup = keyof typeof outcomeGroups;

export const among = (outcomes: readonly CallOutcome[]): string => outcomes.map((outcome) => `'${outcome}'`).join(", ");
