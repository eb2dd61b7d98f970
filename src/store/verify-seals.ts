import type { Instant } from "../kernel/units.ts";
import type { Database, Reading } from "./database.ts";
import type { Anchor } from "./seal-anchors.ts";
import { breakOf, keyOf, type SealBreak } from "./seal-break.ts";
import { entriesHash, entryHash, hashOf, type JournalRow, NOTHING, type SealRow, sha256 } from "./seal-chain.ts";
import { type LogBreak, type SealedLog, verifyLogbook } from "./verify-logbook.ts";

/** Where a chain is broken, and how. `seq`: of the row; null where it is not one row of the chain. */
export interface Break {
  readonly seq: number | null;
  readonly code:
    | "changed"
    | "taken-out"
    | "put-in"
    | "start-changed"
    | "entry-changed"
    | "entry-missing"
    | "entry-unsealed"
    | "part-changed"
    | "part-missing"
    | "guard-missing"
    | "end-missing"
    | "anchor-differs"
    | LogBreak["code"];
  /** The day, the entry of the journal or of the logbook, or the hash that it is about. */
  readonly subject: string;
}

/** Where the chain says that it goes on from elsewhere. */
export interface StatedBreak extends Omit<SealBreak, "left"> {
  readonly seq: number;
  readonly at: Instant;
  /** How many witnesses it names of what is not in it. */
  readonly left: number;
}

export interface Verified {
  readonly rows: number;
  readonly days: number;
  readonly entries: number;
  readonly end: (Anchor & { readonly at: Instant }) | null;
  /** How many anchors were held against it. */
  readonly anchors: number;
  readonly breaks: readonly Break[];
  /** No faults: a backup that was put in place, an example that was left. */
  readonly stated: readonly StatedBreak[];
}

interface Start {
  readonly upTo: number;
  readonly sha256: string;
  readonly rows: number;
  /** The newest entry of the logbook of then; none where there was none. */
  readonly logbook?: number;
}

/** What an older release wrote has no logbook. */
async function guardsOf(from: Reading): Promise<readonly string[]> {
  const written = await from.get("SELECT 1 FROM sqlite_schema WHERE name = 'logbook'");
  const tables = ["seal", "seal_part", "journal", ...(written ? ["logbook", "logbook_words"] : [])];
  return tables.flatMap((table) => [`${table}_no_update`, `${table}_no_delete`]);
}

const BATCH = 500;

/** Reads the whole chain, in one moment of the data. What it names is what a reader can look up. */
export const verifySeals = (database: Database, anchors: readonly Anchor[]): Promise<Verified> =>
  database.transaction((tx) => verified(tx, anchors), "deferred");

async function verified(from: Reading, anchors: readonly Anchor[]): Promise<Verified> {
  const breaks: Break[] = [];
  const found = (seq: number | null, code: Break["code"], subject = ""): void =>
    void breaks.push({ seq, code, subject });
  const known = new Map<number, string>();
  const wanted = new Set(anchors.map(({ seq }) => seq));
  const parts = new Map((await partsIn(from)).map(({ hash, bytes }) => [hash, bytes]));
  const used = new Set<string>();
  const sealedEntries = new Map<number, { readonly seq: number; readonly sha256: string }>();
  const starts: (Start & { readonly seq: number })[] = [];
  const stated: StatedBreak[] = [];
  /** Witnesses of what a stated break left behind. */
  const left = new Set<string>();
  const sealedLog = new Map<number, SealedLog>();
  let [rows, days] = [0, 0];
  let last: SealRow | null = null;
  /** What a changed row rested on is not known, and no break of its own. */
  let unread = false;

  for await (const row of chain(from)) {
    rows++;
    const expected: number = (last?.seq ?? 0) + 1;
    if (row.seq !== expected)
      found(expected, "taken-out", row.seq - 1 === expected ? "" : `${expected}–${row.seq - 1}`);
    else if (row.before !== (last?.hash ?? NOTHING)) found(row.seq, "put-in", row.subject);
    const whole = row.hash === hashOf(row);
    if (!whole) found(row.seq, "changed", row.subject);
    last = row;
    if (wanted.has(row.seq)) known.set(row.seq, row.hash);
    const value = parsed(row.bytes);
    if (row.kind === "start") starts.push({ ...(value as Start), seq: row.seq });
    const said = row.kind === "break" && whole ? breakOf(value) : null;
    if (said) {
      for (const each of said.left) left.add(keyOf(each));
      stated.push({ ...said, seq: row.seq, at: row.at as Instant, left: said.left.length });
    }
    if (row.kind === "journal")
      sealedEntries.set(Number(row.subject), { seq: row.seq, sha256: String((value as { sha256?: unknown })?.sha256) });
    if (row.kind === "logbook")
      sealedLog.set(Number(row.subject), { seq: row.seq, sha256: String((value as { sha256?: unknown })?.sha256) });
    if (row.kind === "day") days++;
    if (!whole && row.kind === "terms") unread = true;
    else if (row.kind === "terms")
      for (const hash of Object.values((value ?? {}) as Record<string, string>)) {
        if (!used.has(hash) && !parts.has(hash)) found(row.seq, "part-missing", hash);
        used.add(hash);
      }
  }
  for (const [hash, bytes] of parts) {
    if (sha256(bytes) !== hash) found(null, "part-changed", hash);
    else if (!unread && !used.has(hash)) found(null, "put-in", hash);
  }
  const [start] = starts;
  if (start) {
    const entries = await entriesHash(from, start.upTo);
    if (entries.sha256 !== start.sha256 || entries.rows !== start.rows)
      found(start.seq, "start-changed", String(start.upTo));
  }
  for await (const entry of entriesAfter(from, start?.upTo ?? Number.MAX_SAFE_INTEGER)) {
    const sealed = sealedEntries.get(entry.id);
    if (!sealed) found(null, "entry-unsealed", String(entry.id));
    else if (sealed.sha256 !== entryHash(entry)) found(sealed.seq, "entry-changed", String(entry.id));
    sealedEntries.delete(entry.id);
  }
  for (const [id, { seq }] of sealedEntries) found(seq, "entry-missing", String(id));
  const logUpTo = start ? (start.logbook ?? 0) : Number.MAX_SAFE_INTEGER;
  breaks.push(...(await verifyLogbook(from, sealedLog, logUpTo)));
  for (const name of await guardsOf(from))
    if (!(await from.get("SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND name = ?", [name])))
      found(null, "guard-missing", name);
  for (const { seq, hash } of anchors) {
    if (known.get(seq) === hash || left.has(keyOf({ seq, hash }))) continue;
    if (seq > (last?.seq ?? 0)) found(seq, "end-missing", hash);
    else if (known.has(seq)) found(seq, "anchor-differs", hash);
  }
  const entries = (await from.get<{ count: number }>("SELECT count(*) AS count FROM journal"))?.count ?? 0;
  const end = last && { seq: last.seq, hash: last.hash, at: last.at as Instant };
  return { rows, days, entries, end, anchors: anchors.length, breaks, stated };
}

const partsIn = (from: Reading): Promise<{ hash: string; bytes: string }[]> =>
  from.all("SELECT hash, bytes FROM seal_part ORDER BY hash");

async function* chain(from: Reading): AsyncGenerator<SealRow> {
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = await from.all<SealRow>("SELECT * FROM seal WHERE seq > ? ORDER BY seq LIMIT ?", [after, BATCH]);
    yield* rows;
    const next = rows.at(-1)?.seq;
    if (next === undefined) return;
    after = next;
  }
}

async function* entriesAfter(from: Reading, upTo: number): AsyncGenerator<JournalRow> {
  for (let after = upTo; ; ) {
    const rows = await from.all<JournalRow>("SELECT * FROM journal WHERE id > ? ORDER BY id LIMIT ?", [after, BATCH]);
    yield* rows;
    const next = rows.at(-1)?.id;
    if (next === undefined) return;
    after = next;
  }
}

function parsed(bytes: string): unknown {
  try {
    return JSON.parse(bytes);
  } catch {
    return null;
  }
}
