import { addressBook, clientBehind, ourNameFor } from "../attendant/address-book.ts";
import type { Office } from "../duty/office.ts";
import { formsOf, readPhoneNumber } from "../duty/phone-number.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { Instant } from "../kernel/units.ts";
import { type Act, advanceNeed, type Owed, openNeed } from "../needs/advance.ts";
import { dueOf } from "../needs/due.ts";
import type { Need, NeedWhy, Weight } from "../needs/need.ts";
import { isOwed, verdictOf, weightOf } from "../needs/observed.ts";
import { observedOf, type PastCall } from "./call-observed.ts";
import type { Transaction } from "./database.ts";
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
    const { key, owed } = owedOf(call, why, office, at);
    const open = await openOf(tx, key);
    if (open) return act(tx, open, { do: "join", owed }, at, call.id);
    const { need, events } = openNeed(owed, at);
    await insertNeed(tx, need, key);
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
      const open = await openOf(tx, keyOf(call, await officeOf(tx)));
      if (!open || (await isNewer(tx, open, call))) return;
      const by = call.takenBy;
      await act(tx, open, { do: "close", by, reason: "got-through", note: null }, at);
      await closeMessages(tx, open.id, at, by ?? "");
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
    const { key, owed } = owedOf(call, "message", await officeOf(tx), at);
    const open = await openOf(tx, key);
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
  return need;
}

/** By what a caller's needs are one: the first number of a client who has several, else their own; null for none. */
function keyOf({ caller }: PastCall, office: Office): string | null {
  const number = readPhoneNumber(caller.number, office.country);
  return number === null ? null : (addressBook(office).callers.get(number)?.number ?? number);
}

function owedOf(call: PastCall, why: NeedWhy, office: Office, at: Instant): { key: string | null; owed: Owed } {
  const number = readPhoneNumber(call.caller.number, office.country);
  const book = addressBook(office);
  const client = clientBehind(number, book);
  // What is no number that can be called back says something all the same: the number within a house.
  const unreadable = number === null ? call.caller.number : null;
  const fragile = client ? client.fragile : call.planFragile;
  const weight = weightOf(fragile, call.observed);
  const name = (number === null ? undefined : ourNameFor(number, book)) ?? call.caller.name ?? unreadable;
  const { id, zone, caller } = call;
  const { presentation } = caller;
  return {
    key: keyOf(call, office),
    owed: { call: id, why, number, name, presentation, fragile, weight, zone, due: dueWithin(weight, at, office) },
  };
}

/** A schedule that can't be worked out keeps nobody from being owed something: at once, then. */
function dueWithin(weight: Weight, at: Instant, office: Office): Instant {
  try {
    return dueOf(weight, at, office);
  } catch {
    return at;
  }
}

async function openOf(tx: Transaction, key: string | null): Promise<Need | null> {
  if (key === null) return null;
  // What an older release kept may be in the form that the network gave.
  const row = await tx.get<NeedRow>(
    `${selectNeeds} WHERE closed_at IS NULL AND caller IN (SELECT value FROM json_each(?)) ORDER BY opened_at LIMIT 1`,
    [JSON.stringify([key, ...formsOf(key as Parameters<typeof formsOf>[0])])],
  );
  return row ? needOf(row) : null;
}

/** Whether a call of the need began after this one: whoever was served before is owed what came after. */
async function isNewer(tx: Transaction, need: Need, { order }: PastCall): Promise<boolean> {
  const row = await tx.get<{ newest: number }>(
    "SELECT max(call.rowid) AS newest FROM need_call JOIN call ON call.id = need_call.call WHERE need = ?",
    [need.id],
  );
  return (row?.newest ?? 0) > order;
}
