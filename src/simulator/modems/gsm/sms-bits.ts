/** Letters of the usual alphabet of text messages, by rows of sixteen (23.038); `\x1b` leads to the others. */
const ROWS = [
  "@£$¥èéùìòÇ\nØø\rÅå",
  "Δ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ",
  " !\"#¤%&'()*+,-./",
  "0123456789:;<=>?",
  "¡ABCDEFGHIJKLMNO",
  "PQRSTUVWXYZÄÖÑÜ§",
  "¿abcdefghijklmno",
  "pqrstuvwxyzäöñüà",
];
const LETTERS = ROWS.join("");
const OTHERS: Readonly<Record<string, number>> = {
  "^": 0x14,
  "{": 0x28,
  "}": 0x29,
  "\\": 0x2f,
  "[": 0x3c,
  "~": 0x3d,
  "]": 0x3e,
  "|": 0x40,
  "€": 0x65,
};

/** A text in codes of seven bits; null when a letter is not among them. */
export function inCodes(text: string): readonly number[] | null {
  const codes: number[] = [];
  for (const letter of text) {
    const usual = LETTERS.indexOf(letter);
    const other = OTHERS[letter];
    if (letter !== "\x1b" && usual >= 0) codes.push(usual);
    else if (other !== undefined) codes.push(0x1b, other);
    else return null;
  }
  return codes;
}

export function outOfCodes(codes: readonly number[]): string {
  let text = "";
  let shifted = false;
  for (const code of codes) {
    if (code === 0x1b) shifted = true;
    else {
      const other = shifted ? Object.entries(OTHERS).find(([, each]) => each === code)?.[0] : undefined;
      text += other ?? LETTERS.charAt(code);
      shifted = false;
    }
  }
  return text;
}

/** Bits as a string, the first sent first; octets are read from their low end. */
export const bitsOf = (values: readonly number[], width: number): string =>
  values.map((value) => [...value.toString(2).padStart(width, "0")].reverse().join("")).join("");

export function valuesOf(bits: string, width: number): readonly number[] {
  const values: number[] = [];
  for (let at = 0; at < bits.length; at += width) {
    const low = bits.slice(at, at + width).padEnd(width, "0");
    values.push(Number.parseInt([...low].reverse().join(""), 2));
  }
  return values;
}
