const digitsOf = (text: string): string => text.replace(/[^\d]/g, "");

/** As people write numbers: in pairs, with dots, dashes or spaces of any kind. */
const A_NUMBER = /\+?\d(?:[\s.()/-]?\d){5,}/gu;

/**
 * Whether what somebody wrote names a caller: by one of their numbers, however it is written, or by a name of theirs. A
 * name of several words counts by its last word too ("Mme Lefèvre"), where that is no short one.
 */
export function namesThem(text: string, numbers: readonly string[], names: readonly string[]): boolean {
  const wanted = new Set(numbers.map(digitsOf).filter((digits) => digits.length >= 6));
  for (const [found] of text.matchAll(A_NUMBER)) if (wanted.has(digitsOf(found))) return true;
  const plain = simple(text);
  return names.flatMap(partsOf).some((name) => new RegExp(`(?<!\\p{L})${name}(?!\\p{L})`, "u").test(plain));
}

const simple = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/gu, " ");

function partsOf(name: string): string[] {
  const whole = simple(name).trim();
  const last = whole.split(" ").at(-1) ?? "";
  return [whole, ...(last.length >= 4 ? [last] : [])]
    .filter((part) => part.length >= 3)
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
}
