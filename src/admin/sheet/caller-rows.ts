import { isDeepStrictEqual } from "node:util";
import { numbersOf } from "../../attendant/address-book.ts";
import type { KnownCaller } from "../../duty/office.ts";
import type { PhoneNumber } from "../../kernel/phone-number.ts";
import type { SheetRow } from "../schemas/sheets.ts";
import { yesOrNo } from "./columns.ts";
import type { Reading, Row } from "./reading.ts";
import { relativesIn, relativesSaid } from "./relatives-cell.ts";
import {
  doubts,
  firstMet,
  languageIn,
  mendings,
  nameIn,
  numbersIn,
  shortly,
  shown,
  wrong,
  wrongName,
  wrongNumber,
} from "./row.ts";

const MOST_NUMBERS = 5;
const LONGEST_NOTE = 500;

/** A known caller with all the numbers of the row: who has one of them already, or someone new. An empty cell changes nothing. */
export function callerRow(row: Row, reading: Reading): SheetRow {
  const { words, known } = reading;
  const name = nameIn(row);
  const cells = numbersIn(row, reading);
  const told = [...new Set(cells.flatMap((cell) => ("number" in cell ? [cell.number] : [])))];
  const shownCells = cells.map((cell) => ("number" in cell ? shown(cell.number, reading) : shortly(cell.cell)));
  const owners = known.callers.filter((each) => numbersOf(each).some((number) => told.includes(number)));
  const numbers = [...new Set([...owners.flatMap(numbersOf), ...told])];
  const said = answersIn(row, reading);
  const unread = cells.flatMap((cell) => ("wrong" in cell ? [wrongNumber(cell, reading)] : []));
  const amiss = [
    wrongName(name, reading),
    ...said.amiss,
    ...(cells.length === 0 ? [words.noNumber] : told.length === 0 ? unread : []),
    numbers.length > MOST_NUMBERS && owners.length < 2 ? words.tooManyNumbers : null,
    owners.length > 1 ? words.ofSeveralCallers(owners.map((each) => each.name).join(", ")) : null,
  ].filter((sentence) => sentence !== null);
  if (amiss.length > 0) return wrong(row, name, shownCells, ...amiss);

  const [was] = owners;
  // Two rows of one client by different numbers would each undo what the other says.
  const met = [...told, ...(was ? [`client ${was.number}`] : [])].map((key) => firstMet(key, row.line, reading));
  const before = met.find((line) => line !== null && line !== row.line);
  if (before != null) return wrong(row, name, shownCells, words.twice(before));
  const [number, ...otherNumbers] = numbers as [PhoneNumber, ...PhoneNumber[]];
  const entry: KnownCaller = {
    ...(was ?? { fragile: false }),
    number,
    ...(otherNumbers.length > 0 && { otherNumbers }),
    name,
    ...said.given,
  };
  const changes = was ? changesOf(was, entry, reading) : [];
  const state = !was ? "new" : changes.length > 0 ? "changed" : "same";
  const odd = doubts(told, reading);
  const isSame = state === "same";
  return {
    line: row.line,
    state,
    name,
    numbers: numbers.map((each) => shown(each, reading)),
    notes: [
      ...[...odd, ...changes, ...(isSame ? [] : warnings(told, reading))],
      ...[...unread, ...said.left, ...mendings(cells, reading)],
    ],
    careful: odd.length > 0,
    entry: isSame ? null : entry,
  };
}

/** What the row says beside name and numbers, what of it can't be understood, and what is left out of it. */
function answersIn(row: Row, { known, words }: Reading) {
  const amiss: string[] = [];
  const left: string[] = [];
  const yesNo = (field: "fragile" | "hardOfHearing"): boolean | null => {
    const said = row.cell(field);
    const answer = said === "" ? null : yesOrNo(said);
    if (said !== "" && answer === null) amiss.push(words.notYesOrNo(shortly(said)));
    return answer;
  };
  const fragile = yesNo("fragile");
  const hardOfHearing = yesNo("hardOfHearing");
  const language = languageIn(row.cell("language"));
  if (language === undefined) amiss.push(words.notALanguage(shortly(row.cell("language"))));
  const note = row.cell("note").trim();
  if (note.length > LONGEST_NOTE) left.push(words.noteTooLong);
  const relatives = relativesIn(row.cell("relatives"), known.country);
  if (relatives === null) amiss.push(words.notRelatives(shortly(row.cell("relatives"))));
  const given: Partial<KnownCaller> = {
    ...(fragile !== null && { fragile }),
    ...(hardOfHearing !== null && { hardOfHearing }),
    ...(language && { language }),
    ...(note !== "" && note.length <= LONGEST_NOTE && { note }),
    ...(relatives && relatives.length > 0 && { relatives: [...relatives] }),
  };
  return { given, amiss, left };
}

function changesOf(from: KnownCaller, to: KnownCaller, reading: Reading): string[] {
  const { known, words } = reading;
  const say = (yes: boolean | undefined) => (yes ? words.yes : words.no);
  const numbers = (of: KnownCaller) =>
    numbersOf(of)
      .map((number) => shown(number, reading))
      .join(", ");
  const change = (what: keyof typeof words.fields, before: string, after: string) =>
    before === after ? [] : [words.change(what, before || words.nothing, after || words.nothing)];
  return [
    ...change("name", from.name, to.name),
    ...(isDeepStrictEqual(numbersOf(from), numbersOf(to)) ? [] : change("numbers", numbers(from), numbers(to))),
    ...change("fragile", say(from.fragile), say(to.fragile)),
    ...change("hardOfHearing", say(from.hardOfHearing), say(to.hardOfHearing)),
    ...change("language", from.language ?? "", to.language ?? ""),
    ...change("note", shortly(from.note ?? ""), shortly(to.note ?? "")),
    ...change("relatives", relativesSaid(from, known.country), relativesSaid(to, known.country)),
  ];
}

function warnings(numbers: readonly PhoneNumber[], reading: Reading): string[] {
  const { known, words } = reading;
  const people = known.people.filter((each) => each.numbers.some((number) => numbers.includes(number)));
  return [
    ...people.map(({ name }) => words.ofPerson(name)),
    ...numbers
      .filter((number) => known.blocked.includes(number))
      .map((number) => words.isBlocked(shown(number, reading))),
  ];
}
