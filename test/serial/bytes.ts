import fc from "fast-check";

/** Text as bytes; `␐` stands for `<DLE>`, `␃` for `<ETX>`, `␚` for `<SUB>`. */
export function bytes(text: string): Uint8Array {
  return Buffer.from(text.replaceAll("␐", "\x10").replaceAll("␃", "\x03").replaceAll("␚", "\x1a"), "latin1");
}

export const text = (some: Uint8Array): string => Buffer.from(some).toString("latin1");

export function joined(chunks: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(chunks));
}

/** Cuts at these places (any numbers will do). */
export function cut(whole: Uint8Array, places: readonly number[]): Uint8Array[] {
  const sorted = [...new Set(places.map((place) => place % (whole.length + 1)))].sort((a, b) => a - b);
  return [0, ...sorted].map((from, index) => whole.slice(from, sorted[index] ?? whole.length));
}

/** Bytes in which what matters to a modem's talk is frequent. */
export const modemBytes = fc
  .array(
    fc.oneof(
      fc.constantFrom("\r\n", "\r", "\n", "\x10", "\x10\x10", "\x10\x1a", "\x10\x03", "\x10X", "\x10.", "\x10b", "\0"),
      fc.constantFrom("OK", "RING", "ERROR", "CONNECT", "NO CARRIER", "NMBR = 0612345678", "AT", "\r\nOK\r\n"),
      fc.string({ unit: "binary-ascii", maxLength: 8 }),
      fc.uint8Array({ maxLength: 8 }).map((some) => Buffer.from(some).toString("latin1")),
    ),
  )
  .map((parts) => new Uint8Array(Buffer.from(parts.join(""), "latin1")));

export const places = fc.array(fc.nat(), { maxLength: 20 });

/** Lets everything run that only waits for promises. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
