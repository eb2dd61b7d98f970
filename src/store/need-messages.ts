import type { Instant } from "../kernel/units.ts";
import type { Transaction } from "./database.ts";

/** The messages of a need: what is done with it is done with them. */

const OF_NEED = "call IN (SELECT need_call.call FROM need_call WHERE need_call.need = ?1)";

export async function closeMessages(tx: Transaction, need: string, at: Instant, by: string): Promise<void> {
  await tx.run(`UPDATE message SET closed_at = ?2, closed_by = ?3 WHERE ${OF_NEED} AND closed_at IS NULL`, [
    need,
    at,
    by,
  ]);
}

export async function callBackMessages(tx: Transaction, need: string, at: Instant, by: string): Promise<void> {
  await tx.run(
    `UPDATE message SET called_back_at = ?2, called_back_by = ?3 WHERE ${OF_NEED} AND called_back_at IS NULL AND closed_at IS NULL`,
    [need, at, by],
  );
}

export async function reopenMessages(tx: Transaction, need: string): Promise<void> {
  await tx.run(
    `UPDATE message SET closed_at = NULL, closed_by = NULL, called_back_at = NULL, called_back_by = NULL WHERE ${OF_NEED}`,
    [need],
  );
}

/** `by`: null for nobody. */
export async function takeMessages(tx: Transaction, need: string, at: Instant, by: string | null): Promise<void> {
  await tx.run(`UPDATE message SET taken_at = ?2, taken_by = ?3 WHERE ${OF_NEED} AND taken_by IS NOT ?3`, [
    need,
    by === null ? null : at,
    by,
  ]);
}

/** Beneath what was noted before. */
export async function noteOnMessages(tx: Transaction, need: string, text: string): Promise<void> {
  await tx.run(
    `UPDATE message SET note = CASE WHEN coalesce(note, '') = '' THEN ?2 ELSE note || char(10) || ?2 END
     WHERE id = (SELECT id FROM message WHERE ${OF_NEED} ORDER BY at DESC, id DESC LIMIT 1)`,
    [need, text],
  );
}
