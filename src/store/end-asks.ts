import type { Instant } from "../kernel/units.ts";
import type { Need } from "../needs/need.ts";
import type { Transaction } from "./database.ts";
import { addEvents } from "./need-record.ts";
import { addLetter } from "./outbox.ts";

interface Asked {
  readonly person: string;
  readonly destination: string;
}

/**
 * Somebody has the need, or it is closed: nobody is asked any more, and everyone who was asked by letter is told who has
 * it, once for each asking.
 */
export async function endAsks(tx: Transaction, need: Need, at: Instant): Promise<void> {
  const asked = await tx.all<Asked>(
    `SELECT person, destination FROM need_ask WHERE need = ? AND round >= ? AND channel = 'email' AND answer IS NOT 'told'
     GROUP BY person`,
    [need.id, need.firstRound],
  );
  await tx.run(
    `UPDATE need_ask SET answer = CASE WHEN channel = 'email' THEN 'told' ELSE coalesce(answer, 'over') END,
       answered_at = coalesce(answered_at, ?2) WHERE need = ?1 AND (answer IS NULL OR channel = 'email')`,
    [need.id, at],
  );
  await tx.run("UPDATE need_ask SET answer = 'accepted' WHERE need = ? AND round = ? AND person = ?", [
    ...[need.id, need.round, need.owner?.id ?? null],
  ]);
  for (const { person, destination } of asked.filter((each) => each.person !== need.owner?.id)) {
    const payload = { need: need.id };
    await addLetter(tx, { channel: "email", to: destination, subject: "", kind: "need-taken", payload }, at);
    await addEvents(tx, need.id, at, [{ what: "told", detail: { person, what: "taken" } }]);
  }
}
