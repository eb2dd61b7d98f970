import type { Instant } from "../kernel/units.ts";
import { stampedBefore } from "./clock-doubts.ts";
import type { Transaction } from "./database.ts";
import { addEvents } from "./need-record.ts";

/** Whoever is owed something still has not had it: until a person closes it, who called is known. */
export const NOT_OWED =
  "NOT EXISTS (SELECT 1 FROM need_call JOIN need ON need.id = need_call.need WHERE need_call.call = call.id AND need.closed_at IS NULL)";

const noNotes = (need: string): string =>
  `UPDATE need_event SET detail = CASE what WHEN 'note' THEN json_set(detail, '$.text', '') ELSE json_set(detail, '$.note', NULL) END
   WHERE need IN (${need}) AND what IN ('note', 'closed')`;

/**
 * A need of which no call says any more who called does not say it either. `by`: who has it forgotten by hand, which
 * closes what is open.
 */
export async function forgetNeedOf(tx: Transaction, call: string, now: Instant, by: string | null): Promise<void> {
  const need = await tx.get<{ id: string; closed_at: Instant | null }>(
    `SELECT id, closed_at FROM need WHERE id = (SELECT need FROM need_call WHERE call = ?)
       AND NOT EXISTS (SELECT 1 FROM need_call JOIN call ON call.id = need_call.call
         WHERE need_call.need = need.id AND call.forgotten_at IS NULL)`,
    [call],
  );
  if (!need) return;
  if (need.closed_at === null) await closeForgotten(tx, need.id, now, by);
  await tx.run("UPDATE need SET caller = NULL, number = NULL, name = NULL WHERE id = ?", [need.id]);
  await tx.run(noNotes("?"), [need.id]);
}

async function closeForgotten(tx: Transaction, id: string, now: Instant, by: string | null): Promise<void> {
  await tx.run(
    `UPDATE need SET closed_at = ?, closed_by = ?, reason = 'other', next_ask_at = NULL, revision = revision + 1 WHERE id = ?`,
    [now, by, id],
  );
  await addEvents(tx, id, now, [{ what: "closed", detail: { by, reason: "other", note: null } }]);
}

/** What was noted goes with the last message that it was about. */
export async function forgetNotesOf(tx: Transaction, message: string): Promise<void> {
  const ofMessage = "SELECT need FROM need_call JOIN message ON message.call = need_call.call WHERE message.id = ?1";
  await tx.run(
    `${noNotes(`SELECT id FROM need WHERE id IN (${ofMessage}) AND closed_at IS NOT NULL`)}
     AND NOT EXISTS (SELECT 1 FROM need_call JOIN message ON message.call = need_call.call
       WHERE need_call.need = need_event.need AND message.id <> ?1)`,
    [message],
  );
}

/** A caller who has several numbers: what is owed to them is called back by another, and is not known by this one. */
export async function forgetNumber(tx: Transaction, forms: readonly string[]): Promise<void> {
  const of = "IN (SELECT value FROM json_each(?1))";
  await tx.run(
    `UPDATE need SET caller = CASE WHEN caller ${of} THEN NULL ELSE caller END, number = NULL, name = NULL
     WHERE caller ${of} OR number ${of}`,
    [JSON.stringify(forms)],
  );
  await tx.run(`DELETE FROM text WHERE number ${of}`, [JSON.stringify(forms)]);
}

/** Texts that have had their time, and who wrote them, where nobody is owed an answer any more. */
export async function forgetTexts(tx: Transaction, before: Instant): Promise<void> {
  const answered = "(need IS NULL OR need IN (SELECT id FROM need WHERE closed_at IS NOT NULL))";
  await tx.run(`DELETE FROM text WHERE id IN (SELECT id FROM (${stampedBefore("text", "came_at", answered)}))`, [
    before,
  ]);
  const silent = `closed_at IS NOT NULL AND number IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM need_call WHERE need_call.need = need.id)
    AND NOT EXISTS (SELECT 1 FROM text WHERE text.need = need.id)`;
  const mute = `SELECT id FROM (${stampedBefore("need", "opened_at", silent)})`;
  await tx.run(noNotes(mute), [before]);
  await tx.run(`UPDATE need SET caller = NULL, number = NULL, name = NULL WHERE id IN (${mute})`, [before]);
}
