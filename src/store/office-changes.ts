import type { Office } from "../duty/office.ts";
import type { Queries } from "./database.ts";
import { type EntryKind, lists, type OfficeEntries } from "./office-lists.ts";

/** One row of an office's lists as it shall be, or the key of one that shall go. */
export type RowChange = {
  readonly [K in EntryKind]:
    | { readonly kind: K; readonly save: OfficeEntries[K] }
    | { readonly kind: K; readonly remove: string };
}[EntryKind];

export async function applyRows(to: Queries, changes: readonly RowChange[]): Promise<void> {
  for (const change of changes) {
    if ("remove" in change) await lists[change.kind].remove(to, change.remove);
    else await put(to, change.kind, change.save);
  }
}

/** The rows that changes are about, as they are in an office; null where there is none. */
export function rowsOf(office: Office, changes: readonly RowChange[]): Readonly<Record<string, unknown>> {
  // Found by key: a table may change thousands of rows.
  const known = new Map([...new Set(changes.map(({ kind }) => kind))].map((kind) => [kind, rowsByKey(office, kind)]));
  return Object.fromEntries(
    changes.map((change) => {
      const key = keyOf(change);
      return [`${change.kind} ${key}`, known.get(change.kind)?.get(key) ?? null];
    }),
  );
}

function rowsByKey<K extends EntryKind>(office: Lists, kind: K): ReadonlyMap<string, unknown> {
  const all: readonly OfficeEntries[K][] = office[kind];
  return new Map(all.map((entry) => [lists[kind].keyOf(entry), entry]));
}

export const keyOf = (change: RowChange): string =>
  "remove" in change ? change.remove : keyOfEntry(change.kind, change.save);

type Lists = { readonly [K in EntryKind]: readonly OfficeEntries[K][] };

/** One row of an office by its key. */
export function rowOf<K extends EntryKind>(office: Lists, kind: K, key: string): OfficeEntries[K] | null {
  const all: readonly OfficeEntries[K][] = office[kind];
  return all.find((entry) => lists[kind].keyOf(entry) === key) ?? null;
}

const keyOfEntry = <K extends EntryKind>(kind: K, entry: unknown): string =>
  lists[kind].keyOf(entry as OfficeEntries[K]);

const put = <K extends EntryKind>(to: Queries, kind: K, entry: unknown): Promise<void> =>
  lists[kind].put(to, entry as OfficeEntries[K]);
