/** Why a file can't be read as a table. `what` goes where the refusal's sentence has a gap. */
export interface Unreadable {
  readonly refused: "workbook" | "not-a-table" | "no-names" | "no-numbers" | "too-many-rows" | "open-quote";
  readonly what: string;
}

const starts = (bytes: Uint8Array, ...with_: readonly number[]) => with_.every((byte, n) => bytes[n] === byte);

/** A table's text, whatever program wrote it: UTF-8 or UTF-16 with or without their marks, else Windows-1252. */
export function decode(bytes: Uint8Array): string | Unreadable {
  // What spreadsheets save unless told otherwise: a ZIP (xlsx, ods) or a compound file (xls).
  if (starts(bytes, 0x50, 0x4b, 3, 4) || starts(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    return { refused: "workbook", what: "" };
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  return text.includes("\0") ? { refused: "not-a-table", what: "" } : text;
}

function encodingOf(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" {
  if (starts(bytes, 0xff, 0xfe)) return "utf-16le";
  if (starts(bytes, 0xfe, 0xff)) return "utf-16be";
  const head = bytes.subarray(0, 1000);
  const zeros = (side: 0 | 1) => head.filter((byte, n) => byte === 0 && n % 2 === side).length;
  // Most of what is written here needs only the lower half of each pair.
  if (zeros(1) > head.length / 4) return "utf-16le";
  if (zeros(0) > head.length / 4) return "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}
