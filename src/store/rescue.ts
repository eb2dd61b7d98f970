import { copyFile, open, rm } from "node:fs/promises";
import sqlite3 from "sqlite3";
import type { Database, Row, SqlValue } from "./database.ts";

/** How many rows of each table were saved, and the tables of which not all could be read. */
export interface Rescued {
  readonly rows: Readonly<Record<string, number>>;
  readonly lost: readonly string[];
}

/**
 * Copies whatever rows of a damaged database can still be read into a fresh one. Works on a copy of its own.
 * Each table is read forwards until it breaks and then backwards, so that a bad page costs its own rows and no others.
 */
export async function rescue(damaged: string, fresh: string, into: Database): Promise<Rescued> {
  const copy = `${damaged}.reading`;
  // Callers are counted again as their calls come in.
  const names = await into.all<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'caller' ORDER BY rowid",
  );
  const rows: Record<string, number> = {};
  const lost: string[] = [];
  try {
    await copyFile(damaged, copy);
    await copyFile(`${damaged}-wal`, `${copy}-wal`).catch(() => undefined);
    await mendHeader(copy, fresh);
    const from = await openForgiving(copy);
    await into.script("PRAGMA foreign_keys = OFF");
    for (const { name } of names) {
      const columns = new Set(
        (await into.all<{ name: string }>(`SELECT name FROM pragma_table_info('${name}')`)).map(
          (column) => column.name,
        ),
      );
      const found = await readTable(from, name);
      if (!found.whole) lost.push(name);
      rows[name] = await save(into, name, columns, found.rows);
    }
    await new Promise<void>((resolve) => from.close(() => resolve()));
    await dropOrphans(into);
  } finally {
    await into.script("PRAGMA foreign_keys = ON");
    for (const ending of ["", "-wal", "-shm"]) await rm(copy + ending, { force: true });
  }
  return { rows, lost };
}

const HEADER_BYTES = 100;
const MAGIC = "SQLite format 3\0";

/** A file whose first bytes are gone may have the rest: those bytes are the same in the fresh database, but its size. */
async function mendHeader(copy: string, fresh: string): Promise<void> {
  const file = await open(copy, "r+");
  try {
    const start = Buffer.alloc(HEADER_BYTES);
    await file.read(start, 0, HEADER_BYTES, 0);
    if (start.toString("latin1", 0, MAGIC.length) === MAGIC) return;
    const model = await open(fresh, "r");
    await model.read(start, 0, HEADER_BYTES, 0).finally(() => model.close());
    const pageSize = start.readUInt16BE(16) || 4096;
    // https://www.sqlite.org/fileformat.html: change counter, size in pages, free list (none), version valid for.
    start.writeUInt32BE(1, 24);
    start.writeUInt32BE(Math.floor((await file.stat()).size / pageSize), 28);
    start.fill(0, 32, 40);
    start.writeUInt32BE(1, 92);
    await file.write(start, 0, HEADER_BYTES, 0);
  } finally {
    await file.close();
  }
}

/** With a writable schema, SQLite reads on in a file that is shorter than it says, or whose schema is damaged. */
const openForgiving = (file: string): Promise<sqlite3.Database> =>
  new Promise((resolve, reject) => {
    const connection = new sqlite3.Database(file, (error) => {
      if (error) reject(error);
      else connection.exec("PRAGMA writable_schema = ON", () => resolve(connection));
    });
  });

const BATCH = 256;

async function readTable(from: sqlite3.Database, table: string): Promise<{ rows: Iterable<Row>; whole: boolean }> {
  const rows = new Map<SqlValue, Row>();
  const read = async (order: "ASC" | "DESC"): Promise<boolean> => {
    const [beyond, start] = order === "ASC" ? [">", Number.MIN_SAFE_INTEGER] : ["<", Number.MAX_SAFE_INTEGER];
    const sql = `SELECT rowid AS rescued_rowid, * FROM "${table}" NOT INDEXED WHERE rowid ${beyond} ? ORDER BY rowid ${order} LIMIT ?`;
    let last = start;
    for (let size = BATCH; size >= 1; ) {
      const batch = await all<Row & { rescued_rowid: number }>(from, sql, [last, size]);
      if (batch === null) size = Math.floor(size / 2);
      else if (batch.length === 0) return true;
      else
        for (const row of batch) {
          last = row.rescued_rowid;
          rows.set(last, row);
        }
    }
    return false;
  };
  const whole = (await read("ASC")) || (await read("DESC"));
  return { rows: rows.values(), whole };
}

/** Null where the file can't be read. */
const all = <R>(from: sqlite3.Database, sql: string, params: readonly SqlValue[]): Promise<R[] | null> =>
  new Promise((resolve) => from.all<R>(sql, [...params], (error, rows) => resolve(error ? null : rows)));

async function save(into: Database, table: string, columns: ReadonlySet<string>, rows: Iterable<Row>): Promise<number> {
  return into.transaction(async (tx) => {
    let saved = 0;
    for (const row of rows) {
      const known = Object.fromEntries(Object.entries(row).filter(([name]) => columns.has(name)));
      // A row with values that can't be is part of the damage.
      saved += await tx.insert(table, known, "ignore").then(
        () => 1,
        () => 0,
      );
    }
    return saved;
  });
}

/** Messages keep their place with a call made up for them; anything else that refers to a lost row goes. */
async function dropOrphans(into: Database): Promise<void> {
  await into.transaction(async (tx) => {
    await tx.run(
      `INSERT OR IGNORE INTO call (id, line, at, zone, presentation)
       SELECT call, 'unknown', at, zone, 'unavailable' FROM message`,
    );
    const orphans = await tx.all<{ table: string; rowid: number }>("PRAGMA foreign_key_check");
    for (const { table, rowid } of orphans) await tx.run(`DELETE FROM "${table}" WHERE rowid = ?`, [rowid]);
  });
}
