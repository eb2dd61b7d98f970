/** The alphabet of text messages (23.038, 6.2.1): 128 letters of seven bits, and a few more behind an escape. */
const ALPHABET =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const ESCAPE = 0x1b;
/** 23.038, 6.2.1.1. */
const EXTENSION: ReadonlyMap<number, string> = new Map([
  [0x0a, "\f"],
  [0x14, "^"],
  [0x28, "{"],
  [0x29, "}"],
  [0x2f, "\\"],
  [0x3c, "["],
  [0x3d, "~"],
  [0x3e, "]"],
  [0x40, "|"],
  [0x65, "€"],
]);

const septetsOf = new Map<string, readonly number[]>();
[...ALPHABET].forEach((letter, code) => {
  if (code !== ESCAPE) septetsOf.set(letter, [code]);
});
for (const [code, letter] of EXTENSION) septetsOf.set(letter, [ESCAPE, code]);

/** A letter as one or two septets; null where the alphabet has it not. */
export const septets = (letter: string): readonly number[] | null => septetsOf.get(letter) ?? null;

/** What septets say. Behind an escape that means nothing stands the plain letter (23.038, 6.2.1.1). */
export function lettersOf(codes: readonly number[]): string {
  let text = "";
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] ?? 0;
    if (code !== ESCAPE) text += ALPHABET[code & 0x7f] ?? "";
    else {
      const next = codes[++at];
      if (next !== undefined) text += EXTENSION.get(next) ?? ALPHABET[next & 0x7f] ?? "";
    }
  }
  return text;
}

/** Septets in octets, the low bits first (23.038, 6.1.2.1), after `before` bits that are taken already. */
export function packed(codes: readonly number[], before = 0): readonly number[] {
  const octets: number[] = [];
  codes.forEach((code, n) => {
    const bit = before + n * 7;
    const [octet, shift] = [bit >> 3, bit & 7];
    octets[octet] = (octets[octet] ?? 0) | ((code << shift) & 0xff);
    if (shift > 1) octets[octet + 1] = code >> (8 - shift);
  });
  return Array.from(octets, (octet) => octet ?? 0);
}

/** `count` septets out of octets, from bit `from` on; as many as there are. */
export function unpacked(octets: Uint8Array, count: number, from = 0): readonly number[] {
  const codes: number[] = [];
  for (let n = 0; n < count; n++) {
    const bit = from + n * 7;
    if (bit + 7 > octets.length * 8) break;
    const both = (octets[bit >> 3] ?? 0) | ((octets[(bit >> 3) + 1] ?? 0) << 8);
    codes.push((both >> (bit & 7)) & 0x7f);
  }
  return codes;
}
