/** Windows-1252 from 0x80 to 0x9F, whose decoder in Node gives control characters in some releases. */
const windows =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
  "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

/** The text of a file, whatever program wrote it: UTF-8 or UTF-16 with or without their marks, else Windows-1252. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return utf16(bytes.subarray(2), true);
  if (first === 0xfe && second === 0xff) return utf16(bytes.subarray(2), false);
  const head = bytes.subarray(0, 1000);
  const zeros = (side: 0 | 1) => head.filter((byte, n) => byte === 0 && n % 2 === side).length;
  // Most of what is written here needs only the lower half of each pair.
  if (zeros(1) > head.length / 4) return utf16(bytes, true);
  if (zeros(0) > head.length / 4) return utf16(bytes, false);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return windows1252(bytes);
  }
}

const windows1252 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString("latin1")
    .replaceAll(/[\u0080-\u009f]/g, (control) => windows[control.charCodeAt(0) - 0x80] ?? control);

/** Swapped by hand: not every Node knows the other order. */
function utf16(bytes: Uint8Array, littleEndian: boolean): string {
  const pairs = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  return (littleEndian ? pairs : pairs.swap16()).toString("utf16le");
}
