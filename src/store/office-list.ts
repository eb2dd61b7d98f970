import type { Instant } from "../kernel/units.ts";
import type { Queries, Reading, Row, SqlValue } from "./database.ts";

/** A stretch of time, by its days and by its instants: the days reach a day further, for the office's zone is unknown. */
export interface Near {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly from: Instant;
  readonly until: Instant;
}

/** One list of the office in its table: read and written an entry at a time. */
export interface List<T> {
  readonly table: string;
  keyOf(entry: T): string;
  /** `near`: only what touches this stretch of time. */
  load(from: Reading, near?: Near): Promise<T[]>;
  /** In place when its key is there, at the end when it is new. */
  put(to: Queries, entry: T): Promise<void>;
  remove(from: Queries, key: string): Promise<void>;
}

interface Shape<T, R extends object, I> {
  readonly table: string;
  /** The column that names an entry. */
  readonly key: string;
  columns(entry: T): Row;
  /** What an entry has several of, in order, in a table of its own. */
  readonly items?: {
    readonly table: string;
    readonly parent: string;
    readonly column: string;
    of(entry: T): readonly (I & string)[];
  };
  read(row: R, items: I[]): T;
  /** What touches a stretch of time; left out where all of it may. */
  readonly near?: (near: Near) => readonly [where: string, params: readonly SqlValue[]];
}

/** For entries of whole days, both included. */
export const byDays = ({ firstDay, lastDay }: Near): readonly [string, readonly SqlValue[]] => [
  "first_day <= ? AND last_day >= ?",
  [lastDay, firstDay],
];

/** For what callers are told of long before: all that is not over. */
export const notPast = ({ firstDay }: Near): readonly [string, readonly SqlValue[]] => ["last_day >= ?", [firstDay]];

/** For entries between two instants. */
export const byInstants = ({ from, until }: Near): readonly [string, readonly SqlValue[]] => [
  "from_at <= ? AND until_at >= ?",
  [until, from],
];

export function list<T, R extends object, I = never>(shape: Shape<T, R, I>): List<T> {
  const { table, key, items } = shape;
  const keyOf = (entry: T): string => String(shape.columns(entry)[key]);

  /** Of the entries that are read, and no others: what a list has of past years is many times as much. */
  async function itemsByKey(from: Reading, where: string, params: readonly SqlValue[]): Promise<Map<string, I[]>> {
    const byKey = new Map<string, I[]>();
    if (!items) return byKey;
    const { parent: of, column } = items;
    const rows = await from.all<{ parent: string; item: I }>(
      `SELECT "${of}" AS parent, "${column}" AS item FROM ${items.table}
       WHERE "${of}" IN (SELECT "${key}" FROM ${table} WHERE ${where}) ORDER BY "${of}", position`,
      params,
    );
    for (const { parent, item } of rows) {
      const known = byKey.get(parent);
      if (known) known.push(item);
      else byKey.set(parent, [item]);
    }
    return byKey;
  }

  return {
    table,
    keyOf,
    async load(from, near) {
      const [where, params] = (near && shape.near?.(near)) ?? ["1", []];
      const byKey = await itemsByKey(from, where, params);
      const rows = await from.all<R & { key: string }>(
        `SELECT *, "${key}" AS key FROM ${table} WHERE ${where} ORDER BY position`,
        params,
      );
      return rows.map((row) => shape.read(row, byKey.get(row.key) ?? []));
    },
    async put(to, entry) {
      const row = shape.columns(entry);
      const names = Object.keys(row).map((name) => `"${name}"`);
      // An update in place: replacing the row would break what refers to it.
      await to.run(
        `INSERT INTO ${table} (${names.join(", ")}, position)
         VALUES (${names.map(() => "?").join(", ")}, (SELECT coalesce(max(position) + 1, 0) FROM ${table}))
         ON CONFLICT ("${key}") DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(", ")}`,
        Object.values(row),
      );
      if (!items) return;
      await to.run(`DELETE FROM ${items.table} WHERE "${items.parent}" = ?`, [keyOf(entry)]);
      for (const [position, item] of items.of(entry).entries())
        await to.insert(items.table, { [items.parent]: keyOf(entry), position, [items.column]: item });
    },
    async remove(from, wanted) {
      await from.run(`DELETE FROM ${table} WHERE "${key}" = ?`, [wanted]);
    },
  };
}

/** A column that may be null as a property that may be absent. */
export const optional = <K extends string, V>(name: K, value: V | null): Partial<Record<K, V>> =>
  (value === null ? {} : { [name]: value }) as Partial<Record<K, V>>;
