import type { Transaction } from "./database.ts";
import type { Secret } from "./secret.ts";

/**
 * What the journal keeps of a caller: a mark that is the same for the same number, by which it is seen that something
 * changed and what, and not whom it is about. `{ number: "#5c0e…", name: "#91…", fragile: true }`.
 */
export interface Marks {
  number(number: string): string;
  name(name: string): string;
}

export async function marksOf(secret: Secret, tx?: Transaction): Promise<Marks> {
  const [number, name] = [await secret.sealer("journal", tx), await secret.sealer("journal-name", tx)];
  return {
    number: (text) => (text.startsWith("#") ? text : `#${number(text).slice(0, 16)}`),
    name: (text) => (text.startsWith("#") ? text : `#${name(text).slice(0, 8)}`),
  };
}

/** A value as the journal keeps it: one entry of a list, several under their keys (`callers +33…`), a whole office. */
export function withoutCallers(what: string, value: unknown, marks: Marks): unknown {
  const [kind = ""] = what.split(".");
  if (kind === "callers" || kind === "blocked") return isRows(value) ? rows(value, marks) : entry(value, marks);
  return isRecord(value) ? rows(value, marks) : value;
}

type Row = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Row => typeof value === "object" && value !== null && !Array.isArray(value);
const A_KEY = /^(callers|blocked) (.+)$/s;
const isRows = (value: unknown): value is Row => isRecord(value) && Object.keys(value).every((key) => A_KEY.test(key));

function rows(value: Row, marks: Marks): Row {
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      const [, kind, number] = A_KEY.exec(key) ?? [];
      if (kind !== undefined && number !== undefined) return [`${kind} ${marks.number(number)}`, entry(each, marks)];
      if ((key === "callers" || key === "blocked") && Array.isArray(each))
        return [key, each.map((one) => entry(one, marks))];
      return [key, each];
    }),
  );
}

function entry(value: unknown, marks: Marks): unknown {
  if (typeof value === "string") return marks.number(value);
  if (!isRecord(value)) return value;
  const { number, name, otherNumbers, relatives, note } = value;
  return {
    ...value,
    ...(typeof number === "string" && { number: marks.number(number) }),
    ...(typeof name === "string" && { name: marks.name(name) }),
    ...(Array.isArray(otherNumbers) && { otherNumbers: otherNumbers.map((each) => marks.number(String(each))) }),
    ...(Array.isArray(relatives) && { relatives: relatives.map((each) => entry(each, marks)) }),
    // That there is one, and whether it is another: not what it says.
    ...(typeof note === "string" && { note: marks.name(note) }),
  };
}

const DONE = "journal-callers";

/** What an older release wrote is put into this form, once. */
export async function clearJournal(tx: Transaction, secret: Secret): Promise<number> {
  if (await tx.get("SELECT 1 FROM setting WHERE key = ?", [DONE])) return 0;
  const marks = await marksOf(secret, tx);
  const entries = await tx.all<{ id: number; what: string; before: string; after: string }>(
    `SELECT id, what, before, after FROM journal
     WHERE what LIKE 'callers.%' OR what LIKE 'blocked.%' OR before LIKE '%callers%' OR after LIKE '%callers%'
       OR before LIKE '%blocked%' OR after LIKE '%blocked%'`,
  );
  await rewriting(tx, async () => {
    for (const { id, what, before, after } of entries) {
      const [was, is] = [before, after].map((text) => JSON.stringify(withoutCallers(what, JSON.parse(text), marks)));
      await tx.run("UPDATE journal SET before = ?, after = ? WHERE id = ?", [was ?? "null", is ?? "null", id]);
    }
  });
  await tx.insert("setting", { key: DONE, value: "true" });
  return entries.length;
}

/** The journal refuses every change but this: within one transaction its guard steps aside, and is back before its end. */
export async function rewriting(tx: Transaction, work: () => Promise<void>): Promise<void> {
  const guard = await tx.get<{ sql: string }>("SELECT sql FROM sqlite_master WHERE name = 'journal_no_update'");
  await tx.run("DROP TRIGGER IF EXISTS journal_no_update");
  await work();
  if (guard) await tx.run(guard.sql);
}
