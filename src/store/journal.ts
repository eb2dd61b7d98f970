import type { Clock } from "../kernel/clock.ts";
import type { Instant } from "../kernel/units.ts";
import type { Database, Queries } from "./database.ts";

/** Who changed what and when; values as they were and became, null where there was or is none. */
export interface JournalEntry {
  readonly id: number;
  readonly at: Instant;
  readonly by: string;
  readonly what: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface Journal {
  /** Newest first. `what`: only these (`people.save`). */
  list(options?: {
    readonly limit?: number;
    readonly before?: number;
    readonly what?: string;
  }): Promise<JournalEntry[]>;
  add(entry: Pick<JournalEntry, "by" | "what" | "before" | "after">, tx?: Queries): Promise<void>;
}

export function createJournal(write: Database, read: Database, clock: Clock): Journal {
  return {
    async list({ limit = 100, before, what } = {}) {
      const rows = await read.all<Omit<JournalEntry, "before" | "after"> & { before: string; after: string }>(
        `SELECT * FROM journal WHERE id < ? ${what === undefined ? "" : "AND what = ?"} ORDER BY id DESC LIMIT ?`,
        [before ?? Number.MAX_SAFE_INTEGER, ...(what === undefined ? [] : [what]), limit],
      );
      return rows.map((row) => ({ ...row, before: JSON.parse(row.before), after: JSON.parse(row.after) }));
    },
    async add({ by, what, before, after }, tx) {
      const row = {
        ...{ at: clock.now(), by, what },
        ...{ before: JSON.stringify(before ?? null), after: JSON.stringify(after ?? null) },
      };
      if (tx) await tx.insert("journal", row);
      else await write.transaction((own) => own.insert("journal", row));
    },
  };
}
