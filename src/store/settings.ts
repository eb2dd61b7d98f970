import { isDeepStrictEqual } from "node:util";
import type { Database } from "./database.ts";
import type { Journal } from "./journal.ts";

/** Small things by key, any JSON. Whoever reads one checks its shape. */
export interface SettingStore {
  /** Undefined when it was never set. */
  get(key: string): Promise<unknown>;
  /** Journalled. */
  set(key: string, value: unknown, by: string): Promise<void>;
}

export function createSettingStore(write: Database, read: Database, journal: Journal): SettingStore {
  const value = (row: { value: string } | undefined): unknown => (row ? JSON.parse(row.value) : undefined);
  const select = "SELECT value FROM setting WHERE key = ?";
  return {
    get: async (key) => value(await read.get(select, [key])),
    set: (key, next, by) =>
      write.transaction(async (tx) => {
        const before = value(await tx.get(select, [key]));
        if (isDeepStrictEqual(before, next)) return;
        await tx.insert("setting", { key, value: JSON.stringify(next ?? null) }, "replace");
        await journal.add({ by, what: `setting.${key}`, before, after: next }, tx);
      }),
  };
}
