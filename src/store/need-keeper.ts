import type { Office } from "../duty/office.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { Instant } from "../kernel/units.ts";
import { type Act, advanceNeed, openNeed } from "../needs/advance.ts";
import type { Need, NeedWhy } from "../needs/need.ts";
import { isOwed, verdictOf } from "../needs/observed.ts";
import { observedOf, type PastCall } from "./call-observed.ts";
import type { Transaction } from "./database.ts";
import { endAsks } from "./end-asks.ts";
import { type Keys, keysOf, owedOf } from "./need-caller.ts";
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

export function createNeedKeeper(office: (tx: Transaction) => Promise<Office>, log: Log): NeedKeeper {
  /** Without a schedule that can be read, a caller is owed the same, by the hours of no office. */
  const officeOf = (tx: Transaction): Promise<Office> =>
    office(tx).catch((thrown) => {
      log.error("store.office-unread", { fault: explain(thrown) });
      return blankOffice;
    });

  async function owe(tx: Transaction, call: PastCall, why: NeedWhy, at: Instant): Promise<Need> {
    const office = await officeOf(tx);
    const { keys, owed } = owedOf(call, why, office, at);
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
        if (await isNewer(tx, open, call)) continue;
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

/** Whether a call of the need began after this one: whoever was served before is owed what came after. */
async function isNewer(tx: Transaction, need: Need, { order }: PastCall): Promise<boolean> {
  const row = await tx.get<{ newest: number }>(
    "SELECT max(call.rowid) AS newest FROM need_call JOIN call ON call.id = need_call.call WHERE need = ?",
    [need.id],
  );
  return (row?.newest ?? 0) > order;
}
