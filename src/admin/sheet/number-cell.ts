import { parsePhoneNumber, showPhoneNumber } from "../../duty/phone-number.ts";
import type { PhoneNumber } from "../../kernel/phone-number.ts";

/** A number, and what was put right in it; or why it is none. */
export type NumberCell =
  | { readonly number: PhoneNumber; readonly mended: "zero" | "scientific" | null }
  | { readonly wrong: "scientific" | "not-a-number" };

/** `6,39E+08`: what a spreadsheet makes of a number that it takes for a quantity. */
const SCIENTIFIC = /^(\d)(?:[.,](\d+))?e\+?(\d{1,2})$/i;

/**
 * Reads one number as people and spreadsheets leave it: with an apostrophe, as a formula of a text (`="06…"`), without
 * its first zero, with decimals, in scientific notation (where no digit was lost).
 */
export function readNumber(cell: string, country: string): NumberCell {
  const bare = cell
    .replace(/[\p{Cf}\u00a0\u202f]/gu, " ")
    .trim()
    .replace(/^="(.*)"$/, "$1")
    .replace(/^['’`]+/, "")
    .replace(/^(\d{8,})[.,]0+$/, "$1")
    .replace(KIND, "")
    .trim();
  const [, first, more = "", power] = SCIENTIFIC.exec(bare) ?? [];
  if (first !== undefined) {
    // As many digits as the power needs: none was lost.
    if (more.length !== Number(power)) return { wrong: "scientific" };
    const whole = numberOf(first + more, country);
    return whole === null ? { wrong: "scientific" } : { number: whole, mended: "scientific" };
  }
  // Letters would be taken for keys, and a sentence for the number in it.
  if (/\p{L}/u.test(bare.replace(/^tel:/i, ""))) return { wrong: "not-a-number" };
  const number = numberOf(bare, country);
  if (number === null) return { wrong: "not-a-number" };
  const isWhole = /^[+0(]|^tel:/i.test(bare) || digits(showPhoneNumber(number, country)) === digits(bare);
  return { number, mended: isWhole ? null : "zero" };
}

const digits = (text: string): string => text.replaceAll(/\D/g, "");

function numberOf(text: string, country: string): PhoneNumber | null {
  try {
    return parsePhoneNumber(text, country);
  } catch {
    return null;
  }
}

const SEVERAL = /[\n;,/|]|:::|\s(?:ou|or|et|and)\s/i;
/** `Mobile : 06 …`: what kind of number it is, before it. */
const KIND =
  /^(?:t[ée]l(?:[ée]phone)?|mobile|portable|port|gsm|fixe|domicile|maison|bureau|travail|home|work|cell)\b[\s.:]*(?=[+(\d])/iu;

/** Several numbers in one cell: `06 … / 03 …`, `06 … ou 03 …`, `06 … ::: 03 …`, one on each line. */
export function readNumbers(cell: string, country: string): readonly (NumberCell & { readonly cell: string })[] {
  const one = readNumber(cell, country);
  if ("number" in one || !SEVERAL.test(cell)) return [{ ...one, cell }];
  const parts = cell.split(SEVERAL).filter((part) => part.trim() !== "");
  const all = parts.map((part) => ({ ...readNumber(part, country), cell: part.trim() }));
  return all.some((each) => "number" in each) ? all : [{ ...one, cell }];
}
