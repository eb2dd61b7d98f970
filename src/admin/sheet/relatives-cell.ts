import type { KnownCaller } from "../../duty/office.ts";
import { parsePhoneNumber, showPhoneNumber } from "../../duty/phone-number.ts";

type Relative = NonNullable<KnownCaller["relatives"]>[number];

const MOST = 5;
/** Of name, relation and number together. */
const LONGEST = 300;
/** `Paul Petit (fils) 06 39 98 00 01`: what they are to the client and their number may be missing. */
const ONE = /^(?<name>[^()\d+][^()]*?)\s*(?:\((?<relation>[^()]{1,60})\))?\s*(?<number>[+\d][\d\s.()/-]{3,})?$/u;

/** A client's relatives in one cell, with a semicolon or a line's end between them; null where it says something else. */
export function relativesIn(cell: string, country: string): readonly Relative[] | null {
  const parts = cell
    .split(/[;\n]/)
    .map((part) => part.replaceAll(/\s+/g, " ").trim())
    .filter((part) => part !== "");
  const read = parts.map((part) => relativeIn(part, country));
  return read.length <= MOST && read.every((each) => each !== null) ? read : null;
}

function relativeIn(part: string, country: string): Relative | null {
  if (part.length > LONGEST) return null;
  const { name = "", relation, number } = ONE.exec(part)?.groups ?? {};
  if (name === "" || name.length > 200) return null;
  try {
    return { name, ...(relation && { relation }), ...(number && { number: parsePhoneNumber(number, country) }) };
  } catch {
    return null;
  }
}

/** What `relativesIn` takes back. */
export const relativesSaid = ({ relatives = [] }: Pick<KnownCaller, "relatives">, country: string): string =>
  relatives
    .map(({ name, relation, number }) =>
      [
        plain(name),
        ...(relation === undefined ? [] : [`(${plain(relation)})`]),
        ...(number === undefined ? [] : [showPhoneNumber(number, country)]),
      ].join(" "),
    )
    .join("; ");

const plain = (text: string): string => text.replaceAll(/[;\n()]+/g, " ").trim();
