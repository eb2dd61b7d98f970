import { explain, Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { Instant } from "../kernel/units.ts";
import { stampedBefore } from "./clock-doubts.ts";
import type { Database, Transaction } from "./database.ts";
import { forgetNeedOf, forgetNotesOf, forgetTexts, NOT_OWED } from "./forget-needs.ts";
import type { Journal } from "./journal.ts";
import type { JournalAct } from "./journal-acts.ts";
import { forgetWords } from "./log-entry.ts";
import { type MessageFiles, untrimmedOf } from "./message-files.ts";

/**
 * What a rule's deadlines mean: messages closed, and calls begun, before these. Null for none. What was stamped by a
 * clock that was not to be believed counts from when it was right again.
 */
export interface Expired {
  readonly messagesBefore: Instant | null;
  readonly callsBefore: Instant | null;
  /** Of messages left before this, the sound that they were trimmed from. */
  readonly untrimmedBefore?: Instant | null;
}

/** What was deleted. */
export interface Forgotten {
  readonly messages: number;
  readonly calls: number;
}

/** Deletes what has had its time, and what someone deletes by hand. */
export interface Forget {
  /** Journalled, without what was in it. Faults: `store.no-message`. */
  message(id: string, by: string): Promise<void>;
  /** Until nothing is left that has expired, or `signal` says to stop. Journalled: how many, and up to when. */
  expired(expired: Expired, by: string, now: Instant, signal?: AbortSignal): Promise<Forgotten>;
  /** Finishes what a crash broke off: files of messages whose rows are deleted. */
  files(): Promise<void>;
}

/** So few that whoever else has something to write never waits longer than for a flush of the disk. */
const BATCH = 20;

/** A call that is over, whose caller is still known and owed nothing, and of which no message is kept. */
const OVER = `forgotten_at IS NULL AND ended_at IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM message WHERE message.call = call.id) AND ${NOT_OWED}`;

/**
 * A row goes first, with a note that its file is to go, in one transaction; then the file; then the note. Wherever the
 * power fails, what is left is the note, and the next start or sweep does the rest.
 */
export function createForget(write: Database, files: MessageFiles, journal: Journal, log: Log): Forget {
  async function dropFiles(): Promise<void> {
    const gone = await write.all<{ id: string }>("SELECT id FROM message_gone");
    if (gone.length === 0) return;
    try {
      for (const { id } of gone) for (const name of [untrimmedOf(id), id]) await files.drop(files.pathOf(name));
      await files.settle();
      for (const { id } of gone) await write.run("DELETE FROM message_gone WHERE id = ?", [id]);
    } catch (thrown) {
      log.error("store.sound-not-deleted", { why: explain(thrown), files: gone.length });
    }
  }

  const messages = (before: Instant, by: string): Promise<number> =>
    write.transaction(async (tx) => {
      const rows = await tx.all<{ id: string }>(
        `${stampedBefore("message", "closed_at", "kept_at IS NULL")} ORDER BY stamp LIMIT ?2`,
        [before, BATCH],
      );
      for (const { id } of rows) await deleteMessage(tx, id);
      if (rows.length > 0) await tell(tx, "message.expire", { messages: rows.length, closedBefore: before }, by);
      return rows.length;
    });

  const calls = (before: Instant, by: string, now: Instant): Promise<number> =>
    write.transaction(async (tx) => {
      const rows = await tx.all<{ id: string }>(`${stampedBefore("call", "at", OVER)} ORDER BY stamp LIMIT ?2`, [
        before,
        BATCH,
      ]);
      for (const { id } of rows) await forgetCaller(tx, id, now);
      if (rows.length > 0) await tell(tx, "call.expire", { calls: rows.length, before }, by);
      return rows.length;
    });

  /** What somebody wrote freely may name anybody: it goes as who called does. */
  const words = (before: Instant, by: string, now: Instant): Promise<number> =>
    write.transaction(async (tx) => {
      const kept = "logbook.kind = 'free' AND logbook.id IN (SELECT entry FROM logbook_words)";
      const rows = await tx.all<{ id: number }>(
        `${stampedBefore("logbook", "about_at", kept)} ORDER BY stamp LIMIT ?2`,
        [before, BATCH],
      );
      for (const { id } of rows) await forgetWords(tx, "id = ?", [id], now, by);
      return rows.length;
    });

  /** The file first: a row that still says that it is there only has it deleted again. */
  async function untrimmed(before: Instant): Promise<number> {
    const rows = await write.all<{ id: string }>(
      `${stampedBefore("message", "at", "untrimmed IS NOT NULL AND kept_at IS NULL")} ORDER BY stamp LIMIT ?2`,
      [before, BATCH],
    );
    for (const { id } of rows) await files.drop(files.pathOf(untrimmedOf(id)));
    if (rows.length > 0) await files.settle();
    await write.transaction(async (tx) => {
      for (const { id } of rows) await tx.run("UPDATE message SET untrimmed = NULL WHERE id = ?", [id]);
    });
    return rows.length;
  }

  const tell = (tx: Transaction, what: JournalAct, before: unknown, by: string) =>
    journal.add({ by, what, before, after: null }, tx);

  return {
    async message(id, by) {
      await write.transaction(async (tx) => {
        const row = await tx.get<{ at: Instant }>("SELECT at FROM message WHERE id = ?", [id]);
        if (!row) throw new Fault("store.no-message", `There is no message ${id}`);
        await deleteMessage(tx, id);
        await tell(tx, "message.remove", { id, at: row.at }, by);
      });
      await dropFiles();
    },
    async expired({ messagesBefore, callsBefore, untrimmedBefore = null }, by, now, signal) {
      const all = async (before: Instant | null, some: (before: Instant) => Promise<number>): Promise<number> => {
        let total = 0;
        for (let last = BATCH; before !== null && last === BATCH && !signal?.aborted; total += last) {
          last = await some(before);
          await dropFiles();
        }
        return total;
      };
      await all(untrimmedBefore, untrimmed);
      const deleted = await all(messagesBefore, (before) => messages(before, by));
      await all(callsBefore, (before) => words(before, by, now));
      if (callsBefore !== null) await write.transaction((tx) => forgetTexts(tx, callsBefore));
      return { messages: deleted, calls: await all(callsBefore, (before) => calls(before, by, now)) };
    },
    files: dropFiles,
  };
}

/** With what names it. */
export async function deleteMessage(tx: Transaction, id: string): Promise<void> {
  await tx.run("DELETE FROM outbox WHERE kind = 'message' AND payload ->> 'message' = ?", [id]);
  await forgetNotesOf(tx, id);
  await tx.run("DELETE FROM message WHERE id = ?", [id]);
  await tx.insert("message_gone", { id }, "ignore");
}

/**
 * When it rang, how long it took, and how it ended stay: statistics of the past stay true, and nobody is named in them.
 * Who of the office was rung is kept by id, which says nothing once the person has left. `by`: who has it done by hand.
 */
export async function forgetCaller(
  tx: Transaction,
  call: string,
  now: Instant,
  by: string | null = null,
): Promise<void> {
  await tx.run(
    "UPDATE call SET caller_number = NULL, caller_name = NULL, plan = NULL, taken_number = NULL, forgotten_at = ? WHERE id = ?",
    [now, call],
  );
  await tx.run("DELETE FROM step WHERE call = ? AND what IN ('note', 'fault')", [call]);
  await tx.run(
    `UPDATE step SET detail = json_set(detail, '$.name', '', '$.number', '')
     WHERE call = ? AND what IN ('ringing', 'picked-up', 'attempt', 'put-through')`,
    [call],
  );
  await forgetWords(tx, "call = ?", [call], now, by ?? "Permanence");
  await forgetNeedOf(tx, call, now, by);
}
