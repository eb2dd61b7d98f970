import { CsvError, parse } from "csv-parse/sync";
import { fieldOf } from "./columns.ts";
import type { Unreadable } from "./decode.ts";

export const MOST_ROWS = 2000;
const MOST_COLUMNS = 50;
/** Characters of one row: a quotation mark that is never closed takes in no more than this. */
const LONGEST_ROW = 20_000;

const delimiters = [";", ",", "\t"] as const;
type Delimiter = (typeof delimiters)[number];

/** Rows of cells; those of a spreadsheet keep their numbers, empty rows among them. */
export function split(text: string): readonly (readonly string[])[] | Unreadable {
  const [, told, rest = ""] = /^sep=([;,\t])\r?\n([\s\S]*)$/i.exec(text) ?? [];
  const body = told === undefined ? text : rest;
  try {
    const rows = rowsOf(body, (told as Delimiter | undefined) ?? likeliest(body), MOST_ROWS + 2);
    const filled = rows.filter((row) => row.some((cell) => cell !== ""));
    if (filled.length === 0) return { refused: "not-a-table", what: "" };
    if (rows.length > MOST_ROWS + 1) return { refused: "too-many-rows", what: String(MOST_ROWS) };
    return told === undefined ? rows : [[], ...rows];
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    return thrown.code === "CSV_QUOTE_NOT_CLOSED" || thrown.code === "CSV_MAX_RECORD_SIZE"
      ? { refused: "open-quote", what: "" }
      : { refused: "not-a-table", what: "" };
  }
}

const rowsOf = (text: string, delimiter: Delimiter, to: number): string[][] =>
  (
    parse(text, {
      bom: true,
      delimiter,
      to,
      max_record_size: LONGEST_ROW,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      relax_quotes: true,
    }) as string[][]
  ).map((row) => row.slice(0, MOST_COLUMNS).map((cell) => unguarded(cell.trim())));

/** What a table's own apostrophe kept from being a formula. The opposite of what `cell` of `calls-csv.ts` does. */
const unguarded = (cell: string): string => (/^''*\s*[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

const LOOKED_AT = 20;

/** The one by which the most titles and telephone numbers stand in cells of their own. */
function likeliest(text: string): Delimiter {
  const scores = delimiters.map((delimiter) => {
    const rows = rowsOrNone(text, delimiter);
    const titles = (rows[0] ?? []).filter((cell) => fieldOf(cell) !== null).length;
    const numbers = rows.flat().filter((cell) => /^[+\d'(][\d\s.()\-/]{5,}$/.test(cell)).length;
    return { delimiter, score: titles + numbers, width: Math.max(0, ...rows.map((row) => row.length)) };
  });
  return scores.reduce((best, each) =>
    each.score > best.score || (each.score === best.score && each.width > best.width) ? each : best,
  ).delimiter;
}

function rowsOrNone(text: string, delimiter: Delimiter): string[][] {
  try {
    return rowsOf(text, delimiter, LOOKED_AT);
  } catch {
    return [];
  }
}
