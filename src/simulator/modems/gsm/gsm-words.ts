import type { SimCall, SimCallState } from "../../exchange/sim-calls.ts";

const STATES: readonly SimCallState[] = ["active", "held", "dialling", "alerting", "incoming", "waiting"];
/** Not in the standard: of a call that went. */
const RELEASED = 6;

const typeOf = (number: string): number => (number.startsWith("+") ? 145 : 129);

/** `1,1,4,0,0,"0612345678",129`: a line of the list of calls. */
export function callLine(call: SimCall, gone = false): string {
  const { id, direction, state, multiparty, number } = call;
  const parts = [id, direction === "in" ? 1 : 0, gone ? RELEASED : STATES.indexOf(state), 0, multiparty ? 1 : 0];
  return [...parts, ...(number === null ? [] : [`"${number}"`, typeOf(number)])].join(",");
}

/** What `+CLIP` and `+CCWA` say of a caller. */
export function identityLine({ number, why }: SimCall, kind: "+CLIP" | "+CCWA"): string {
  const validity = why === "withheld" ? 1 : why === "unavailable" ? 2 : 0;
  const type = number === null ? 128 : typeOf(number);
  return kind === "+CLIP"
    ? `+CLIP: "${number ?? ""}",${type},,,,${validity}`
    : `+CCWA: "${number ?? ""}",${type},1,,${validity}`;
}

/** `+QIND: "ccinfo",1,1,4,0,0,"0612345678",129`; -1 of a call that went. */
export function callInfo(call: SimCall, gone: boolean): string {
  const [id, direction, state, ...rest] = callLine(call).split(",");
  return `+QIND: "ccinfo",${[id, direction, gone ? -1 : state, ...rest].join(",")}`;
}
