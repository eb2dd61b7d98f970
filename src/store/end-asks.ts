import type { Instant } from "../kernel/units.ts";
import type { Need, NeedEvents } from "../needs/need.ts";
import type { Transaction } from "./database.ts";
import { addEvents } from "./need-record.ts";
import { addLetter } from "./outbox.ts";

interface Asked {
  readonly person: string;
  readonly name: string;
  readonly destination: string;
}

/**
 * Somebody has the need, or it is closed: nobody is asked any more, and everyone who was asked by letter, or told last,
 * is told who has it, once for each asking.
 */
export async function endAsks(tx: Transaction, need: Need, at: Instant): Promise<void> {
  const asked = await tx.all<Asked>(
    `SELECT person, name, destination FROM need_ask
     WHERE need = ? AND channel = 'email' AND answer IS NOT 'told' GROUP BY person`,
    [need.id],
  );
  const last = await lastTold(tx, need);
  await tx.run(
    `UPDATE need_ask SET answer = CASE WHEN channel = 'email' THEN 'told' ELSE coalesce(answer, 'over') END,
       answered_at = coalesce(answered_at, ?2) WHERE need = ?1 AND (answer IS NULL OR channel = 'email')`,
    [need.id, at],
  );
  await tx.run("UPDATE need_ask SET answer = 'accepted' WHERE need = ? AND round = ? AND person = ?", [
    ...[need.id, need.round, need.owner?.id ?? null],
  ]);
  const known = new Set<string>();
  for (const { person, name, destination } of [...asked, ...last]) {
    const to = destination.toLowerCase();
    if (known.has(to) || person === need.owner?.id) continue;
    known.add(to);
    const payload = { need: need.id };
    await addLetter(tx, { channel: "email", to: destination, subject: "", kind: "need-taken", payload }, at);
    await addEvents(tx, need.id, at, [{ what: "told", detail: { person, name, what: "taken" } }]);
  }
}

/** Whoever was told that nobody took it, and not yet who has it; in an asking before, too, which another call began anew. */
async function lastTold(tx: Transaction, { id }: Need): Promise<readonly Asked[]> {
  const rows = await tx.all<{ detail: string }>(
    `SELECT detail FROM need_event WHERE need = ?1 AND what = 'last-resort'
       AND seq > (SELECT coalesce(max(seq), 0) FROM need_event WHERE need = ?1 AND what = 'told') ORDER BY seq DESC`,
    [id],
  );
  return rows.flatMap(({ detail }) => {
    const { told } = JSON.parse(detail) as Partial<NeedEvents["last-resort"]>;
    return (told ?? []).flatMap(({ id: person, name, to }) =>
      to === undefined || to === null ? [] : [{ person: person ?? to, name, destination: to }],
    );
  });
}
