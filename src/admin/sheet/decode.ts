import { decodeText } from "./decode-text.ts";

/** Why a file can't be read as a table. `what` goes where the refusal's sentence has a gap. */
export interface Unreadable {
  readonly refused: "workbook" | "not-a-table" | "no-names" | "no-numbers" | "too-many-rows" | "open-quote";
  readonly what: string;
}

const starts = (bytes: Uint8Array, ...with_: readonly number[]) => with_.every((byte, n) => bytes[n] === byte);

/** A table's text, whatever program wrote it. */
export function decode(bytes: Uint8Array): string | Unreadable {
  // What spreadsheets save unless told otherwise: a ZIP (xlsx, ods) or a compound file (xls).
  if (starts(bytes, 0x50, 0x4b, 3, 4) || starts(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    return { refused: "workbook", what: "" };
  const text = decodeText(bytes);
  return text.includes("\0") ? { refused: "not-a-table", what: "" } : text;
}
