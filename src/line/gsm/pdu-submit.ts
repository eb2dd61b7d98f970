import { Fault } from "../../kernel/fault.ts";
import { packed, septets } from "./pdu-alphabet.ts";

/** A text message, or a part of one, as it is given to a module: hexadecimal, and nothing else. */
export interface Pdu {
  readonly hex: string;
  /** In octets, without the service centre's address: what `AT+CMGS=` is told. */
  readonly length: number;
}

export interface SubmitOptions {
  /** The same in each part of one text. 0 to 255. */
  readonly reference: number;
  /** The network shall tell when it arrived. */
  readonly report: boolean;
}

/** 23.040, 9.2.2.2: SMS-SUBMIT, with a relative validity. */
const SUBMIT = 0x11;
const REPORT = 0x20;
const HEADED = 0x40;
/** A day: what arrives later is of no use to anybody. (23.040, 9.2.3.12.1) */
const VALID_A_DAY = 0xa7;
const INTERNATIONAL = 0x91;
const UNKNOWN_TYPE = 0x81;
const UCS2 = 0x08;
/** Of each part: header of 6 octets, that is 7 septets. */
const LONGEST = { septets: { one: 160, part: 153 }, units: { one: 70, part: 67 } } as const;
/** More than a thousand letters in the wider alphabet. */
export const MOST_PARTS = 20;

/** What can be said by a text: composed letters, no control characters but the line's end. */
export const sayable = (body: string): string =>
  body
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .replace(/\p{Cs}/gu, "\ufffd")
    .replace(/(?!\n)\p{Cc}/gu, "")
    .trim();

/**
 * A text as SMS-SUBMIT (23.040, 9.2.2.2): in seven bits where the alphabet has all of its letters, else in UCS-2; in parts
 * where it is long. Faults: `line.undialable`, `line.text-unsayable` when nothing is left to be said, or too much.
 */
export function submitPdus(to: string, body: string, { reference, report }: SubmitOptions): readonly Pdu[] {
  const address = addressOf(to);
  const { isWide, parts } = partsOf(sayable(body));
  if (parts.length === 0) throw new Fault("line.text-unsayable", "There is nothing to say in this text.");
  if (parts.length > MOST_PARTS) throw new Fault("line.text-unsayable", "This text is too long to be sent.");
  return parts.map((codes, n) => {
    const header = parts.length > 1 ? [5, 0, 3, reference & 0xff, parts.length, n + 1] : [];
    const data = isWide ? [...header, ...codes.flatMap((unit) => [unit >> 8, unit & 0xff])] : inSeptets(header, codes);
    const length = isWide ? data.length : codes.length + Math.ceil((header.length * 8) / 7);
    const first = SUBMIT | (report ? REPORT : 0) | (header.length > 0 ? HEADED : 0);
    const octets = [first, 0, ...address, 0, isWide ? UCS2 : 0, VALID_A_DAY, length, ...data];
    return { hex: `00${Buffer.from(octets).toString("hex").toUpperCase()}`, length: octets.length };
  });
}

/** Digits in pairs, the first one low (23.040, 9.1.2.3). */
function addressOf(to: string): readonly number[] {
  const [, plus, digits] = /^(\+?)(\d{3,20})$/.exec(to) ?? [];
  if (digits === undefined) throw new Fault("line.undialable", "No text can be sent to this number.");
  const padded = digits.length % 2 === 0 ? digits : `${digits}F`;
  const pairs = padded.match(/../g) ?? [];
  return [
    digits.length,
    plus ? INTERNATIONAL : UNKNOWN_TYPE,
    ...pairs.map((ab) => Number.parseInt(`${ab[1]}${ab[0]}`, 16)),
  ];
}

/** Whole letters only: neither an escape nor a surrogate is left alone at a part's end. */
function partsOf(body: string): { readonly isWide: boolean; readonly parts: readonly (readonly number[])[] } {
  const narrow = [...body].map(septets);
  const isWide = narrow.includes(null);
  const letters = isWide ? [...body].map(unitsOf) : narrow.flatMap((codes) => (codes ? [codes] : []));
  const { one, part } = isWide ? LONGEST.units : LONGEST.septets;
  const total = letters.reduce((sum, codes) => sum + codes.length, 0);
  if (total <= one) return { isWide, parts: total === 0 ? [] : [letters.flat()] };
  const parts: number[][] = [[]];
  for (const codes of letters) {
    if ((parts.at(-1)?.length ?? 0) + codes.length > part) parts.push([]);
    parts.at(-1)?.push(...codes);
  }
  return { isWide, parts };
}

const unitsOf = (letter: string): readonly number[] =>
  Array.from({ length: letter.length }, (_, n) => letter.charCodeAt(n));

/** The letters begin at the next septet after the header. */
function inSeptets(header: readonly number[], codes: readonly number[]): readonly number[] {
  const before = Math.ceil((header.length * 8) / 7) * 7;
  const data = packed(codes, before);
  return [...header, ...data.slice(header.length)];
}
