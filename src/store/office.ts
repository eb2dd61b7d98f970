import { isDeepStrictEqual } from "node:util";
import type { HoursSlot, Office } from "../duty/office.ts";
import type { Log } from "../kernel/log.ts";
import type { Database, Transaction } from "./database.ts";
import type { Journal } from "./journal.ts";
import type { JournalWhat } from "./journal-acts.ts";
import { applyRows, type RowChange, rowsOf } from "./office-changes.ts";
import { mustBeConsistent } from "./office-check.ts";
import type { Near } from "./office-list.ts";
import { type EntryKind, lists, type OfficeEntries, type OfficeSettings } from "./office-lists.ts";
import * as tables from "./office-tables.ts";

/** What the office decided. Every change is journalled with who made it; one that changes nothing leaves no trace. */
export interface OfficeStore {
  /**
   * The whole office, frozen; the same object until someone (another process too) changes it. When the database can't
   * be read, the last one known. Faults: those of the disk, when none is known.
   */
  read(): Promise<Office>;
  /** False until the first `replace` or `save…`: what `read` gives is then a blank office. */
  isSet(): Promise<boolean>;
  /** All of it or nothing. Faults: `store.office-inconsistent`. */
  replace(next: Office, by: string): Promise<void>;
  /** Adds it, or replaces the one of the same id, number or key. Faults: `store.office-inconsistent`. */
  save<K extends EntryKind>(
    kind: K,
    entry: OfficeEntries[K],
    by: string,
    check?: Check<OfficeEntries[K]>,
  ): Promise<void>;
  /** False when there was none. Faults: `store.office-inconsistent` for a person whom something still names. */
  remove<K extends EntryKind>(kind: K, key: string, by: string, check?: Check<OfficeEntries[K]>): Promise<boolean>;
  /**
   * Several rows at once, all of them or none; journalled together as `what`. `check` sees the office and its revision
   * just before. Gives the revision afterwards. Faults: `store.office-inconsistent`.
   */
  apply(
    what: JournalWhat,
    changes: readonly RowChange[],
    by: string,
    check?: (before: Office, revision: number) => void,
  ): Promise<number>;
  saveHours(hours: readonly HoursSlot[], by: string, check?: Check<readonly HoursSlot[]>): Promise<void>;
  saveSettings(settings: OfficeSettings, by: string, check?: Check<OfficeSettings>): Promise<void>;
  /** Moves with every change, whoever makes it. */
  revision(): Promise<number>;
}

/** Sees what is there just before it is changed, and throws to keep it: someone else may have been faster. */
export type Check<T> = (before: T | null) => void;

export interface OfficeContext {
  readonly write: Database;
  readonly read: Database;
  readonly journal: Journal;
  /** Keeps what is in force after a change, and what was before the first. */
  readonly note: (tx: Transaction, only?: "to-begin") => Promise<void>;
  readonly log: Log;
  /** Keeps a copy outside of the database, after each change. */
  readonly keepCopy: (office: Office) => Promise<void>;
  /** The copy, for when the database can't be read. */
  readonly copy: () => Promise<Office | null>;
  /** What is read of what has a time: only this stretch, as it is now. All of it where this is left out. */
  readonly near?: (() => Near | undefined) | undefined;
}

export function createOfficeStore(context: OfficeContext): OfficeStore {
  const { write, read, journal, log, keepCopy, copy } = context;
  let known: { readonly revision: number; readonly near: Near | undefined; readonly office: Office } | null = null;
  let failing = false;

  async function current(): Promise<Office> {
    const near = context.near?.();
    // Another day brings other lines of the rota within reach.
    const same = known?.near?.firstDay === near?.firstDay;
    if (known && same && (await tables.revision(read)) === known.revision) return known.office;
    known = await read.transaction(
      async (tx) => ({
        revision: await tables.revision(tx),
        near,
        office: frozen(await tables.loadOffice(tx, near)),
      }),
      "deferred",
    );
    return known.office;
  }

  /** All of it, whatever is read of it otherwise. */
  const whole = (): Promise<Office> =>
    context.near ? read.transaction((tx) => tables.loadOffice(tx), "deferred") : current();

  async function lastKnown(fault: unknown): Promise<Office> {
    if (!failing) log.error("store.office-unread", { fault });
    failing = true;
    const office = known?.office ?? (await copy().catch(() => null));
    if (!office) throw fault;
    return office;
  }

  /** Runs a change, journals what it changed, and keeps a copy. */
  async function change<T>(what: JournalWhat, by: string, work: (tx: Transaction) => Promise<Change<T>>): Promise<T> {
    const result = await write.transaction(async (tx) => {
      await context.note(tx, "to-begin");
      const { before, after, value } = await work(tx);
      if (!isDeepStrictEqual(before, after)) {
        await journal.add({ by, what, before, after }, tx);
        await context.note(tx);
      }
      return value;
    });
    await whole()
      .then(keepCopy)
      .catch((fault) => log.warn("store.office-not-copied", { fault }));
    return result;
  }

  return {
    async read() {
      try {
        const office = await current();
        failing = false;
        return office;
      } catch (fault) {
        return lastKnown(fault);
      }
    },
    isSet: () => tables.isSet(read),
    replace: (next, by) =>
      change("office.replace", by, async (tx) => {
        mustBeConsistent(next);
        const before = (await tables.isSet(tx)) ? await tables.loadOffice(tx) : null;
        if (!isDeepStrictEqual(before, next)) await tables.writeOffice(tx, next);
        return { before, after: next, value: undefined };
      }),
    save: (kind, entry, by, check) =>
      change(`${kind}.save`, by, async (tx) => {
        const before = await find(tx, kind, lists[kind].keyOf(entry));
        check?.(before);
        if (isDeepStrictEqual(before, entry)) return { before, after: entry, value: undefined };
        await begin(tx);
        // Checked as a whole afterwards, for a sentence that says who is missing.
        await tx.run("PRAGMA defer_foreign_keys = ON");
        await lists[kind].put(tx, entry);
        mustBeConsistent(await tables.loadOffice(tx));
        return { before, after: entry, value: undefined };
      }),
    remove: (kind, key, by, check) =>
      change(`${kind}.remove`, by, async (tx) => {
        const before = await find(tx, kind, key);
        check?.(before);
        if (before === null) return { before: null, after: null, value: false };
        await tx.run("PRAGMA defer_foreign_keys = ON");
        await lists[kind].remove(tx, key);
        if (kind === "people") await tx.run("DELETE FROM phone_pin WHERE person = ?", [key]);
        mustBeConsistent(await tables.loadOffice(tx));
        return { before, after: null, value: true };
      }),
    apply: (what, changes, by, check) =>
      change(what, by, async (tx) => {
        const office = await tables.loadOffice(tx);
        check?.(office, await tables.revision(tx));
        const before = rowsOf(office, changes);
        if (changes.length > 0) await begin(tx);
        await tx.run("PRAGMA defer_foreign_keys = ON");
        await applyRows(tx, changes);
        const next = await tables.loadOffice(tx);
        mustBeConsistent(next);
        return { before, after: rowsOf(next, changes), value: await tables.revision(tx) };
      }),
    saveHours: (hours, by, check) =>
      change("hours.save", by, async (tx) => {
        const before = await tables.loadHours(tx);
        check?.(before);
        if (isDeepStrictEqual(before, hours)) return { before, after: hours, value: undefined };
        await begin(tx);
        await tables.writeHours(tx, hours);
        return { before, after: hours, value: undefined };
      }),
    saveSettings: (settings, by, check) =>
      change("settings.save", by, async (tx) => {
        const before = (await tables.isSet(tx)) ? await tables.loadSettings(tx) : null;
        check?.(before ?? tables.settingsOf(tables.blankOffice));
        if (!isDeepStrictEqual(before, settings)) await tables.writeSettings(tx, settings);
        return { before, after: settings, value: undefined };
      }),
    revision: () => tables.revision(read),
  };
}

interface Change<T> {
  readonly before: unknown;
  readonly after: unknown;
  readonly value: T;
}

async function find<K extends EntryKind>(tx: Transaction, kind: K, key: string): Promise<OfficeEntries[K] | null> {
  const list = lists[kind];
  return (await list.load(tx)).find((entry) => list.keyOf(entry) === key) ?? null;
}

/** An office that has one entry has been set. */
async function begin(tx: Transaction): Promise<void> {
  if (!(await tables.isSet(tx))) await tables.writeSettings(tx, tables.settingsOf(tables.blankOffice));
}

/** The cached office is shared by everyone who reads: nobody may change it. */
function frozen<T>(value: T): T {
  if (value !== null && typeof value === "object" && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}
