import type { SheetList } from "../schemas/sheets.ts";
import { readNumber } from "./number-cell.ts";

/** What a column may hold. */
export type Field =
  | "name"
  | "lastName"
  | "firstName"
  | "civility"
  | "number"
  | "email"
  | "language"
  | "roles"
  | "fragile"
  | "hardOfHearing"
  | "note"
  | "relatives";

const names = ["name", "lastName", "firstName", "civility"] as const;
/** What a list makes something of. */
const fieldsOf: Readonly<Record<SheetList, readonly Field[]>> = {
  people: [...names, "number", "email", "language", "roles"],
  callers: [...names, "number", "fragile", "hardOfHearing", "language", "note", "relatives"],
  blocked: [...names, "number"],
};

/** Where each field lies; of numbers there may be several columns. */
export interface Columns {
  readonly at: ReadonlyMap<Field, readonly number[]>;
  /** Whether the first row names the columns. */
  readonly header: boolean;
  /** Names of columns that nothing is made of. */
  readonly ignored: readonly string[];
}

/** Without accents, capitals and signs: `N° de Téléphone 2` → `n de telephone 2`. */
export const folded = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** In the order in which they are tried: `fragile (oui/non)` before `tel`, `contact téléphone` before `contact`. */
const titles: readonly (readonly [Field, RegExp])[] = [
  ["fragile", /\b(fragiles?|vulnerable)\b/],
  ["hardOfHearing", /\b(malentendante?s?|sourde?s?|hard of hearing|deaf|audition)\b/],
  ["relatives", /^(proches?|famille|aidants?|relatives?|next of kin|carers?)( \d)?$/],
  ["note", /^(notes?|remarques?|commentaires?|observations?|comments?|remarks?)$/],
  ["email", /\b(e ?mail|mail|mel|courriel|messagerie)\b/],
  [
    "number",
    /\b(tel|telephone|telephones|phone|mobile|portable|gsm|fixe|landline|cell)\b|^(numeros?|numbers?|n)( \d)?$/,
  ],
  ["firstName", /^(prenoms?|first name|given name|forename)$/],
  ["lastName", /^(last name|family name|surname|nom de famille)$/],
  ["civility", /^(civilite|titre|title|salutation)$/],
  ["language", /^(langue|language|lang)$/],
  ["roles", /^(roles?|fonctions?|missions?)$/],
  ["name", /^(nom|name|full name|prenom|client|beneficiaire|personne|person|appelant|caller|contact)\b/],
];

/** What an address book says of a field beside it (`Phone 1 - Label`, `Type de messagerie`), and what is not called. */
const BESIDE = /\b(label|type|libelle|display|prefix|suffix|phonetic|fax|telecopie|telex|pager|callback|isdn|rnis)\b/;

export function fieldOf(title: string): Field | null {
  // `Tel1`, `Mobile2`.
  const words = folded(title).replace(/(\p{L})(\d)/gu, "$1 $2");
  if (BESIDE.test(words)) return null;
  return titles.find(([, known]) => known.test(words))?.[0] ?? null;
}

/** Which column holds what: by the names in the first row, or else by what is in them. */
export function columnsOf(rows: readonly (readonly string[])[], list: SheetList, country: string): Columns {
  const first = rows[0] ?? [];
  const named = first.map(fieldOf);
  const header = named.some((field) => field !== null) && !first.some((cell) => isNumber(cell, country));
  const fields = header ? named : guessed(rows, country);
  const at = new Map<Field, number[]>();
  const ignored: string[] = [];
  fields.forEach((found, column) => {
    const field = found !== null && fieldsOf[list].includes(found) ? found : null;
    const known = field === null ? undefined : at.get(field);
    if (field === null || (known && field !== "number")) {
      if (header && first[column]?.trim()) ignored.push(first[column].trim().slice(0, 60));
    } else if (known) known.push(column);
    else at.set(field, [column]);
  });
  return { at, header, ignored };
}

const isNumber = (cell: string, country: string) =>
  /\d{5}|\d.*\d.*\d.*\d/.test(cell) && "number" in readNumber(cell, country);

const GUESSED_FROM = 50;

function guessed(rows: readonly (readonly string[])[], country: string): (Field | null)[] {
  const some = rows.slice(0, GUESSED_FROM);
  const width = Math.max(0, ...some.map((row) => row.length));
  const kinds = Array.from({ length: width }, (_, column): Field | null => {
    const cells = some.map((row) => row[column]?.trim() ?? "").filter((cell) => cell !== "");
    const mostly = (is: (cell: string) => boolean) => cells.length > 0 && cells.filter(is).length * 2 > cells.length;
    if (mostly((cell) => isNumber(cell, country) || /^\d([.,]\d+)?e\+?\d+$/i.test(cell))) return "number";
    if (mostly((cell) => cell.includes("@"))) return "email";
    if (mostly((cell) => yesOrNo(cell) !== null)) return "fragile";
    return mostly((cell) => /\p{L}/u.test(cell)) ? "name" : null;
  });
  return kinds;
}

const yes = ["oui", "o", "yes", "y", "vrai", "true", "x", "1", "fragile"];
const no = ["non", "n", "no", "faux", "false", "0"];

/** Null for what says neither. */
export function yesOrNo(cell: string): boolean | null {
  const word = folded(cell);
  return yes.includes(word) ? true : no.includes(word) ? false : null;
}
