import type { Instant } from "../kernel/units.ts";
import type { Database, Reading } from "./database.ts";

/** When the clock was not to be believed; see the migration. */
export interface ClockDoubts {
  /** A stretch begins. Its id. `until`: as far as is known, so that a crash leaves no stamp outside. */
  begin(since: Instant, until: Instant, why: string): Promise<number>;
  /** It goes on until then. */
  extend(id: number, until: Instant): Promise<void>;
  /** The clock is right: what was stamped in doubt so far has happened by now. */
  righted(at: Instant): Promise<void>;
  /** Whether a stretch waits for the clock to be right. */
  anyOpen(): Promise<boolean>;
  /** The newest stamp that is to be believed. */
  newestStamp(): Promise<Instant | null>;
}

export function createClockDoubts(write: Database, read: Reading): ClockDoubts {
  return {
    begin: (since, until, why) =>
      write.transaction((tx) => tx.insert("clock_doubt", { since_at: since, until_at: until, why })),
    async extend(id, until) {
      await write.run("UPDATE clock_doubt SET until_at = max(until_at, ?) WHERE id = ?", [until, id]);
    },
    async righted(at) {
      await write.run("UPDATE clock_doubt SET righted_at = ? WHERE righted_at IS NULL", [at]);
    },
    anyOpen: async () => (await read.get("SELECT 1 FROM clock_doubt WHERE righted_at IS NULL")) !== undefined,
    async newestStamp() {
      const row = await read.get<{ newest: Instant | null }>(
        `SELECT max(at) AS newest FROM (
           SELECT at FROM (SELECT at FROM call WHERE ${believed("at")} ORDER BY at DESC LIMIT 1)
           UNION ALL SELECT at FROM (SELECT at FROM journal WHERE ${believed("at")} ORDER BY id DESC LIMIT 1))`,
      );
      return row?.newest ?? null;
    },
  };
}

/** Whether the stamp in a column is to be believed. */
export const believed = (column: string): string =>
  `NOT EXISTS (SELECT 1 FROM clock_doubt WHERE ${column} BETWEEN since_at AND until_at)`;

/**
 * The rows of a table whose stamp is earlier than `?1`; one of doubt counts as stamped when the clock was right again,
 * and never before. `conditions`: what else they must be.
 */
export const stampedBefore = (table: string, column: string, conditions: string): string =>
  `SELECT ${table}.id AS id, ${column} AS stamp FROM ${table} WHERE ${column} < ?1 AND ${conditions} AND ${believed(column)}
   UNION ALL SELECT DISTINCT ${table}.id, ${column} FROM clock_doubt AS doubt CROSS JOIN ${table}
     ON ${column} BETWEEN doubt.since_at AND doubt.until_at WHERE doubt.righted_at < ?1 AND ${conditions}
     AND NOT EXISTS (SELECT 1 FROM clock_doubt AS later WHERE ${column} BETWEEN later.since_at AND later.until_at
       AND (later.righted_at IS NULL OR later.righted_at >= ?1))`;

/** A stamp as `stampedBefore` counts it: one of doubt from when the clock was right again, null while it is not. */
export const counted = (column: string): string =>
  `(SELECT CASE WHEN count(*) = 0 THEN ${column} WHEN count(*) = count(righted_at) THEN max(righted_at) END
    FROM clock_doubt WHERE ${column} BETWEEN since_at AND until_at)`;

/** A stamp, or for one of doubt when the clock was right again: `now` while it is not. */
export const surely = (column: string, now: string): string =>
  `coalesce((SELECT max(coalesce(righted_at, ${now})) FROM clock_doubt WHERE ${column} BETWEEN since_at AND until_at), ${column})`;
