/**
 * What the network told about a caller. `number` is the text as sent, already held to dialable characters
 * (`+`, digits, `*`, `#`; 32 at most); `name` is held to printable text (64 characters at most).
 */
export interface CallerId {
  readonly presentation: "given" | "withheld" | "unavailable";
  readonly number: string | null;
  readonly name: string | null;
}

export const unknownCaller: CallerId = { presentation: "unavailable", number: null, name: null };

const LONGEST_NUMBER = 32;
const LONGEST_NAME = 64;

/**
 * Makes a caller id out of whatever came: anything undialable or unprintable is dropped, never passed on. Nothing but
 * zeros is what some exchanges send for no number.
 */
export function callerId(number: string | null, name: string | null): CallerId {
  const clean = number?.replace(/[\s().-]/g, "") ?? "";
  const dialable = /^\+?[0-9*#]+$/.test(clean) && clean.length <= LONGEST_NUMBER && !/^\+?0+$/.test(clean);
  const letters = name?.normalize("NFC").replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "");
  // By letters: half of one is none.
  const printable = letters ? [...letters.trim()].slice(0, LONGEST_NAME).join("") || null : null;
  return { presentation: dialable ? "given" : "unavailable", number: dialable ? clean : null, name: printable };
}
