import type { Language } from "../../duty/office.ts";
import type { SheetList, SheetRow } from "../schemas/sheets.ts";
import { blockedRow } from "./blocked-rows.ts";
import { callerRow } from "./caller-rows.ts";
import { columnsOf, type Field } from "./columns.ts";
import { decode, type Unreadable } from "./decode.ts";
import { peopleRow } from "./people-rows.ts";
import type { Known, Reading, Row } from "./reading.ts";
import { sheetWords } from "./sentences.ts";
import { split } from "./split.ts";

export type SheetRows = Readonly<{ rows: SheetRow[]; ignored: readonly string[] }>;

/** What each row of a table would do to a list of the office; nothing is changed. Pure. */
export function readSheet(
  bytes: Uint8Array,
  list: SheetList,
  known: Known,
  language: Language,
): SheetRows | Unreadable {
  const text = decode(bytes);
  if (typeof text !== "string") return text;
  const all = split(text);
  if (!Array.isArray(all)) return all as Unreadable;
  const table: readonly (readonly string[])[] = all;
  const filled = table
    .map((cells, n) => ({ cells, line: n + 1 }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""));
  const { at, header, ignored } = columnsOf(
    filled.map(({ cells }) => cells),
    list,
    known.country,
  );
  if (!at.has("number") && (list !== "people" || !header)) return { refused: "no-numbers", what: "" };
  if (list !== "blocked" && !(["name", "firstName", "lastName"] as const).some((field) => at.has(field)))
    return { refused: "no-names", what: "" };
  const reading: Reading = { known, language, words: sheetWords[language], seen: new Map() };
  const rows = (header ? filled.slice(1) : filled).map(({ cells, line }) => {
    const of = (field: Field) =>
      (at.get(field) ?? []).map((column) => cells[column] ?? "").filter((cell) => cell !== "");
    return rowOf(list, { line, cells: of, cell: (field) => of(field)[0] ?? "" }, reading);
  });
  return { rows, ignored };
}

function rowOf(list: SheetList, row: Row, reading: Reading): SheetRow {
  switch (list) {
    case "people":
      return peopleRow(row, reading);
    case "callers":
      return callerRow(row, reading);
    case "blocked":
      return blockedRow(row, reading);
  }
}
