import sqlite3 from "sqlite3";
import { Fault } from "../kernel/fault.ts";
import { storeFault } from "./sqlite-fault.ts";

export type SqlValue = string | number | boolean | null;
export type Row = Readonly<Record<string, SqlValue>>;

/** Statements with bound parameters (`?`), prepared once. */
export interface Reading {
  all<R extends object>(sql: string, params?: readonly SqlValue[]): Promise<R[]>;
  /** The first row. */
  get<R extends object>(sql: string, params?: readonly SqlValue[]): Promise<R | undefined>;
}

export interface Queries extends Reading {
  /** How many rows it changed, and the rowid of the last one inserted. */
  run(sql: string, params?: readonly SqlValue[]): Promise<{ readonly changes: number; readonly lastId: number }>;
  /** One row, its columns named by the keys. `or`: what to do when it is there already. */
  insert(table: string, row: Row, or?: "ignore" | "replace"): Promise<number>;
}

/** Handed to the work of a transaction, and of no use after it. */
export type Transaction = Queries;

export interface DatabaseOptions {
  /** Wraps everything that waits for the disk: under a virtual clock, `clock.hold`. */
  readonly during?: (<T>(work: Promise<T>) => Promise<T>) | undefined;
  /** The most pages of 4 KiB that the file may grow to. */
  readonly maxPages?: number | undefined;
  /** How much of the file it keeps in memory. 2000 unless told. */
  readonly cacheKb?: number | undefined;
  /** Told when SQLite found the file damaged, whoever was asking. */
  readonly onDamage?: (() => void) | undefined;
}

/** How long to wait for another process (the command line) to finish its writing. Milliseconds. */
const BUSY_MS = 5000;
/** How long a new file may be kept from us by whoever makes a database of it meanwhile. Milliseconds. */
const OPENING_MS = 30_000;
const AGAIN_MS = 20;

/**
 * One connection. Its transactions and single statements wait for each other, so that nothing that runs at the same
 * time ever slips into someone else's transaction. Within the work of a transaction use only what it is given: its
 * own connection would wait for itself.
 */
export class Database {
  readonly #connection: sqlite3.Database;
  readonly #statements = new Map<string, Promise<sqlite3.Statement>>();
  readonly #during: <T>(work: Promise<T>) => Promise<T>;
  readonly #onDamage: () => void;
  #tail: Promise<unknown> = Promise.resolve();

  private constructor(connection: sqlite3.Database, options: DatabaseOptions) {
    this.#connection = connection;
    this.#during = options.during ?? ((work) => work);
    this.#onDamage = options.onDamage ?? (() => undefined);
  }

  /**
   * Opens or creates the file, in WAL mode so that readers and one writer don't wait for each other.
   * `synchronous = FULL`: a caller was told that the message is kept, so it must survive a power cut in the next second.
   * Faults: `store.corrupt`, `store.read-only`, `store.disk-full`, `store.busy`.
   */
  static async open(file: string, options: DatabaseOptions = {}): Promise<Database> {
    const connecting = connect(file);
    const connection = await (options.during?.(connecting) ?? connecting);
    const database = new Database(connection, options);
    try {
      connection.configure("busyTimeout", BUSY_MS);
      await database.script("PRAGMA foreign_keys = ON");
      // SQLite waits for nobody when two turn a new file into one with a WAL at the same moment.
      await whenFree(() => database.script("PRAGMA journal_mode = WAL"), OPENING_MS);
      await database.script("PRAGMA synchronous = FULL");
      // What is deleted is overwritten: a caller who is forgotten is not left lying in the file.
      await database.script("PRAGMA secure_delete = ON");
      if (options.cacheKb) await database.script(`PRAGMA cache_size = -${Math.trunc(options.cacheKb)}`);
      if (options.maxPages) await database.script(`PRAGMA max_page_count = ${Math.trunc(options.maxPages)}`);
    } catch (thrown) {
      await database.close();
      throw thrown;
    }
    return database;
  }

  all<R extends object>(sql: string, params: readonly SqlValue[] = []): Promise<R[]> {
    return this.#alone(() => this.#all<R>(sql, params));
  }

  get<R extends object>(sql: string, params: readonly SqlValue[] = []): Promise<R | undefined> {
    return this.#alone(async () => (await this.#all<R>(sql, params))[0]);
  }

  run(sql: string, params: readonly SqlValue[] = []): ReturnType<Queries["run"]> {
    return this.#alone(() => this.#run(sql, params));
  }

  /** Several statements without parameters: a migration, a pragma. */
  script(sql: string): Promise<void> {
    return this.#alone(() => this.#script(sql));
  }

  /**
   * All of `work` or nothing. A writing one (`immediate`) locks the file at once, so that it never finds out half-way
   * that another process was faster; a reading one (`deferred`) sees one moment of the data throughout.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>, mode: "immediate" | "deferred" = "immediate"): Promise<T> {
    return this.#alone(async () => {
      await this.#script(mode === "immediate" ? "BEGIN IMMEDIATE" : "BEGIN DEFERRED");
      let open = true;
      const whileOpen = <A extends readonly unknown[], R>(query: (...args: A) => Promise<R>) => {
        return (...args: A): Promise<R> =>
          open ? query(...args) : Promise.reject(new Fault("store.transaction-over", "This transaction has ended"));
      };
      const all: Queries["all"] = whileOpen((sql, params = []) => this.#all(sql, params)) as Queries["all"];
      const run: Queries["run"] = whileOpen((sql, params = []) => this.#run(sql, params));
      const tx: Transaction = {
        all,
        run,
        get: async <R extends object>(sql: string, params?: readonly SqlValue[]) => (await all<R>(sql, params))[0],
        insert: async (table, row, or) => (await run(insertion(table, row, or), Object.values(row))).lastId,
      };
      try {
        const result = await work(tx);
        open = false;
        await this.#script("COMMIT");
        return result;
      } catch (thrown) {
        open = false;
        // A full disk rolls back by itself, and then there is nothing to roll back.
        await this.#script("ROLLBACK").catch(() => undefined);
        throw storeFault(thrown);
      }
    });
  }

  /** Waits for what is under way. */
  close(): Promise<void> {
    return this.#alone(async () => {
      for (const statement of this.#statements.values()) await statement.then(finalize, () => undefined);
      this.#statements.clear();
      await new Promise<void>((resolve, reject) =>
        this.#connection.close((error) => (error ? reject(storeFault(error)) : resolve())),
      );
    });
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(work);
    this.#tail = turn.catch((thrown) => {
      if (thrown instanceof Fault && thrown.code === "store.corrupt") this.#onDamage();
    });
    return this.#during(turn);
  }

  #script(sql: string): Promise<void> {
    return new Promise((resolve, reject) =>
      this.#connection.exec(sql, (error) => (error ? reject(storeFault(error)) : resolve())),
    );
  }

  /** Reads to the last row: a statement left on a row would keep its read lock, and the WAL could not shrink. */
  async #all<R extends object>(sql: string, params: readonly SqlValue[]): Promise<R[]> {
    const statement = await this.#prepare(sql);
    return new Promise((resolve, reject) =>
      statement.all<R>([...params], (error, rows) => (error ? reject(storeFault(error)) : resolve(rows))),
    );
  }

  async #run(sql: string, params: readonly SqlValue[]): ReturnType<Queries["run"]> {
    const statement = await this.#prepare(sql);
    return new Promise((resolve, reject) =>
      statement.run([...params], function (error) {
        if (error) reject(storeFault(error));
        else resolve({ changes: this.changes, lastId: this.lastID });
      }),
    );
  }

  #prepare(sql: string): Promise<sqlite3.Statement> {
    const cached = this.#statements.get(sql);
    if (cached) return cached;
    const prepared = new Promise<sqlite3.Statement>((resolve, reject) => {
      const statement = this.#connection.prepare(sql, (error) =>
        error ? reject(storeFault(error)) : resolve(statement),
      );
    });
    this.#statements.set(sql, prepared);
    prepared.catch(() => this.#statements.delete(sql));
    return prepared;
  }
}

/** Tries again for as long as another process has the file locked. Faults: `store.busy` when it still has after `ms`. */
export async function whenFree<T>(work: () => Promise<T>, ms: number): Promise<T> {
  const started = performance.now();
  for (;;) {
    try {
      return await work();
    } catch (thrown) {
      const fault = storeFault(thrown);
      if (fault.code !== "store.busy" || performance.now() - started > ms) throw fault;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

const connect = (file: string): Promise<sqlite3.Database> =>
  new Promise((resolve, reject) => {
    const connection = new sqlite3.Database(file, (error) => (error ? reject(storeFault(error)) : resolve(connection)));
  });

const finalize = (statement: sqlite3.Statement): Promise<void> =>
  new Promise((resolve) => statement.finalize(() => resolve()));

function insertion(table: string, row: Row, or?: "ignore" | "replace"): string {
  const columns = Object.keys(row);
  const verb = or ? `INSERT OR ${or.toUpperCase()}` : "INSERT";
  return `${verb} INTO "${table}" (${columns.map((name) => `"${name}"`).join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`;
}
