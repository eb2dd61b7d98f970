import { numbersOf } from "../../attendant/address-book.ts";
import type { Language } from "../../duty/office.ts";
import { showPhoneNumber } from "../../duty/phone-number.ts";
import type { PhoneNumber } from "../../kernel/phone-number.ts";
import type { SheetList } from "../schemas/sheets.ts";
import { roleNames } from "../sentences/role-names.ts";
import { cell, exampleMark } from "../views/calls-csv.ts";
import type { Known } from "./reading.ts";
import { relativesSaid } from "./relatives-cell.ts";

/**
 * A list of the office as a table that `readSheet` takes back. In French with semicolons: what a French spreadsheet
 * opens into columns. Numbers are written in groups, which no spreadsheet takes for a quantity.
 */
export function writeSheet(list: SheetList, office: Known, language: Language, ofExample = false): string {
  const rows = [titles[language][list], ...rowsOf(list, office, language)];
  const width = Math.max(...rows.map((row) => row.length));
  const last = titles[language].another;
  const [head = [], ...rest] = rows;
  const wide = [...head, ...Array.from({ length: width - head.length }, (_, n) => `${last} ${n + 2}`)];
  const delimiter = language === "fr" ? ";" : ",";
  // Behind the last number: what reads it back says that it makes nothing of the column.
  const marked = (row: readonly string[], mark: string): readonly string[] =>
    ofExample ? [...row, ...Array<string>(width - row.length).fill(""), mark] : row;
  const { title, cell: said } = exampleMark[language];
  const all = [marked(wide, title), ...rest.map((row) => marked(row, said))];
  return `\ufeff${all.map((row) => `${row.map(cell).join(delimiter)}\r\n`).join("")}`;
}

/** Titles and a row of each list as an example. */
export const modelSheet = (list: SheetList, language: Language): string =>
  writeSheet(list, example[language], language);

function rowsOf(list: SheetList, office: Known, language: Language): readonly (readonly string[])[] {
  const show = (number: PhoneNumber) => showPhoneNumber(number, office.country);
  const said = (yes: boolean) => yesNo[language][yes ? 0 : 1];
  switch (list) {
    case "people":
      return office.people.map(({ name, email, language: speaks, roles, numbers }) => [
        ...[name, email ?? "", speaks, roles.map((role) => roleNames[language][role]).join(", ")],
        ...numbers.map(show),
      ]);
    case "callers":
      return office.callers.map((caller) => [
        ...[caller.name, said(caller.fragile), caller.hardOfHearing === undefined ? "" : said(caller.hardOfHearing)],
        ...[caller.language ?? "", caller.note ?? "", relativesSaid(caller, office.country)],
        ...numbersOf(caller).map(show),
      ]);
    case "blocked":
      return office.blocked.map((number) => [show(number)]);
  }
}

const yesNo = { fr: ["oui", "non"], en: ["yes", "no"] } as const;

const titles = {
  fr: {
    people: ["Nom", "Courriel", "Langue", "Rôles", "Numéro"],
    callers: ["Nom", "Public fragile", "Malentendant", "Langue", "Note", "Proches", "Numéro"],
    blocked: ["Numéro"],
    another: "Numéro",
  },
  en: {
    people: ["Name", "E-mail", "Language", "Roles", "Number"],
    callers: ["Name", "Fragile client", "Hard of hearing", "Language", "Note", "Relatives", "Number"],
    blocked: ["Number"],
    another: "Number",
  },
} as const;

const exampleOf = (names: readonly [string, string], note: string, relative: readonly [string, string]): Known => ({
  country: "FR",
  language: "fr",
  people: [
    {
      id: "x",
      name: names[0],
      numbers: ["+33639980001", "+33199000013"] as PhoneNumber[],
      language: "fr",
      email: "amelie@agence.example",
      roles: ["answers", "on-call"],
      told: { messages: "own", missedCalls: "own" },
    },
  ],
  callers: [
    {
      number: "+33199000042" as PhoneNumber,
      otherNumbers: ["+33639980042" as PhoneNumber],
      name: names[1],
      fragile: true,
      hardOfHearing: false,
      language: "fr",
      note,
      relatives: [{ name: relative[0], relation: relative[1], number: "+33639980043" as PhoneNumber }],
    },
  ],
  blocked: ["+33199000099" as PhoneNumber],
});
const example: Readonly<Record<Language, Known>> = {
  fr: exampleOf(["Amélie Exemple", "Mme Jeanne Exemple"], "La clé est chez la voisine.", ["Paul Exemple", "fils"]),
  en: exampleOf(["Amélie Example", "Mme Jeanne Example"], "The neighbour has the key.", ["Paul Example", "son"]),
};
