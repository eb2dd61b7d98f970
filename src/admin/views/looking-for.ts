import { addressBook } from "../../attendant/address-book.ts";
import type { Office } from "../../duty/office.ts";
import { formsOf, partsLike } from "../../duty/phone-number.ts";
import type { CallerSearch } from "../../store/caller-search.ts";

/** Names of more callers than these are no search. */
const MOST_KNOWN = 200;

/**
 * What to look for when somebody types this: the calls know numbers and the network's names; who has which number is
 * the office's knowledge.
 */
export function lookingFor(text: string | undefined, office: Office): CallerSearch | undefined {
  if (!text) return undefined;
  const wanted = folded(text);
  const { callers, people } = addressBook(office);
  const known = [...callers, ...[...people].flatMap(([number, all]) => all.map((person) => [number, person] as const))]
    .filter(([, { name }]) => folded(name).includes(wanted))
    .slice(0, MOST_KNOWN);
  return { text, parts: partsLike(text, office.country), numbers: known.flatMap(([number]) => formsOf(number)) };
}

/** `Hélène` and `helene` are the same to who looks for her. */
const folded = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
