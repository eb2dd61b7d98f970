import { type Digit, isDigit } from "../../kernel/phone-number.ts";

/**
 * V.253 frames a held key as `<DLE>/`, the key, repeated while held, `<DLE>~`; many modems send the key alone, once.
 * Either way a key counts once.
 */
export interface KeyState {
  readonly held: "no" | "framed" | "counted";
}

export const noKey: KeyState = { held: "no" };

/** What a DLE code means to the keys: a digit when it is one that counts. */
export function pressKey(state: KeyState, code: string): { readonly state: KeyState; readonly digit: Digit | null } {
  if (code === "/") return { state: { held: "framed" }, digit: null };
  if (code === "~") return { state: noKey, digit: null };
  if (!isDigit(code) || state.held === "counted") return { state, digit: null };
  return { state: state.held === "framed" ? { held: "counted" } : state, digit: code };
}
