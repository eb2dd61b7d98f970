import { numbersOf } from "../../attendant/address-book.ts";
import type { Office } from "../../duty/office.ts";
import { formsOf } from "../../duty/phone-number.ts";

/** Of fragile clients as they are known, and of those who call for them, in all forms that a network gives. */
export const fragileNumbers = ({ callers }: Pick<Office, "callers">): readonly string[] =>
  callers
    .filter(({ fragile }) => fragile)
    .flatMap((client) => [...numbersOf(client), ...(client.relatives ?? []).flatMap(({ number }) => number ?? [])])
    .flatMap(formsOf);
