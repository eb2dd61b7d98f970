import type { Language, Office } from "../../duty/office.ts";
import type { JournalWhat } from "../../store/journal-acts.ts";
import type { OfficeStore } from "../../store/office.ts";
import { keyOf, type RowChange, rowOf } from "../../store/office-changes.ts";
import type { EntryKind } from "../../store/office-lists.ts";
import type { ChangesMade } from "../schemas/office-changes.ts";
import { Refused } from "../sentences/refusals.ts";
import { entryOf } from "./draft-office.ts";
import { problemsOf } from "./office.ts";
import { saving } from "./saving.ts";

/** Several rows as a question gives them. */
export interface GivenChanges {
  readonly save: readonly { readonly kind: EntryKind; readonly entry: unknown }[];
  readonly remove: readonly { readonly kind: EntryKind; readonly key: string }[];
}

/** Each row checked. Throws `Unfit`. */
export const changesOf = ({ save, remove }: GivenChanges, office: Office): RowChange[] => [
  ...save.map(({ kind, entry }) => saving(kind, entryOf(kind, entry, office))),
  ...remove.map(({ kind, key }) => ({ kind, remove: key }) as RowChange),
];

/** Refuses a change of an office that someone else has changed since `based`. */
export const unchangedSince =
  (based: string) =>
  (_: Office, revision: number): void => {
    if (String(revision) !== based) throw new Refused("changed", "", { row: null, revision: String(revision) });
  };

/** All of the changes or none; with them what would take them back. */
export async function changeOffice(
  store: OfficeStore,
  what: JournalWhat,
  changes: readonly RowChange[],
  by: string,
  language: Language,
  check: (before: Office, revision: number) => void,
): Promise<ChangesMade> {
  let back: GivenChanges = { save: [], remove: [] };
  const revision = await store.apply(what, changes, by, (before, revisionBefore) => {
    check(before, revisionBefore);
    back = takingBack(before, changes);
  });
  return {
    officeRevision: String(revision),
    problems: problemsOf(await store.read(), language),
    back: { save: [...back.save], remove: [...back.remove] },
  };
}

function takingBack(before: Office, changes: readonly RowChange[]): GivenChanges {
  const rows = changes.map((change) => {
    const key = keyOf(change);
    return { kind: change.kind, key, entry: rowOf(before, change.kind, key) };
  });
  return {
    save: rows.filter(({ entry }) => entry !== null).map(({ kind, entry }) => ({ kind, entry })),
    remove: rows.filter(({ entry }) => entry === null).map(({ kind, key }) => ({ kind, key })),
  };
}
