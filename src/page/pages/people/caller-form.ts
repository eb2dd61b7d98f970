import type { EntryOf, OfficeView } from "../../../admin/schemas/office.ts";

type Caller = OfficeView["callers"][number];

/** A known caller as the form holds one: every field there, empty where nothing is known. */
export interface CallerForm {
  numbers: string[];
  name: string;
  fragile: boolean;
  hardOfHearing: boolean;
  language: "" | "fr" | "en";
  note: string;
  relatives: { name: string; relation: string; number: string }[];
}

export const MOST_NUMBERS = 5;
export const MOST_RELATIVES = 5;

export const formOf = (caller: Caller | null, number = "", name = ""): CallerForm => ({
  numbers: caller ? [caller.number, ...(caller.otherNumbers ?? [])] : [number],
  name: caller?.name ?? name,
  fragile: caller?.fragile ?? false,
  hardOfHearing: caller?.hardOfHearing ?? false,
  language: caller?.language ?? "",
  note: caller?.note ?? "",
  relatives: (caller?.relatives ?? []).map((each) => ({
    name: each.name,
    relation: each.relation ?? "",
    number: each.number ?? "",
  })),
});

/** What is kept of it, by its first number: what was left empty is left out. */
export function entryOf(form: CallerForm, number: string): EntryOf<"callers"> {
  const others = form.numbers.slice(1).filter((each) => each.trim() !== "");
  const relatives = form.relatives
    .filter(({ name }) => name.trim() !== "")
    .map(({ name, relation, number: theirs }) => ({
      name,
      ...(relation.trim() === "" ? {} : { relation }),
      ...(theirs.trim() === "" ? {} : { number: theirs }),
    }));
  return {
    number,
    name: form.name,
    fragile: form.fragile,
    ...(others.length === 0 ? {} : { otherNumbers: others }),
    ...(form.note.trim() === "" ? {} : { note: form.note }),
    ...(relatives.length === 0 ? {} : { relatives }),
    ...(form.language === "" ? {} : { language: form.language }),
    ...(form.hardOfHearing ? { hardOfHearing: true } : {}),
  };
}
