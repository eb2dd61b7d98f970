import type { CallerId } from "../../kernel/caller-id.ts";
import { sameNumber } from "../calling-number.ts";
import type { DialPlan } from "../dialling.ts";
import { type Calling, callerIdField, callerOf, readCalling } from "./caller-id-words.ts";

/**
 * Caller id comes line by line, before the first ring (France) or after it, and any line may be missing: `NAME` in
 * particular may never come, or come well before `NMBR`. This machine gathers the lines and gives one caller id a call;
 * another only when a number follows where there was none. What came first stands: a caller's name may hold the end of
 * a line and a number that is not theirs; and the network may say again, in other words or with less, what it said. It
 * knows no time: the driver tells it when the lines have `settled`, and when no ring followed them (`stale`).
 */
export type CallerIdInput =
  | { readonly kind: "line"; readonly text: string }
  | { readonly kind: "ring" }
  | { readonly kind: "settled" }
  | { readonly kind: "stale" }
  | { readonly kind: "over" };

export interface CallerIdState {
  readonly calling: Calling | null;
  readonly name: string | null;
  readonly rung: boolean;
  readonly told: boolean;
}

export const noCallerId: CallerIdState = { calling: null, name: null, rung: false, told: false };

export interface CallerIdStep {
  readonly state: CallerIdState;
  readonly caller: CallerId | null;
}

export function gatherCallerId(state: CallerIdState, input: CallerIdInput, plan: DialPlan): CallerIdStep {
  switch (input.kind) {
    case "line":
      return { state: withField(state, input.text, plan), caller: null };
    case "ring": {
      const rung = { ...state, rung: true };
      // A name alone is half of it: the number may still come.
      return state.calling ? tell(rung) : { state: rung, caller: null };
    }
    case "settled":
      return tell(state);
    case "stale":
      return { state: state.rung ? state : noCallerId, caller: null };
    case "over":
      return { state: noCallerId, caller: null };
  }
}

/** What is there to be told: all that there will be, a part, or nothing. */
export function untold(state: CallerIdState): "all" | "name" | "nothing" {
  if (state.told) return "nothing";
  return state.calling ? "all" : state.name === null ? "nothing" : "name";
}

/**
 * Does this line name another number than the one that was told? Then the first caller gave up between two rings, and
 * these are the rings of the next: nobody is to be taken for somebody else.
 */
export function isOfAnother(state: CallerIdState, text: string, plan: DialPlan): boolean {
  const number = callerIdField(text)?.number ?? null;
  const calling = number === null ? null : readCalling(number, plan);
  if (!state.told || !isGiven(state.calling) || !isGiven(calling)) return false;
  return !sameNumber(calling.given, state.calling.given);
}

const isGiven = (calling: Calling | null): calling is { readonly given: string } =>
  calling !== null && "given" in calling;

function tell(state: CallerIdState): CallerIdStep {
  if (!state.rung || untold(state) === "nothing") return { state, caller: null };
  return { state: { ...state, told: true }, caller: callerOf(state.calling, state.name) };
}

function withField(state: CallerIdState, text: string, plan: DialPlan): CallerIdState {
  const field = callerIdField(text);
  if (!field) return state;
  const calling = field.number === null ? null : readCalling(field.number, plan);
  if (state.told) return isGiven(calling) && !isGiven(state.calling) ? { ...state, calling, told: false } : state;
  return { ...state, calling: state.calling ?? calling, name: state.name ?? field.name };
}
