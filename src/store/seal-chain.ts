import { createHash } from "node:crypto";
import type { Queries, Reading, Transaction } from "./database.ts";

/**
 * Rows that rest on each other. A row's hash is that of the hash before it, of what it is about, and of its bytes: a
 * changed byte, a row taken out or put in is a break there, whoever has the means to write into the file.
 */
export type SealKind = "start" | "journal" | "terms" | "day" | "logbook" | "break";

export interface SealRow {
  readonly seq: number;
  readonly at: number;
  readonly kind: SealKind;
  readonly subject: string;
  readonly bytes: string;
  readonly before: string;
  readonly hash: string;
}

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** What the first row rests on. */
export const NOTHING = "0".repeat(64);

/** The same value has the same bytes: keys in order, nothing between. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((each) => canonical(each ?? null)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(",")}}`;
}

export const hashOf = ({ seq, at, kind, subject, bytes, before }: Omit<SealRow, "hash">): string =>
  sha256(`${before}\n${canonical({ seq, at, kind, subject })}\n${bytes}`);

export async function append(
  tx: Queries,
  {
    at,
    kind,
    subject,
    value,
  }: { readonly at: number; readonly kind: SealKind; readonly subject: string; readonly value: unknown },
): Promise<void> {
  const last = await tx.get<Pick<SealRow, "seq" | "hash">>("SELECT seq, hash FROM seal ORDER BY seq DESC LIMIT 1");
  const row = { seq: (last?.seq ?? 0) + 1, at, kind, subject, bytes: canonical(value), before: last?.hash ?? NOTHING };
  await tx.insert("seal", { ...row, hash: hashOf(row) });
}

/** Keeps what several rows rest on; gives its hash. */
export async function keepPart(tx: Queries, value: unknown): Promise<string> {
  const bytes = canonical(value);
  const hash = sha256(bytes);
  await tx.insert("seal_part", { hash, bytes }, "ignore");
  return hash;
}

export const isBegun = async (from: Reading): Promise<boolean> =>
  (await from.get("SELECT 1 FROM seal WHERE kind = 'start' LIMIT 1")) !== undefined;

export interface JournalRow {
  readonly id: number;
  readonly at: number;
  readonly by: string;
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Of an entry of the journal without the marks of callers, which whoever asks to be forgotten has taken out of it: what is
 * sealed outlives a caller, and must not hold one.
 */
export const entryHash = ({ id, at, by, what, before, after }: JournalRow): string =>
  sha256(canonical({ id, at, by, what, before: unmarked(before), after: unmarked(after) }));

const unmarked = (text: string): string => text.replaceAll(/#[0-9a-f]{8,16}/g, "#");

/** An entry of the journal takes its place in the chain; before the chain is begun, there is none. */
export async function sealEntry(tx: Transaction | Queries, id: number): Promise<void> {
  if (!(await isBegun(tx))) return;
  const row = await tx.get<JournalRow>("SELECT * FROM journal WHERE id = ?", [id]);
  if (row) await append(tx, { at: row.at, kind: "journal", subject: String(id), value: { sha256: entryHash(row) } });
}

/** Of all entries up to the newest, each resting on those before it. */
export async function entriesHash(
  from: Reading,
  upTo: number,
): Promise<{ readonly rows: number; readonly sha256: string }> {
  let hash = NOTHING;
  let rows = 0;
  for (let last = 0; ; ) {
    const batch = await from.all<JournalRow>("SELECT * FROM journal WHERE id > ? AND id <= ? ORDER BY id LIMIT 500", [
      last,
      upTo,
    ]);
    for (const row of batch) hash = sha256(`${hash}${entryHash(row)}`);
    rows += batch.length;
    const next = batch.at(-1)?.id;
    if (next === undefined) return { rows, sha256: hash };
    last = next;
  }
}
