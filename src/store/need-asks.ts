import type { Instant } from "../kernel/units.ts";
import type { Ask, Asked } from "../needs/ask.ts";
import type { Need, NeedEvent, NeedEvents } from "../needs/need.ts";
import type { Database, Reading, Transaction } from "./database.ts";
import { addEvents, type NeedRow, needOf, readNeed, selectNeeds, updateNeed } from "./need-record.ts";
import { actOnNeed } from "./needs.ts";
import { addLetter } from "./outbox.ts";

/** A person who is to be rung about a need, by a call of the box's own. */
export interface CallToMake {
  readonly id: number;
  readonly need: string;
  readonly person: string;
  readonly name: string;
  readonly number: string;
}

export type Answer = NeedEvents["answered"]["answer"];

/** Who is asked to call back whom. Each step is one transaction: a power cut asks nobody twice, and forgets nobody. */
export interface AskStore {
  /** Open needs that nobody has and that somebody is still to be asked about, what is heaviest first. */
  waiting(): Promise<readonly Need[]>;
  /** Ids of the people who were rung in its calls. */
  rungIn(need: Need): Promise<readonly string[]>;
  /** Does what was decided for this state of the need; false when it is another by now. */
  step(need: Need, decided: Asked, at: Instant): Promise<boolean>;
  /** Calls that are still to be made, the oldest first. */
  calls(): Promise<readonly CallToMake[]>;
  /** Before it is dialled: what is begun is not begun again. False when the need has been taken meanwhile. */
  beginCall(id: number, at: Instant): Promise<boolean>;
  /** A caller came first: it is made again. */
  putOffCall(id: number): Promise<void>;
  /** What the person said. `accepted` takes the need; when all of a level have passed, the next is asked at once. */
  answered(id: number, answer: Answer, at: Instant): Promise<void>;
  /** What was begun when the appliance stopped has failed. */
  closeInterrupted(at: Instant): Promise<void>;
}

interface AskRow {
  readonly id: number;
  readonly need: string;
  readonly person: string;
  readonly name: string;
  readonly destination: string;
  readonly round: number;
  readonly level: number;
}

const TO_MAKE = "channel = 'call' AND answer IS NULL AND begun_at IS NULL";
const NOBODY_HAS = "closed_at IS NULL AND owner_name IS NULL";

export function createAskStore(write: Database, read: Reading): AskStore {
  async function answeredIn(tx: Transaction, id: number, answer: Answer, at: Instant): Promise<void> {
    const ask = await tx.get<AskRow>("SELECT * FROM need_ask WHERE id = ?", [id]);
    if (!ask) return;
    await tx.run("UPDATE need_ask SET answer = ?, answered_at = ? WHERE id = ? AND answer IS NULL", [answer, at, id]);
    await addEvents(tx, ask.need, at, [{ what: "answered", detail: { ask: id, person: ask.person, answer } }]);
    const need = await readNeed(tx, ask.need);
    if (!need || need.closedAt !== null) return;
    if (answer === "accepted") {
      if (need.owner !== null) return;
      const by = { id: ask.person, name: ask.name };
      await actOnNeed(tx, need.id, { do: "take", by, how: "key" }, { by: ask.name, at });
    } else if (await allPassed(tx, ask)) await updateNeed(tx, { ...need, nextAskAt: at, revision: need.revision + 1 });
  }

  return {
    async waiting() {
      const rows = await read.all<NeedRow>(
        `${selectNeeds} WHERE ${NOBODY_HAS} AND next_ask_at IS NOT NULL
         ORDER BY CASE weight WHEN 'fragile' THEN 0 WHEN 'urgent' THEN 1 ELSE 2 END, next_ask_at`,
      );
      return rows.map(needOf);
    },
    async rungIn({ calls }) {
      const rows = await read.all<{ person: string }>(
        `SELECT DISTINCT detail ->> 'person' AS person FROM step JOIN json_each(?) AS one ON step.call = one.value
         WHERE what = 'attempt'`,
        [JSON.stringify(calls)],
      );
      return rows.map(({ person }) => person);
    },
    step: (seen, decided, at) =>
      write.transaction(async (tx) => {
        const need = await readNeed(tx, seen.id);
        if (!need || need.revision !== seen.revision || need.owner !== null || need.closedAt !== null) return false;
        const after = (changed: Partial<Need>) => updateNeed(tx, { ...need, ...changed, revision: need.revision + 1 });
        switch (decided.do) {
          case "wait":
            await after({ nextAskAt: decided.until });
            return true;
          case "last-resort": {
            const told = decided.tell.map(({ id, name }) => ({ id, name }));
            await after({ nextAskAt: null, lastResortAt: at });
            await addEvents(tx, need.id, at, [{ what: "last-resort", detail: { told } }]);
            for (const { email } of decided.tell)
              if (email !== undefined) await addLetter(tx, letter("need-untaken", email, need.id), at);
            return true;
          }
          case "ask": {
            // Whoever was to be rung for the level before is not rung any more.
            await tx.run(`UPDATE need_ask SET answer = 'failed', answered_at = ? WHERE need = ? AND ${TO_MAKE}`, [
              at,
              need.id,
            ]);
            const { asks, round, level, next } = decided;
            for (const ask of asks) await putAsk(tx, need, { ...ask, round, level }, at);
            await after({ round, level, nextAskAt: next });
            return true;
          }
        }
      }),
    async calls() {
      const rows = await read.all<AskRow>(
        `SELECT * FROM need_ask WHERE ${TO_MAKE} AND need IN (SELECT id FROM need WHERE ${NOBODY_HAS}) ORDER BY id LIMIT 20`,
      );
      return rows.map(({ id, need, person, name, destination: number }) => ({ id, need, person, name, number }));
    },
    beginCall: (id, at) =>
      write.transaction(async (tx) => {
        const { changes } = await tx.run(
          `UPDATE need_ask SET begun_at = ? WHERE id = ? AND ${TO_MAKE} AND need IN (SELECT id FROM need WHERE ${NOBODY_HAS})`,
          [at, id],
        );
        return changes > 0;
      }),
    async putOffCall(id) {
      await write.run("UPDATE need_ask SET begun_at = NULL WHERE id = ? AND answer IS NULL", [id]);
    },
    answered: (id, answer, at) => write.transaction((tx) => answeredIn(tx, id, answer, at)),
    closeInterrupted: (at) =>
      write.transaction(async (tx) => {
        const cut = await tx.all<{ id: number }>(
          "SELECT id FROM need_ask WHERE channel = 'call' AND answer IS NULL AND begun_at IS NOT NULL",
        );
        for (const { id } of cut) await answeredIn(tx, id, "failed", at);
      }),
  };

  /** A letter of the call that reached the same person already is the one that asks: nobody gets two. */
  async function putAsk(
    tx: Transaction,
    need: Need,
    ask: Ask & { readonly round: number; readonly level: number },
    at: Instant,
  ): Promise<void> {
    const { person, name, channel, to, round, level } = ask;
    const { changes } = await tx.run(
      `INSERT INTO need_ask (need, round, level, person, name, channel, destination, asked_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      [need.id, round, level, person, name, channel, to, at],
    );
    if (changes === 0) return;
    const row = await tx.get<{ id: number }>("SELECT last_insert_rowid() AS id");
    const id = row?.id ?? 0;
    const event: NeedEvent = { what: "asked", detail: { ask: id, round, level, person, name, channel } };
    await addEvents(tx, need.id, at, [event]);
    if (channel !== "email") return;
    const entry = (await letterOf(tx, need, to)) ?? (await addLetter(tx, letter("need", to, need.id), at));
    await tx.run("UPDATE need_ask SET outbox = ? WHERE id = ?", [entry, id]);
  }
}

const letter = (kind: "need" | "need-untaken", to: string, need: string) => ({
  channel: "email" as const,
  to,
  subject: "",
  kind,
  payload: { need },
});

/** The letter that told this person of the newest of its calls, and that asks for nothing yet. */
async function letterOf(tx: Transaction, need: Need, to: string): Promise<number | null> {
  const row = await tx.get<{ id: number }>(
    `SELECT id FROM outbox WHERE "to" = ? AND kind IN ('message', 'missed-call', 'message-held') AND payload ->> 'call' = ?
       AND NOT EXISTS (SELECT 1 FROM need_ask WHERE need_ask.outbox = outbox.id) ORDER BY id DESC LIMIT 1`,
    [to, need.calls.at(-1) ?? ""],
  );
  return row?.id ?? null;
}

/** Everybody of this level has left it to the next. Whoever was only written to, or did not answer, still may take it. */
async function allPassed(tx: Transaction, { need, round, level }: AskRow): Promise<boolean> {
  const open = await tx.get(
    `SELECT 1 FROM need_ask WHERE need = ?1 AND round = ?2 AND level = ?3 AND answer IS NOT 'passed'
       AND NOT EXISTS (SELECT 1 FROM need_ask AS same WHERE same.need = ?1 AND same.round = ?2
         AND same.person = need_ask.person AND same.answer = 'passed')`,
    [need, round, level],
  );
  return open === undefined;
}
