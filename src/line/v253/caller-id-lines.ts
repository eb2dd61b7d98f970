import { type CallerId, callerId } from "../../kernel/caller-id.ts";

/**
 * Caller id comes line by line, before the first ring (France) or after it, and any line may be missing: `NAME` in
 * particular may never come. This machine gathers the lines and gives one caller id a call at most. It knows no time:
 * the driver tells it when the lines have `settled`, and when no ring followed them (`stale`).
 */
export type CallerIdInput =
  | { readonly kind: "line"; readonly text: string }
  | { readonly kind: "ring" }
  | { readonly kind: "settled" }
  | { readonly kind: "stale" }
  | { readonly kind: "over" };

export interface CallerIdState {
  readonly number: string | null;
  readonly name: string | null;
  readonly rung: boolean;
  readonly told: boolean;
}

export const noCallerId: CallerIdState = { number: null, name: null, rung: false, told: false };

export interface CallerIdStep {
  readonly state: CallerIdState;
  readonly caller: CallerId | null;
}

/** `NMBR = 0612345678` as its two sides; null when the line is something else. */
export function callerIdField(text: string): { readonly name: string; readonly value: string } | null {
  const [, name, value] = /^\s*(DATE|TIME|NMBR|NAME|MESG|DDN)\s*=\s*(.*?)\s*$/i.exec(text) ?? [];
  return name === undefined || value === undefined ? null : { name: name.toUpperCase(), value };
}

export function gatherCallerId(state: CallerIdState, input: CallerIdInput): CallerIdStep {
  switch (input.kind) {
    case "line":
      return { state: withField(state, input.text), caller: null };
    case "ring":
      return tell({ ...state, rung: true });
    case "settled":
      return tell(state);
    case "stale":
      return { state: state.rung ? state : noCallerId, caller: null };
    case "over":
      return { state: noCallerId, caller: null };
  }
}

/** Are there lines that wait to be told? */
export const hasCallerId = (state: CallerIdState): boolean =>
  !state.told && (state.number !== null || state.name !== null);

/**
 * Does this line name another number than the one that was told? Then the first caller gave up between two rings, and
 * these are the rings of the next: nobody is to be taken for somebody else.
 */
export function isOfAnother(state: CallerIdState, text: string): boolean {
  const field = callerIdField(text);
  return state.told && state.number !== null && field?.name === "NMBR" && field.value !== state.number;
}

function tell(state: CallerIdState): CallerIdStep {
  if (!state.rung || !hasCallerId(state)) return { state, caller: null };
  return { state: { ...state, told: true }, caller: callerFrom(state.number, state.name) };
}

function withField(state: CallerIdState, text: string): CallerIdState {
  const field = callerIdField(text);
  if (state.told || !field) return state;
  if (field.name === "NMBR") return { ...state, number: field.value };
  if (field.name === "NAME") return { ...state, name: field.value };
  return state;
}

const WITHHELD = /^(p|private|anonymous)$/i;
const UNAVAILABLE = /^(o|out[ -]of[ -]area|unavailable|unknown)$/i;
const isFlag = (text: string) => WITHHELD.test(text) || UNAVAILABLE.test(text);

/** `P` and `O` stand in both fields for a thing withheld, or not known to the network. */
function callerFrom(number: string | null, name: string | null): CallerId {
  const known = callerId(
    number !== null && isFlag(number) ? null : number,
    name !== null && isFlag(name) ? null : name,
  );
  return number !== null && WITHHELD.test(number) ? { ...known, presentation: "withheld" } : known;
}
