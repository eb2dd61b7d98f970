import type { Mark, MessageView } from "../../../admin/schemas/messages.ts";

/** What a mark sets, as it is now. */
function stateOf(message: MessageView, mark: Mark): Mark {
  return {
    ...(mark.heard !== undefined && { heard: message.heard !== null }),
    ...(mark.calledBack !== undefined && { calledBack: message.calledBack !== null }),
    ...(mark.closed !== undefined && { closed: message.closed !== null }),
    ...(mark.kept !== undefined && { kept: message.kept !== null }),
    ...(mark.takenBy !== undefined && { takenBy: message.taken?.by ?? null }),
    ...(mark.note !== undefined && { note: message.note }),
    ...(mark.dueAt !== undefined && { dueAt: message.dueAt }),
  };
}

/** The same mark, written in the order of `stateOf`. */
const ordered = ({ heard, calledBack, closed, kept, takenBy, note, dueAt }: Mark): Mark =>
  JSON.parse(JSON.stringify({ heard, calledBack, closed, kept, takenBy, note, dueAt })) as Mark;

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

export interface TakeBack {
  readonly ids: string[];
  readonly mark: Mark;
}

/**
 * The marks that take one back. `before`: the messages as they were; `now`: as they are. What someone has marked
 * otherwise since, or what the mark did not change, is left as it is.
 */
export function takeBack(before: readonly MessageView[], now: readonly MessageView[], mark: Mark): TakeBack[] {
  const groups: TakeBack[] = [];
  for (const was of before) {
    const is = now.find(({ id }) => id === was.id);
    const wanted = stateOf(was, mark);
    if (!is || !same(stateOf(is, mark), ordered(mark)) || same(ordered(mark), wanted)) continue;
    const group = groups.find((each) => same(each.mark, wanted));
    if (group) group.ids.push(was.id);
    else groups.push({ ids: [was.id], mark: wanted });
  }
  return groups;
}
