import type { Language, Office } from "../../duty/office.ts";
import type { Field } from "./columns.ts";
import type { SheetWords } from "./sentences.ts";

/** As much of an office as its tables are read against. */
export type Known = Pick<Office, "people" | "callers" | "blocked" | "country" | "language"> & {
  /** The appliance's own numbers, in E.164. */
  readonly ownLines?: readonly string[];
};

/** One row of a table, by the names of its columns. */
export interface Row {
  readonly line: number;
  /** The first column of that field that has something; empty where there is none. */
  cell(field: Field): string;
  /** All that have something. */
  cells(field: Field): readonly string[];
}

/** What the rows are read with. */
export interface Reading {
  readonly known: Known;
  readonly language: Language;
  readonly words: SheetWords;
  /** Where a key was first met. */
  readonly seen: Map<string, number>;
}
