import type { Result } from "./modem-commands.ts";

/** ITU-T V.250 table 1, and V.253's `VCON`. */
const CODES: Readonly<Record<Result, number>> = {
  OK: 0,
  CONNECT: 1,
  RING: 2,
  "NO CARRIER": 3,
  ERROR: 4,
  "NO DIALTONE": 6,
  BUSY: 7,
  VCON: 13,
};

/** A result as a line of text, or as its number after `ATV0`. */
export const resultText = (result: Result, verbose: boolean): string =>
  verbose ? `\r\n${result}\r\n` : `${CODES[result]}\r`;
