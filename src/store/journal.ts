import type { Clock } from "../kernel/clock.ts";
import type { Instant } from "../kernel/units.ts";
import type { Database, Queries } from "./database.ts";
import type { JournalWhat } from "./journal-acts.ts";
import { marksOf, withoutCallers } from "./journal-callers.ts";
import { sealEntry } from "./seal-chain.ts";
import type { Secret } from "./secret.ts";

/** Who changed what and when; values as they were and became, null where there was or is none. Callers are marks. */
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
    /** Only of these kinds: `people` has `people.save` and `people.remove`. */
    readonly about?: readonly string[];
    readonly by?: string;
    /** Only before this instant. */
    readonly until?: Instant;
  }): Promise<JournalEntry[]>;
  /** Everybody who ever changed something, in the order of their names. */
  people(): Promise<string[]>;
  add(
    entry: Pick<JournalEntry, "by" | "before" | "after"> & { readonly what: JournalWhat },
    tx?: Queries,
  ): Promise<void>;
}

export function createJournal(write: Database, read: Database, clock: Clock, secret: Secret): Journal {
  return {
    async list({ limit = 100, before, what, about, by, until } = {}) {
      const wishes: readonly (readonly [string, readonly (string | number)[]])[] = [
        ["id < ?", [before ?? Number.MAX_SAFE_INTEGER]],
        ...(what === undefined ? [] : [["what = ?", [what]] as const]),
        ...(by === undefined ? [] : [["by = ?", [by]] as const]),
        ...(until === undefined ? [] : [["at < ?", [until]] as const]),
        ...(about === undefined
          ? []
          : [[`substr(what, 1, instr(what || '.', '.') - 1) IN (${marks(about)})`, about] as const]),
      ];
      const rows = await read.all<Omit<JournalEntry, "before" | "after"> & { before: string; after: string }>(
        `SELECT * FROM journal WHERE ${wishes.map(([sql]) => sql).join(" AND ")} ORDER BY id DESC LIMIT ?`,
        [...wishes.flatMap(([, values]) => values), limit],
      );
      return rows.map((row) => ({ ...row, before: JSON.parse(row.before), after: JSON.parse(row.after) }));
    },
    people: async () =>
      (await read.all<{ by: string }>("SELECT DISTINCT by FROM journal ORDER BY by COLLATE NOCASE")).map(
        ({ by }) => by,
      ),
    async add({ by, what, before, after }, tx) {
      const insert = async (own: Queries): Promise<void> => {
        const marks = await marksOf(secret, own);
        const [was, is] = [before, after].map((value) => JSON.stringify(withoutCallers(what, value ?? null, marks)));
        const id = await own.insert("journal", {
          at: clock.now(),
          by,
          what,
          before: was ?? "null",
          after: is ?? "null",
        });
        await sealEntry(own, id);
      };
      await (tx ? insert(tx) : write.transaction(insert));
    },
  };
}

const marks = (values: readonly unknown[]): string => values.map(() => "?").join(", ");
