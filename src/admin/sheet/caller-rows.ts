import { numbersOf } from "../../attendant/address-book.ts";
import type { KnownCaller } from "../../duty/office.ts";
import type { SheetRow } from "../schemas/sheets.ts";
import { yesOrNo } from "./columns.ts";
import type { Reading, Row } from "./reading.ts";
import { doubts, firstMet, mendings, nameIn, numbersIn, shortly, shown, wrong, wrongName, wrongNumber } from "./row.ts";

/** A known caller for each number of the row. An empty cell changes nothing. */
export function callerRows(row: Row, reading: Reading): readonly SheetRow[] {
  const { words } = reading;
  const name = nameIn(row);
  const cells = numbersIn(row, reading);
  const said = row.cell("fragile");
  const fragile = said === "" ? null : yesOrNo(said);
  const amiss = wrongName(name, reading) ?? (said !== "" && fragile === null ? words.notYesOrNo(shortly(said)) : null);
  if (amiss !== null)
    return [
      wrong(
        row,
        name,
        cells.map(({ cell }) => shortly(cell)),
        amiss,
      ),
    ];
  if (cells.length === 0) return [wrong(row, name, [], words.noNumber)];
  return cells.map((told) => {
    if ("wrong" in told) return wrong(row, name, [shortly(told.cell)], wrongNumber(told, reading));
    const { number } = told;
    const before = firstMet(number, row.line, reading);
    if (before !== null) return wrong(row, name, [shown(number, reading)], words.twice(before));
    const known = reading.known.callers.find((each) => numbersOf(each).includes(number));
    const entry: KnownCaller = { ...(known ?? { number }), name, fragile: fragile ?? known?.fragile ?? false };
    const changes = known ? changesOf(known, entry, reading) : [];
    const state = !known ? "new" : changes.length > 0 ? "changed" : "same";
    const odd = doubts([number], reading);
    return {
      line: row.line,
      state,
      name,
      numbers: [shown(number, reading)],
      notes: [...odd, ...changes, ...(state === "same" ? [] : warnings(entry, reading)), ...mendings([told], reading)],
      careful: odd.length > 0,
      entry: state === "same" ? null : entry,
    } satisfies SheetRow;
  });
}

function changesOf(from: KnownCaller, to: KnownCaller, { words }: Reading): string[] {
  const say = (yes: boolean) => (yes ? words.yes : words.no);
  return [
    ...(from.name === to.name ? [] : [words.change("name", from.name, to.name)]),
    ...(from.fragile === to.fragile ? [] : [words.change("fragile", say(from.fragile), say(to.fragile))]),
  ];
}

function warnings({ number }: KnownCaller, reading: Reading): string[] {
  const { known, words } = reading;
  const person = known.people.find(({ numbers }) => numbers.includes(number));
  return [
    ...(person ? [words.ofPerson(person.name)] : []),
    ...(known.blocked.includes(number) ? [words.isBlocked(shown(number, reading))] : []),
  ];
}
