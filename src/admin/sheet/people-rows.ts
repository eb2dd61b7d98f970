import { isDeepStrictEqual } from "node:util";
import { type Person, type Role, roles, schemasOf, writtenPerson } from "../../duty/office.ts";
import type { PhoneNumber } from "../../kernel/phone-number.ts";
import type { SheetRow } from "../schemas/sheets.ts";
import { roleNames } from "../sentences/role-names.ts";
import { folded } from "./columns.ts";
import type { Reading, Row } from "./reading.ts";
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

/** A person of the team: one of that name, else one who has one of the numbers, else someone new. */
export function peopleRow(row: Row, reading: Reading): SheetRow {
  const { words } = reading;
  const name = nameIn(row);
  const cells = numbersIn(row, reading);
  const numbers = [...new Set(cells.flatMap((told) => ("number" in told ? [told.number] : [])))];
  const shownNumbers = numbers.map((number) => shown(number, reading));
  const email = row.cell("email");
  const language = languageIn(row.cell("language"));
  const given = rolesIn(row.cell("roles"));
  const who = whoIs(name, numbers, reading);
  const amiss = [
    wrongName(name, reading),
    ...cells.map((told) => ("wrong" in told ? wrongNumber(told, reading) : null)),
    email === "" || writtenPerson.shape.email.safeParse(email).success ? null : words.notAnEmail(shortly(email)),
    language === undefined ? words.notALanguage(shortly(row.cell("language"))) : null,
    given.stranger === null ? null : words.notARole(shortly(given.stranger), rolesSaid([...roles], reading)),
    numbers.length > 5 ? words.tooManyNumbers : null,
    who === "several" ? words.severalOfThatName : null,
    who === null && cells.length === 0 ? words.noNumber : null,
  ].filter((sentence) => sentence !== null);
  if (amiss.length > 0 || who === "several" || language === undefined) return wrong(row, name, shownNumbers, ...amiss);

  const id = who?.id ?? idFor(name, reading);
  const before = firstMet(who === null ? `new ${folded(name)}` : id, row.line, reading);
  if (before !== null) return wrong(row, name, shownNumbers, words.twice(before));
  const base =
    who ?? schemasOf(reading.known.country).person.parse({ id, name, numbers, language: reading.known.language });
  const entry: Person = {
    ...base,
    name,
    ...(numbers.length > 0 && { numbers, ...ringsOf(base, numbers) }),
    ...(email !== "" && { email }),
    ...(language !== null && { language }),
    ...(given.roles.length > 0 && { roles: given.roles }),
  };
  const changes = who === null ? [] : changesOf(who, entry, reading);
  const state = who === null ? "new" : changes.length > 0 ? "changed" : "same";
  const odd = doubts(numbers, reading);
  return {
    line: row.line,
    state,
    name,
    numbers: entry.numbers.map((number) => shown(number, reading)),
    notes: [...odd, ...changes, ...(state === "same" ? [] : warnings(entry, reading)), ...mendings(cells, reading)],
    careful: odd.length > 0,
    entry: state === "same" ? null : entry,
  };
}

/** A number keeps its ring time wherever it stands in the new order. */
function ringsOf({ numbers, ringSeconds }: Person, next: readonly PhoneNumber[]): Pick<Person, "ringSeconds"> {
  if (ringSeconds === undefined) return {};
  return { ringSeconds: next.map((number) => ringSeconds[numbers.indexOf(number)] ?? null) };
}

function whoIs(name: string, numbers: readonly PhoneNumber[], { known }: Reading): Person | "several" | null {
  const named = known.people.filter((each) => folded(each.name) === folded(name));
  const among = named.length > 0 ? named : known.people;
  const reached = among.filter((each) => each.numbers.some((number) => numbers.includes(number)));
  if (named.length === 1) return named[0] ?? null;
  if (reached.length > 1) return named.length > 0 ? "several" : null;
  return reached[0] ?? (named.length > 0 ? "several" : null);
}

/** An id made of the name, that nobody has. */
function idFor(name: string, { known, seen }: Reading): string {
  const slug =
    folded(name)
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-+|-+$/g, "")
      .slice(0, 34) || "personne";
  const taken = (id: string) => known.people.some((each) => each.id === id) || seen.has(`id ${id}`);
  let id = slug;
  for (let n = 2; taken(id); n++) id = `${slug}-${n}`;
  seen.set(`id ${id}`, 0);
  return id;
}

function rolesIn(cell: string): { readonly roles: Role[]; readonly stranger: string | null } {
  const said = cell.split(/[,;/\n]/).filter((part) => part.trim() !== "");
  const found = said.map((part) => roles.find((role) => isRole(role, folded(part))) ?? null);
  const stranger = said[found.indexOf(null)] ?? null;
  return { roles: [...new Set(found.filter((role) => role !== null))], stranger: stranger?.trim() ?? null };
}

const isRole = (role: Role, said: string): boolean =>
  [role, roleNames.fr[role], roleNames.en[role]].some((name) => folded(name) === said);

const rolesSaid = (all: readonly Role[], { language, words }: Reading): string =>
  all.map((role) => roleNames[language][role]).join(", ") || words.nothing;

function changesOf(from: Person, to: Person, reading: Reading): string[] {
  const { words } = reading;
  const numbers = (of: Person) => of.numbers.map((number) => shown(number, reading)).join(", ");
  return [
    ...(from.name === to.name ? [] : [words.change("name", from.name, to.name)]),
    ...(isDeepStrictEqual(from.numbers, to.numbers) ? [] : [words.change("numbers", numbers(from), numbers(to))]),
    ...(from.email === to.email ? [] : [words.change("email", from.email ?? words.nothing, to.email ?? words.nothing)]),
    ...(from.language === to.language ? [] : [words.change("language", from.language, to.language)]),
    ...(isDeepStrictEqual(new Set(from.roles), new Set(to.roles))
      ? []
      : [words.change("roles", rolesSaid(from.roles, reading), rolesSaid(to.roles, reading))]),
  ];
}

function warnings({ id, numbers }: Person, reading: Reading): string[] {
  const { known, words } = reading;
  const others = known.people.filter(
    (each) => each.id !== id && each.numbers.some((number) => numbers.includes(number)),
  );
  return [
    ...others.map(({ name }) => words.ofPerson(name)),
    ...numbers
      .filter((number) => known.blocked.includes(number))
      .map((number) => words.isBlocked(shown(number, reading))),
  ];
}
