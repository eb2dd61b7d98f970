import { closureWordsProblem, keptClosure, textsOfClosure } from "../../announcements/closure-words.ts";
import { valueProblems, valueSentence } from "../../announcements/text-values.ts";
import { type Office, schemasOf } from "../../duty/office.ts";
import { type EntryKind, lists, type OfficeEntries } from "../../store/office-lists.ts";
import { kinds } from "../schemas/office.ts";
import { Refused } from "../sentences/refusals.ts";
import { Unfit } from "../sentences/unfit.ts";

interface Save {
  readonly kind: EntryKind;
  readonly entry: unknown;
}

interface Remove {
  readonly kind: EntryKind;
  readonly key: string;
}

/** The office as it would be with changes that are not saved. Throws `Unfit`. */
export function draftOf(office: Office, saves: readonly Save[], removes: readonly Remove[]): Office {
  const saved = saves.reduce((draft, { kind, entry }) => put(draft, kind, entry), office);
  return removes.reduce((draft, { kind, key }) => without(draft, kind, key), saved);
}

type Lists = { readonly [K in EntryKind]: readonly OfficeEntries[K][] };

/** An entry of a list, checked, with its numbers read as the office's country writes them. Throws `Unfit`. */
export function entryOf<K extends EntryKind>(kind: K, given: unknown, { country }: Pick<Office, "country">) {
  const { person, knownCaller, blocked } = schemasOf(country);
  const schemas = { ...kinds, people: person, callers: knownCaller, blocked };
  const parsed = schemas[kind].safeParse(given);
  if (!parsed.success) throw new Unfit(parsed.error.issues);
  if (kind === "menu") mustSay((parsed.data as OfficeEntries["menu"]).information ?? "");
  if (kind !== "closures") return parsed.data as OfficeEntries[K];
  const closure = parsed.data as OfficeEntries["closures"];
  for (const text of textsOfClosure(closure)) mustBeHeard(text);
  return keptClosure(closure) as OfficeEntries[K];
}

/** The information of a key is a text as others are. */
function mustSay(information: string): void {
  const [first] = valueProblems("menu", information);
  if (first) throw new Refused("text-values", valueSentence(first));
}

/** So is what callers hear of a closure, in each language. */
function mustBeHeard(text: string): void {
  const problem = closureWordsProblem(text);
  if (problem?.what === "silent") throw new Refused("text-silent");
  if (problem) throw new Refused("text-values", valueSentence(problem));
}

function put<K extends EntryKind>(office: Office, kind: K, given: unknown): Office {
  const entry = entryOf(kind, given, office);
  const { keyOf } = lists[kind];
  const all: readonly OfficeEntries[K][] = (office as Lists)[kind];
  const isIt = (other: OfficeEntries[K]) => keyOf(other) === keyOf(entry);
  const next = all.some(isIt) ? all.map((other) => (isIt(other) ? entry : other)) : [...all, entry];
  return { ...office, [kind]: next };
}

function without<K extends EntryKind>(office: Office, kind: K, key: string): Office {
  const all: readonly OfficeEntries[K][] = (office as Lists)[kind];
  return { ...office, [kind]: all.filter((entry) => lists[kind].keyOf(entry) !== key) };
}
