import { numbersOf } from "../../attendant/address-book.ts";
import { doubtAbout } from "../../duty/doubtful-numbers.ts";
import type { Language } from "../../duty/office.ts";
import { showPhoneNumber } from "../../duty/phone-number.ts";
import type { PhoneNumber } from "../../kernel/phone-number.ts";
import type { SheetRow } from "../schemas/sheets.ts";
import { folded } from "./columns.ts";
import { type NumberCell, readNumbers } from "./number-cell.ts";
import type { Reading, Row } from "./reading.ts";

/** `Mme` `Jeanne` `Lefèvre` from three columns, or a name from one; a whole name beside its parts is not said twice. */
export function nameIn(row: Row): string {
  const [first, last, name] = [row.cell("firstName"), row.cell("lastName"), row.cell("name")];
  const has = (part: string) => part !== "" && ` ${folded(name)} `.includes(` ${folded(part)} `);
  const whole = has(first) || has(last);
  const parts = whole ? [name] : [first, last || name];
  const civility = whole && has(row.cell("civility")) ? "" : row.cell("civility");
  return [civility, ...parts].filter((part) => part !== "").join(" ");
}

/** Why a name can't be kept, or null. */
export function wrongName(name: string, { words }: Reading): string | null {
  if (name === "") return words.noName;
  return name.length > 200 ? words.nameTooLong : null;
}

type Told = NumberCell & { readonly cell: string };

export const numbersIn = (row: Row, { known }: Reading): readonly Told[] =>
  row.cells("number").flatMap((cell) => readNumbers(cell, known.country));

export const wrongNumber = (told: Told & { readonly wrong: string }, { words }: Reading): string =>
  told.wrong === "scientific" ? words.scientific(shortly(told.cell)) : words.notANumber(shortly(told.cell));

export const mendings = (numbers: readonly Told[], reading: Reading): string[] =>
  numbers.flatMap((told) =>
    "number" in told && told.mended !== null ? [reading.words.mended(shown(told.number, reading))] : [],
  );

/** What is odd about numbers that would be called and are new here. */
export const doubts = (numbers: readonly PhoneNumber[], { known, language }: Reading): string[] => {
  const before = [...known.people.flatMap((person) => person.numbers), ...known.callers.flatMap(numbersOf)];
  return numbers
    .filter((number) => !before.includes(number))
    .flatMap((number) => doubtAbout(number, known.ownLines ?? [], known.country)?.[language] ?? []);
};

export const shown = (number: PhoneNumber, { known }: Reading): string => showPhoneNumber(number, known.country);

export const shortly = (cell: string): string => (cell.length > 60 ? `${cell.slice(0, 60)}…` : cell);

export const wrong = (row: Row, name: string, numbers: readonly string[], ...notes: readonly string[]): SheetRow => ({
  line: row.line,
  state: "wrong",
  name: shortly(name),
  numbers: [...numbers],
  notes: [...notes],
  careful: false,
  entry: null,
});

/** The line that has this key already, or null and it is noted. */
export function firstMet(key: string, line: number, { seen }: Reading): number | null {
  const before = seen.get(key);
  if (before === undefined) seen.set(key, line);
  return before ?? null;
}

const languages: Readonly<Record<string, Language>> = {
  fr: "fr",
  francais: "fr",
  french: "fr",
  en: "en",
  anglais: "en",
  english: "en",
};

/** Null for an empty cell, undefined for another language. */
export const languageIn = (cell: string): Language | null | undefined => (cell === "" ? null : languages[folded(cell)]);
