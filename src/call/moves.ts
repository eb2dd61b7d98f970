import type { CallInput, CallNote, CallState, Effect, WaitEnd, Walk } from "./call.ts";

/** The small words that the call machine is written in. */

/** The state in one phase. */
export type In<P extends CallState["phase"]> = Extract<CallState, { phase: P }>;

export interface Advanced {
  readonly state: CallState;
  readonly effects: readonly Effect[];
}

export function stay(state: CallState, ...effects: Effect[]): Advanced {
  return { state, effects };
}

export const note = (told: CallNote): Effect => ({ do: "note", note: told });

type Result<K extends CallInput["kind"]> = Extract<CallInput, { kind: K }>;

export function isResult<
  K extends
    | "done"
    | "failed"
    | "deadline"
    | "unheard"
    | "dialled"
    | "joined"
    | "weighed"
    | "kept"
    | "checked"
    | "answer"
    | "sought",
>(state: { readonly effect: number }, input: CallInput, kind: K): input is Result<K> {
  return input.kind === kind && "effect" in input && input.effect === state.effect;
}

/** Whether what was played or released is over; a failure counts, for the call must go on. */
export const finished = (state: { readonly effect: number }, input: CallInput): boolean =>
  isResult(state, input, "done") || isResult(state, input, "failed");

export const faultOf = (input: CallInput): Effect[] =>
  input.kind === "failed" || input.kind === "unheard" ? [note({ what: "fault", sentence: input.why })] : [];

/** A walk in which what was said was heard, or was not. What is said after a message asks for nothing any more. */
export function heardSo<W extends Walk & { readonly effect: number }>(walk: W, input: CallInput): W {
  const done = isResult(walk, input, "done");
  return { ...walk, heard: walk.heard || done, unheard: walk.taped ? walk.unheard : !done };
}

/** A caller who waited does so no longer; nothing where they did not. */
export const outOfQueue = (state: CallState, how: WaitEnd): Effect[] =>
  "queue" in state && state.queue ? [{ do: "let-go" }, note({ what: "waited", how })] : [];

/** The walk alone, without the phase that it is taken from. */
export const walkOf = ({
  caller,
  rest,
  again,
  repeats,
  rung,
  refused,
  busy,
  taped,
  heard,
  unheard,
  remote,
  letIn,
}: Walk): Walk => ({
  caller,
  rest,
  again,
  repeats,
  rung,
  refused,
  busy,
  taped,
  heard,
  unheard,
  remote,
  letIn,
});
