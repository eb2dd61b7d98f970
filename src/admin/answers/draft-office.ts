import type { Office } from "../../duty/office.ts";
import { type EntryKind, lists, type OfficeEntries } from "../../store/office-lists.ts";
import { kinds } from "../schemas/office.ts";
import { Refused } from "../sentences/refusals.ts";

interface Save {
  readonly kind: EntryKind;
  readonly entry: unknown;
}

interface Remove {
  readonly kind: EntryKind;
  readonly key: string;
}

/** The office as it would be with changes that are not saved. Faults: `admin.bad-request`. */
export function draftOf(office: Office, saves: readonly Save[], removes: readonly Remove[]): Office {
  const saved = saves.reduce((draft, { kind, entry }) => put(draft, kind, entry), office);
  return removes.reduce((draft, { kind, key }) => without(draft, kind, key), saved);
}

type Lists = { readonly [K in EntryKind]: readonly OfficeEntries[K][] };

/** An entry of a list, checked. Faults: `admin.bad-request`. */
export function entryOf<K extends EntryKind>(kind: K, given: unknown): OfficeEntries[K] {
  const parsed = kinds[kind].safeParse(given);
  if (!parsed.success) throw new Refused("bad-request", parsed.error.issues.map(({ message }) => message).join(" ; "));
  return parsed.data as OfficeEntries[K];
}

function put<K extends EntryKind>(office: Office, kind: K, given: unknown): Office {
  const entry = entryOf(kind, given);
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
