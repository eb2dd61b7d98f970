import { DAY_MS } from "../../src/duty/wall-clock.ts";
import type { Store } from "../../src/store/store.ts";

/**
 * What a year of calls was owed: a need for each caller whom nobody served, closed but for so many, the newest; half of
 * them are somebody's, each has some history.
 */
export async function fillNeeds(store: Store, open: number): Promise<void> {
  await store.transaction(async (tx) => {
    await tx.run(
      `INSERT INTO need (id, caller, number, name, weight, why, opened_at, zone, due_at, owner_name, taken_at, closed_at, closed_by, reason, next_ask_at)
       SELECT id, CASE WHEN nth <= ?1 THEN id END, caller_number, caller_name,
         CASE nth % 7 WHEN 0 THEN 'fragile' WHEN 1 THEN 'urgent' ELSE 'usual' END,
         CASE outcome WHEN 'message' THEN 'message' WHEN 'failed' THEN 'failed' ELSE 'left' END, at, zone, at + ?2,
         CASE nth % 2 WHEN 0 THEN 'Karim' END, CASE nth % 2 WHEN 0 THEN at END,
         CASE WHEN nth > ?1 THEN at + ?2 END, CASE WHEN nth > ?1 THEN 'Karim' END, CASE WHEN nth > ?1 THEN 'called-back' END,
         CASE WHEN nth <= ?1 AND nth % 2 = 1 THEN at END
       FROM (SELECT *, row_number() OVER (ORDER BY at DESC) AS nth FROM call
         WHERE outcome IN ('message', 'abandoned', 'empty-message', 'failed'))`,
      [open, DAY_MS],
    );
    await tx.run("INSERT INTO need_call (call, need) SELECT id, id FROM need");
    await tx.run(
      "INSERT INTO need_event (need, seq, at, what, detail) SELECT id, 1, opened_at, 'opened', json_object('call', id, 'why', why) FROM need",
    );
    await tx.run(
      `INSERT INTO need_event (need, seq, at, what, detail)
       SELECT id, 2, opened_at, 'note', json_object('by', 'Karim', 'text', 'Rappeler pour le passage de jeudi') FROM need`,
    );
  });
}
