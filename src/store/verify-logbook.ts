import type { Reading } from "./database.ts";
import { type LogRow, logHash, wordsHash } from "./log-entry.ts";

/** Where the logbook is not what was sealed of it. `seq`: of the seal; null where there is none. */
export interface LogBreak {
  readonly seq: number | null;
  readonly code: "log-changed" | "log-missing" | "log-unsealed" | "words-changed" | "words-missing";
  /** The entry. */
  readonly subject: string;
}

export interface SealedLog {
  readonly seq: number;
  readonly sha256: string;
}

const BATCH = 500;

/**
 * Holds each entry against its seal, and its words against the entry: words that are no more were forgotten by an entry
 * that says so, else they are missing. `upTo`: entries of before the chain was begun have no seal.
 */
export async function verifyLogbook(
  from: Reading,
  sealed: ReadonlyMap<number, SealedLog>,
  upTo: number,
): Promise<LogBreak[]> {
  const breaks: LogBreak[] = [];
  // What an older release wrote has none.
  if (!(await from.get("SELECT 1 FROM sqlite_schema WHERE name = 'logbook'"))) return breaks;
  const seen = new Set<number>();
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = await from.all<LogRow & { salt: string | null; text: string | null; forgotten: number }>(
      `SELECT logbook.*, salt, text,
         EXISTS (SELECT 1 FROM logbook AS later WHERE later.kind = 'forgotten' AND later.corrects = logbook.id) AS forgotten
       FROM logbook LEFT JOIN logbook_words ON entry = id WHERE id > ? ORDER BY id LIMIT ?`,
      [after, BATCH],
    );
    for (const { salt, text, forgotten, ...row } of rows) {
      const subject = String(row.id);
      const seal = sealed.get(row.id);
      seen.add(row.id);
      if (!seal && row.id > upTo) breaks.push({ seq: null, code: "log-unsealed", subject });
      if (seal && seal.sha256 !== logHash(row)) breaks.push({ seq: seal.seq, code: "log-changed", subject });
      if (text === null && row.words !== null && forgotten === 0)
        breaks.push({ seq: seal?.seq ?? null, code: "words-missing", subject });
      if (text !== null && row.words !== wordsHash(salt ?? "", text))
        breaks.push({ seq: seal?.seq ?? null, code: "words-changed", subject });
    }
    const last = rows.at(-1)?.id;
    if (last === undefined) break;
    after = last;
  }
  for (const [id, { seq }] of sealed) if (!seen.has(id)) breaks.push({ seq, code: "log-missing", subject: String(id) });
  return breaks;
}
