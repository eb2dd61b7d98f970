import type { Office } from "../duty/office.ts";
import { explain, Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { Instant } from "../kernel/units.ts";
import { type Act, advanceNeed, openNeed } from "../needs/advance.ts";
import type { Need, NeedWhy } from "../needs/need.ts";
import { isOwed, verdictOf } from "../needs/observed.ts";
import { observedOf, type PastCall } from "./call-observed.ts";
import type { Transaction } from "./database.ts";
import { endAsks } from "./end-asks.ts";
import { dueWithin, type Keys, keysOf, owedOf } from "./need-caller.ts";
import { closeMessages, reopenMessages, takeMessages } from "./need-messages.ts";
import { addEvents, insertNeed, type NeedRow, needOf, needOfCall, selectNeeds, updateNeed } from "./need-record.ts";
import { blankOffice } from "./office-tables.ts";

/** What calls and messages do to needs, within the transaction that keeps them. */
export interface NeedKeeper {
  /** A call has ended, as its row and steps say: whoever was not served is owed something; whoever got through is not. */
  callEnded(tx: Transaction, call: string, at: Instant): Promise<void>;
  /** A message is kept, while its call goes on or afterwards. */
  messageKept(tx: Transaction, message: string, call: string, at: Instant): Promise<void>;
}

/** What a client's text does, within the transaction that keeps it: it is owed an answer. Gives the need. */
export interface TextNeeds {
  texted(tx: Transaction, text: Pick<PastCall, "id" | "at" | "zone" | "caller">, urgent: boolean): Promise<Need>;
}

/** What whoever took a call says of it, within the transaction that keeps their words. */
export interface FollowUps {
  /** The office is to follow it up: opens what is owed to this caller, or joins it. */
  followUp(
    tx: Transaction,
    call: string,
    said: { readonly by: string; readonly note: string | null },
    at: Instant,
  ): Promise<Need>;
  /** It was not to be followed up after all: closed, where nothing else is in it and nobody else has it. */
  noFollowUp(tx: Transaction, call: string, by: string, at: Instant): Promise<void>;
}

export function createNeedKeeper(
  office: (tx: Transaction) => Promise<Office>,
  log: Log,
): NeedKeeper & FollowUps & TextNeeds {
  /** Without a schedule that can be read, a caller is owed the same, by the hours of no office. */
  const officeOf = (tx: Transaction): Promise<Office> =>
    office(tx).catch((thrown) => {
      log.error("store.office-unread", { fault: explain(thrown) });
      return blankOffice;
    });

  async function owe(tx: Transaction, call: PastCall, why: NeedWhy, at: Instant): Promise<Need> {
    const office = await officeOf(tx);
    const { keys, owed: heaviest } = owedOf(call, why, office, at);
    // Whoever took it has seen to what could not wait.
    const owed =
      why === "follow-up" ? { ...heaviest, weight: "usual" as const, due: dueWithin("usual", at, office) } : heaviest;
    const [open] = await openOf(tx, keys);
    if (open) return act(tx, open, { do: "join", owed }, at, call.id);
    const { need, events } = openNeed(owed, at);
    await insertNeed(tx, need, keys.key);
    await tx.insert("need_call", { call: call.id, need: need.id });
    await addEvents(tx, need.id, at, events);
    return need;
  }

  return {
    async callEnded(tx, id, at) {
      const call = await observedOf(tx, id);
      if (!call) return;
      const verdict = verdictOf(call.observed);
      const already = await needOfCall(tx, id);
      if (isOwed(verdict)) {
        if (!already) await owe(tx, call, verdict, at);
        // What was held in memory is lost, or was kept before it was known how the call ended.
        else if (already.closedAt === null && already.calls.at(-1) === id && already.why !== verdict)
          await updateNeed(tx, { ...already, why: verdict, revision: already.revision + 1 });
        return;
      }
      if (verdict !== "reached") return;
      const by = call.takenBy;
      for (const open of await openOf(tx, keysOf(call.caller, await officeOf(tx)))) {
        if ((await isNewer(tx, open, call)) || (await isToFollowUp(tx, open))) continue;
        await act(tx, open, { do: "close", by, reason: "got-through", note: null }, at);
        await closeMessages(tx, open.id, at, by ?? "");
      }
    },
    async messageKept(tx, message, id, at) {
      const call = await observedOf(tx, id);
      if (!call) return;
      let need = (await needOfCall(tx, id)) ?? (await owe(tx, call, "message", at));
      if (need.closedAt !== null) need = await afterAll(tx, need, call, at);
      // It is there by now as one of the need's.
      const before = { ...need, messages: need.messages.filter((each) => each !== message) };
      const { need: next, events } = advanceNeed(before, { do: "message", message }, at);
      await updateNeed(tx, { ...next, why: "message" });
      await addEvents(tx, need.id, at, events);
    },
    async followUp(tx, id, { by, note }, at) {
      const call = await observedOf(tx, id);
      if (!call) throw new Fault("store.no-call", `There is no call ${id}`);
      const already = await needOfCall(tx, id);
      let need = already ?? (await owe(tx, call, "follow-up", at));
      if (need.closedAt !== null) {
        const [open] = await openOf(tx, keysOf(call.caller, await officeOf(tx)));
        need = open ?? (await act(tx, need, { do: "reopen", by }, at));
      }
      return note ? act(tx, need, { do: "note", by, text: note }, at) : need;
    },
    async texted(tx, text, urgent) {
      const observed = { outcome: "information", message: false, joined: false, rungInVain: false, urgent } as const;
      const past: PastCall = { ...text, order: 0, observed, planFragile: false, takenBy: null };
      const { keys, owed } = owedOf(past, "text", await officeOf(tx), text.at);
      const [open] = await openOf(tx, keys);
      if (open) return act(tx, open, { do: "join", owed }, text.at);
      const { need, events } = openNeed(owed, text.at);
      await insertNeed(tx, need, keys.key);
      await addEvents(tx, need.id, text.at, events);
      return need;
    },
    async noFollowUp(tx, id, by, at) {
      const need = await needOfCall(tx, id);
      if (!need || need.closedAt !== null || need.id !== id || need.calls.length > 1) return;
      if (need.owner !== null && need.owner.name !== by) return;
      await act(tx, need, { do: "close", by, reason: "not-needed", note: null }, at);
    },
  };

  /** A message of a need that somebody closed meanwhile: it joins what is open of this caller, or opens it again. */
  async function afterAll(tx: Transaction, closed: Need, call: PastCall, at: Instant): Promise<Need> {
    const { keys, owed } = owedOf(call, "message", await officeOf(tx), at);
    const [open] = await openOf(tx, keys);
    if (!open) {
      await reopenMessages(tx, closed.id);
      return act(tx, closed, { do: "reopen", call: call.id }, at);
    }
    await tx.run("DELETE FROM need_call WHERE call = ?", [call.id]);
    return act(tx, open, { do: "join", owed }, at, call.id);
  }
}

/** `call`: one that becomes part of it. */
async function act(tx: Transaction, before: Need, what: Act, at: Instant, call?: string): Promise<Need> {
  const { need, events } = advanceNeed(before, what, at);
  if (call !== undefined) await tx.insert("need_call", { call, need: need.id });
  await updateNeed(tx, need);
  if (before.owner && !need.owner) await takeMessages(tx, need.id, at, null);
  await addEvents(tx, need.id, at, events);
  if (what.do === "close") await endAsks(tx, need, at);
  return need;
}

/** Oldest first: several only of a client whose numbers became one caller's after the needs were opened. */
async function openOf(tx: Transaction, { forms }: Keys): Promise<Need[]> {
  if (forms.length === 0) return [];
  const rows = await tx.all<NeedRow>(
    `${selectNeeds} WHERE closed_at IS NULL AND caller IN (SELECT value FROM json_each(?)) ORDER BY opened_at, id`,
    [JSON.stringify(forms)],
  );
  return rows.map(needOf);
}

/** Whoever had the caller left it to the office: another call that somebody takes does not do it. */
async function isToFollowUp(tx: Transaction, { id }: Need): Promise<boolean> {
  const row = await tx.get(
    `SELECT 1 FROM need_event WHERE need = ? AND what IN ('opened', 'joined') AND detail ->> 'why' = 'follow-up'`,
    [id],
  );
  return row !== undefined;
}

/** Whether a call of the need began after this one: whoever was served before is owed what came after. */
async function isNewer(tx: Transaction, need: Need, { order }: PastCall): Promise<boolean> {
  const row = await tx.get<{ newest: number }>(
    "SELECT max(call.rowid) AS newest FROM need_call JOIN call ON call.id = need_call.call WHERE need = ?",
    [need.id],
  );
  return (row?.newest ?? 0) > order;
}
