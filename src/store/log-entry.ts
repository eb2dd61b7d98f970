import { randomBytes } from "node:crypto";
import type { CallerId } from "../kernel/caller-id.ts";
import type { Instant } from "../kernel/units.ts";
import type { Came } from "../needs/came.ts";
import type { TakenHow } from "../needs/need.ts";
import type { Queries, Reading } from "./database.ts";
import { append, canonical, isBegun, sha256 } from "./seal-chain.ts";

/**
 * `call`: somebody took a call; `came`: what came of it; `taken`: somebody took what a caller is owed; `free`: what somebody
 * wrote; `forgotten`: the words of another entry are no more.
 */
export type LogKind = "call" | "came" | "taken" | "free" | "forgotten";
export type LogService = "duty" | "on-call";

/** A line of the logbook as it is kept: it names people of the office, and no caller. */
export interface LogRow {
  readonly id: number;
  readonly at: Instant;
  readonly about_at: Instant;
  readonly zone: string;
  readonly kind: LogKind;
  readonly call: string | null;
  readonly need: string | null;
  readonly service: LogService | null;
  readonly person: string | null;
  readonly by: string;
  readonly how: TakenHow | null;
  readonly came: Came | null;
  readonly corrects: number | null;
  readonly words: string | null;
}

/** An entry with what is known of it. */
export interface LogEntry {
  readonly id: number;
  /** When it was written. */
  readonly at: Instant;
  /** Of which time it tells. */
  readonly aboutAt: Instant;
  readonly zone: string;
  readonly kind: Exclude<LogKind, "forgotten">;
  readonly call: string | null;
  readonly need: string | null;
  readonly service: LogService | null;
  /** Who took it, or wrote it: the name of then, and the id of a person of the office where that is known. */
  readonly person: string | null;
  readonly by: string;
  readonly how: TakenHow | null;
  readonly came: Came | null;
  readonly corrects: number | null;
  /** What was written; null where nothing was, or where it is forgotten. */
  readonly text: string | null;
  /** Somebody asked that it be forgotten, or it had had its time. */
  readonly forgotten: boolean;
  /** Of the call, or of the need: null where it is of neither. */
  readonly caller: CallerId | null;
  /** Keys that were pressed in the call, as far as they stood for something. */
  readonly keys: readonly string[];
}

export interface NewLogEntry {
  readonly at: Instant;
  readonly aboutAt: Instant;
  readonly zone: string;
  readonly kind: LogKind;
  readonly by: string;
  readonly call?: string | null;
  readonly need?: string | null;
  readonly service?: LogService | null;
  readonly person?: string | null;
  readonly how?: TakenHow | null;
  readonly came?: Came | null;
  readonly corrects?: number | null;
  readonly text?: string | null;
}

/** Of the words of an entry: without its salt, which goes with them, nobody can try what they were. */
export const wordsHash = (salt: string, text: string): string => sha256(`${salt}\n${text}`);

export const logHash = (row: LogRow): string => sha256(canonical({ ...row }));

/** A new line, which takes its place in the chain of seals; before the chain is begun, there is none. Its id. */
export async function addEntry(tx: Queries, entry: NewLogEntry): Promise<number> {
  const text = entry.text || null;
  const salt = text === null ? null : randomBytes(16).toString("hex");
  const facts = {
    at: entry.at,
    about_at: entry.aboutAt,
    zone: entry.zone,
    kind: entry.kind,
    call: entry.call ?? null,
    need: entry.need ?? null,
    service: entry.service ?? null,
    person: entry.person ?? null,
    by: entry.by,
    how: entry.how ?? null,
    came: entry.came ?? null,
    corrects: entry.corrects ?? null,
    words: text === null || salt === null ? null : wordsHash(salt, text),
  };
  const id = await tx.insert("logbook", facts);
  if (text !== null && salt !== null) await tx.insert("logbook_words", { entry: id, salt, text });
  if (await isBegun(tx))
    await append(tx, {
      at: entry.at,
      kind: "logbook",
      subject: String(id),
      value: { sha256: logHash({ id, ...facts }) },
    });
  return id;
}

const KEYS = `(SELECT json_group_array(digit) FROM (SELECT DISTINCT detail ->> 'digit' AS digit FROM step
  WHERE step.call = logbook.call AND what = 'key' AND detail -> 'known' = 'true' ORDER BY seq))`;

/** With what is known of the caller: of the call, else of the need. */
const select = `SELECT logbook.*, logbook_words.text AS text, ${KEYS} AS keys,
  EXISTS (SELECT 1 FROM logbook AS later WHERE later.kind = 'forgotten' AND later.corrects = logbook.id) AS forgotten,
  call.presentation AS presentation, coalesce(call.caller_number, need.number) AS caller_number,
  coalesce(call.caller_name, need.name) AS caller_name
  FROM logbook LEFT JOIN logbook_words ON logbook_words.entry = logbook.id
  LEFT JOIN need ON need.id = logbook.need LEFT JOIN call ON call.id = coalesce(logbook.call, logbook.need)`;

type Row = Omit<LogRow, "kind"> & {
  readonly kind: LogEntry["kind"];
  readonly text: string | null;
  readonly keys: string;
  readonly forgotten: number;
  readonly presentation: CallerId["presentation"] | null;
  readonly caller_number: string | null;
  readonly caller_name: string | null;
};

const entryOf = ({ about_at, presentation, caller_number, caller_name, words: _, ...row }: Row): LogEntry => ({
  ...row,
  aboutAt: about_at,
  keys: JSON.parse(row.keys),
  forgotten: row.forgotten === 1,
  caller:
    row.call === null && row.need === null
      ? null
      : { presentation: presentation ?? "unavailable", number: caller_number, name: caller_name },
});

/** `where`: conditions, in the order of the time that they tell of. */
export async function readEntries(
  from: Reading,
  where: string,
  params: readonly (string | number)[],
): Promise<LogEntry[]> {
  const rows = await from.all<Row>(
    `${select} WHERE logbook.kind <> 'forgotten' AND ${where} ORDER BY logbook.about_at, logbook.id`,
    [...params],
  );
  return rows.map(entryOf);
}

/** Whoever asks to be forgotten has the words taken out; that something was written there stays. */
export async function forgetWords(
  tx: Queries,
  where: string,
  params: readonly (string | number)[],
  at: Instant,
  by: string,
): Promise<number> {
  const rows = await tx.all<{ id: number; about_at: Instant; zone: string }>(
    `SELECT id, about_at, zone FROM logbook JOIN logbook_words ON logbook_words.entry = logbook.id
     WHERE ${where} ORDER BY id`,
    [...params],
  );
  for (const { id, about_at, zone } of rows) {
    await addEntry(tx, { at, aboutAt: about_at, zone, kind: "forgotten", by, corrects: id });
    await tx.run("DELETE FROM logbook_words WHERE entry = ?", [id]);
  }
  return rows.length;
}
