import type { Clock } from "../kernel/clock.ts";
import { Fault } from "../kernel/fault.ts";
import type { Instant } from "../kernel/units.ts";
import { type Act, advanceNeed } from "../needs/advance.ts";
import type { Need, NeedOwner, NeedPast, NeedReason, TakenHow } from "../needs/need.ts";
import type { Database, Reading, Transaction } from "./database.ts";
import { endAsks } from "./end-asks.ts";
import type { Journal } from "./journal.ts";
import type { JournalAct } from "./journal-acts.ts";
import { addEntry } from "./log-entry.ts";
import { callBackMessages, closeMessages, noteOnMessages, reopenMessages, takeMessages } from "./need-messages.ts";
import { addEvents, historyOf, needOfCall, readNeed, updateNeed } from "./need-record.ts";
import { countNeeds, listNeeds, markOfNeeds, type NeedCounts, type NeedQuery } from "./need-search.ts";

/** What is owed to callers. Each act is one transaction with what it does to the need's messages, and journalled. */
export interface NeedStore {
  /** Open ones by weight and deadline; closed ones, the last closed first. */
  list(query?: NeedQuery): Promise<Need[]>;
  get(id: string): Promise<Need | null>;
  /** Oldest first. */
  history(id: string): Promise<NeedPast[]>;
  /** The one that a call is part of. */
  ofCall(call: string): Promise<Need | null>;
  counts(now: Instant): Promise<NeedCounts>;
  /** Another text whenever what is open has changed, whoever changed it. */
  mark(): Promise<string>;
  /**
   * `by`: who says so, where that is not the owner. `seen`: the revision that one who takes it over from another has
   * before them. Faults: `needs.taken`, `needs.already-closed`.
   */
  take(
    id: string,
    owner: NeedOwner,
    how: TakenHow,
    more?: { readonly by?: string | undefined; readonly seen?: number | undefined },
  ): Promise<Need>;
  giveBack(id: string, by: string): Promise<Need>;
  note(id: string, text: string, by: string): Promise<Need>;
  /** With what is to be noted of it. Faults: `needs.already-closed`. */
  close(id: string, closing: { readonly reason: NeedReason; readonly note?: string | null }, by: string): Promise<Need>;
  /** Faults: `needs.not-closed`; `needs.another-open` when the caller is owed something newer. */
  reopen(id: string, by: string): Promise<Need>;
}

export interface NeedContext {
  readonly write: Database;
  /** For the questions of people who look. */
  readonly look: Reading;
  readonly journal: Journal;
  readonly clock: Clock;
}

export function createNeedStore({ write, look, journal, clock }: NeedContext): NeedStore {
  const doing = (id: string, by: string, act: Act): Promise<Need> =>
    write.transaction((tx) => actOnNeed(tx, id, act, { by, at: clock.now(), journal }));
  return {
    list: (query) => listNeeds(look, query),
    get: (id) => readNeed(look, id),
    history: (id) => historyOf(look, id),
    ofCall: (call) => needOfCall(look, call),
    counts: (now) => countNeeds(look, now),
    mark: () => markOfNeeds(look),
    take: (id, owner, how, { by = owner.name, seen } = {}) => doing(id, by, { do: "take", by: owner, how, seen }),
    giveBack: (id, by) => doing(id, by, { do: "give-back", by }),
    note: (id, text, by) => doing(id, by, { do: "note", by, text }),
    close: (id, { reason, note = null }, by) => doing(id, by, { do: "close", by, reason, note }),
    reopen: (id, by) => doing(id, by, { do: "reopen", by }),
  };
}

export interface Acting {
  readonly by: string;
  readonly at: Instant;
  /** What was noted is on the message already. */
  readonly noted?: boolean;
  /** Left out by whoever writes a line of their own for it. */
  readonly journal?: Journal;
}

/** One act on a need, with what it does to the messages of it. Faults: `needs.no-need`, those of the act. */
export async function actOnNeed(tx: Transaction, id: string, act: Act, acting: Acting): Promise<Need> {
  const { by, at, noted = false, journal } = acting;
  const before = await readNeed(tx, id);
  if (!before) throw new Fault("needs.no-need", `There is no need ${id}`);
  if (act.do === "reopen") await mustBeAlone(tx, id);
  const { need, events } = advanceNeed(before, act, at);
  if (need === before) return before;
  await updateNeed(tx, need);
  await addEvents(tx, id, at, events);
  if (act.do === "take") {
    const { by: taker, how } = act;
    const taken = { kind: "taken", need: id, person: taker.id, by: taker.name, how } as const;
    await addEntry(tx, { at, aboutAt: at, zone: before.zone, ...taken });
  }
  if (act.do === "take" || act.do === "give-back") await takeMessages(tx, id, at, need.owner?.name ?? null);
  const note = act.do === "note" ? act.text : act.do === "close" ? act.note : null;
  if (note && !noted) await noteOnMessages(tx, id, note);
  if (act.do === "close") {
    if (act.reason === "called-back") await callBackMessages(tx, id, at, by);
    await closeMessages(tx, id, at, by);
  }
  if (act.do === "take" || act.do === "close") await endAsks(tx, need, at);
  if (act.do === "reopen") await reopenMessages(tx, id);
  await journal?.add({ by, ...lines[act.do], before: told(before), after: told(need) }, tx);
  return need;
}

/** Needs of one caller are one. */
async function mustBeAlone(tx: Transaction, id: string): Promise<void> {
  const other = await tx.get(
    "SELECT 1 FROM need JOIN need AS open ON open.caller = need.caller WHERE need.id = ? AND open.id <> need.id AND open.closed_at IS NULL",
    [id],
  );
  if (other) throw new Fault("needs.another-open", "This caller is owed something newer");
}

const lines: Readonly<Record<Act["do"], { readonly what: JournalAct }>> = {
  join: { what: "need.join" },
  message: { what: "need.message" },
  take: { what: "need.take" },
  "give-back": { what: "need.give-back" },
  note: { what: "need.note" },
  due: { what: "need.due" },
  close: { what: "need.close" },
  reopen: { what: "need.reopen" },
};

/** The journal is kept for ever: who called and what was noted are not for it. */
const told = ({ id, owner, closedAt, reason, dueAt }: Need) => ({
  id,
  owner: owner?.name ?? null,
  closedAt,
  reason,
  dueAt,
});
