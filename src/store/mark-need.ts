import type { Instant } from "../kernel/units.ts";
import { instant } from "../kernel/units.ts";
import type { Act } from "../needs/advance.ts";
import type { Need } from "../needs/need.ts";
import type { Transaction } from "./database.ts";
import type { Message, MessageMark } from "./message-record.ts";
import type { NeedKeeper } from "./need-keeper.ts";
import { needOfCall } from "./need-record.ts";
import { actOnNeed } from "./needs.ts";

/**
 * What is done with a message is done with the need that it is part of. A message of before there were needs that is
 * opened again opens one. Faults: `needs.another-open`.
 */
export async function markNeed(
  tx: Transaction,
  needs: Pick<NeedKeeper, "messageKept">,
  {
    before,
    mark,
    by,
    at,
  }: { readonly before: Message; readonly mark: MessageMark; readonly by: string; readonly at: Instant },
): Promise<void> {
  const need = await needOfCall(tx, before.call);
  if (!need) {
    if (before.closedAt !== null && mark.closed === false) await needs.messageKept(tx, before.id, before.call, at);
    return;
  }
  for (const act of actsOf(need, before, mark, by)) await actOnNeed(tx, need.id, act, { by, at, noted: true });
}

function actsOf(need: Need, before: Message, mark: MessageMark, by: string): readonly Act[] {
  const note = mark.note || null;
  if (need.closedAt !== null) {
    const reopens =
      (mark.closed === false && before.closedAt !== null) ||
      (mark.calledBack === false && before.calledBackAt !== null);
    return [
      ...(reopens ? [{ do: "reopen", by } as const] : []),
      ...(note ? [{ do: "note", by, text: note } as const] : []),
    ];
  }
  const acts: Act[] = [];
  if (mark.takenBy === null) acts.push({ do: "give-back", by });
  else if (mark.takenBy !== undefined && mark.takenBy !== need.owner?.name)
    acts.push({ do: "take", by: { id: null, name: mark.takenBy }, how: "page", seen: need.revision });
  if (mark.dueAt) acts.push({ do: "due", at: instant(mark.dueAt) });
  if (mark.closed || mark.calledBack) {
    const calledBack = mark.calledBack ?? before.calledBackAt !== null;
    return [...acts, { do: "close", by, reason: calledBack ? "called-back" : "other", note }];
  }
  return note && note !== before.note ? [...acts, { do: "note", by, text: note }] : acts;
}
