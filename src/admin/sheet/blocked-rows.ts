import { numbersOf } from "../../attendant/address-book.ts";
import type { PhoneNumber } from "../../kernel/phone-number.ts";
import type { SheetRow } from "../schemas/sheets.ts";
import type { Reading, Row } from "./reading.ts";
import { firstMet, mendings, nameIn, numbersIn, shown, wrong, wrongNumber } from "./row.ts";

/** A number to block. */
export function blockedRow(row: Row, reading: Reading): SheetRow {
  const { known, words } = reading;
  const name = nameIn(row);
  const cells = numbersIn(row, reading);
  const [told] = cells;
  if (!told) return wrong(row, name, [], words.noNumber);
  if ("wrong" in told) return wrong(row, name, [told.cell], wrongNumber(told, reading));
  const { number } = told;
  const before = firstMet(number, row.line, reading);
  if (before !== null) return wrong(row, name, [shown(number, reading)], words.twice(before));
  const same = known.blocked.includes(number);
  const whose = same ? [] : ownersOf(number, reading);
  return {
    line: row.line,
    state: same ? "same" : "new",
    name,
    numbers: [shown(number, reading)],
    notes: [...whose, ...mendings([told], reading)],
    careful: whose.length > 0,
    entry: same ? null : number,
  };
}

/** Whose calls would not be answered any more. */
function ownersOf(number: PhoneNumber, { known, words }: Reading): string[] {
  const person = known.people.find(({ numbers }) => numbers.includes(number));
  const caller = known.callers.find((each) => numbersOf(each).includes(number));
  return [
    ...(person ? [words.ofPerson(person.name)] : []),
    ...(caller ? [caller.fragile ? words.ofFragile(caller.name) : words.ofCaller(caller.name)] : []),
  ];
}
