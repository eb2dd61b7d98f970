import { isDeepStrictEqual } from "node:util";
import type { Database } from "./database.ts";
import type { Journal } from "./journal.ts";

export interface SetOptions {
  /** False for what is no decision of anybody: how far somebody came in a guide. */
  readonly journalled?: boolean;
  /** What of a value the journal may tell, `before` being what it replaces: the value itself, unless told. */
  readonly told?: (value: unknown, before: unknown) => unknown;
  /** Sees what was there in the same transaction, and refuses by throwing. */
  readonly expecting?: (before: unknown) => void;
}

/** Small things by key, any JSON. Whoever reads one checks its shape. */
export interface SettingStore {
  /** Undefined when it was never set. */
  get(key: string): Promise<unknown>;
  /** Journalled. */
  set(key: string, value: unknown, by: string, options?: SetOptions): Promise<void>;
}

export function createSettingStore(write: Database, read: Database, journal: Journal): SettingStore {
  const value = (row: { value: string } | undefined): unknown => (row ? JSON.parse(row.value) : undefined);
  const select = "SELECT value FROM setting WHERE key = ?";
  return {
    get: async (key) => value(await read.get(select, [key])),
    set: (key, next, by, { told = (value: unknown) => value, expecting, journalled = true }: SetOptions = {}) =>
      write.transaction(async (tx) => {
        const before = value(await tx.get(select, [key]));
        expecting?.(before);
        if (isDeepStrictEqual(before, next)) return;
        await tx.insert("setting", { key, value: JSON.stringify(next ?? null) }, "replace");
        if (journalled)
          await journal.add(
            { by, what: `setting.${key}`, before: told(before, before), after: told(next, before) },
            tx,
          );
      }),
  };
}
