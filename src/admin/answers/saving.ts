import type { RowChange } from "../../store/office-changes.ts";
import type { EntryKind } from "../../store/office-lists.ts";

/** A row, checked before, as a change. */
export const saving = (kind: EntryKind, entry: unknown): RowChange => ({ kind, save: entry }) as RowChange;
