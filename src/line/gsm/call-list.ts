/** The list of calls of 27.007 (`+CLCC`), as lines or pushed one by one. */

export type CallState = "active" | "held" | "dialling" | "alerting" | "incoming" | "waiting" | "released";

export interface ListedCall {
  readonly id: number;
  readonly incoming: boolean;
  readonly state: CallState;
  readonly number: string | null;
}

/** Nobody has taken it yet. */
export const isRinging = ({ state }: ListedCall): boolean => state === "incoming" || state === "waiting";

/** 6 is not in the standard: SIMCom pushes it of a call that went. */
const STATES: readonly CallState[] = ["active", "held", "dialling", "alerting", "incoming", "waiting", "released"];
const LINE = /^\+CLCC: ?(\d+),([01]),([0-6]),(\d+),[01](?:,"([^"]*)")?/;
const VOICE = "0";

/** One line of it; null for what is none, or not of a voice call. */
export function listedCall(line: string): ListedCall | null {
  const [, id, direction, state, mode, number] = LINE.exec(line) ?? [];
  const known = STATES[Number(state)];
  if (id === undefined || known === undefined || mode !== VOICE) return null;
  return {
    id: Number(id),
    incoming: direction === "1",
    state: known,
    number: number === undefined || number === "" ? null : number,
  };
}

/** The calls that there are, of the lines of an answer: what was pushed in between of one that went counts last. */
export function callsIn(lines: readonly string[]): readonly ListedCall[] {
  const calls = new Map<number, ListedCall>();
  for (const line of lines) {
    const call = listedCall(line);
    if (call) calls.set(call.id, call);
  }
  return [...calls.values()].filter(({ state }) => state !== "released");
}

export type Looked = readonly ListedCall[] | null;

/** The look that goes on, and the one after it. */
export interface Looks {
  running: Promise<unknown> | null;
  next: Promise<Looked> | null;
}
