import { type Instant, instant, seconds } from "../kernel/units.ts";
import type { Ask, Asked } from "../needs/ask.ts";
import type { Need, NeedEvent, NeedEvents, ToldLast, Weight } from "../needs/need.ts";
import type { Database, Reading, Transaction } from "./database.ts";
import { addEvents, type NeedRow, needOf, readNeed, selectNeeds, updateNeed } from "./need-record.ts";
import { actOnNeed } from "./needs.ts";
import { addLetter, textTo } from "./outbox.ts";

/** A person who is to be rung about a need, by a call of the box's own. */
export interface CallToMake {
  readonly id: number;
  readonly need: string;
  readonly person: string;
  readonly name: string;
  readonly number: string;
  readonly weight: Weight;
}

/** A letter that asks somebody, and of which nobody has heard yet. `failed`: it was tried in vain, or none can be. */
export interface LetterOut {
  readonly id: number;
  readonly failed: boolean;
}

/** A caller of whom nobody knows. */
export interface Untold {
  readonly need: string;
  readonly name: string | null;
  readonly number: string | null;
  readonly since: Instant;
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
  /** Ids of needs where nobody of the level that is asked can say anything more: nobody was reached, or all have passed. */
  exhausted(): Promise<readonly string[]>;
  /** Letters that ask, and have not gone out. */
  lettersOut(): Promise<readonly LetterOut[]>;
  /** Open needs that nobody has, and of which nobody could be told by any way, though it was tried. */
  untold(now: Instant): Promise<readonly Untold[]>;
  /** Calls that are still to be made, the heaviest first. */
  calls(): Promise<readonly CallToMake[]>;
  /** Before it is dialled: what is begun is not begun again. False when the need has been taken meanwhile. */
  beginCall(id: number, at: Instant): Promise<boolean>;
  /** Whether the answer to this call is still wanted. */
  isAsked(id: number): Promise<boolean>;
  /** A caller came first: it is made again. */
  putOffCall(id: number): Promise<void>;
  /** What the person said, or that a letter can't reach them. `accepted` takes the need. */
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
/** What has just been tried may still reach somebody. */
const TRYING = seconds(60);
const NOBODY_HAS = "closed_at IS NULL AND owner_name IS NULL";

export function createAskStore(write: Database, read: Reading): AskStore {
  async function answeredIn(tx: Transaction, id: number, answer: Answer, at: Instant): Promise<void> {
    const ask = await tx.get<AskRow>("SELECT * FROM need_ask WHERE id = ?", [id]);
    if (!ask) return;
    const { changes } = await tx.run(
      "UPDATE need_ask SET answer = ?, answered_at = ? WHERE id = ? AND (answer IS NULL OR answer = 'over')",
      [answer, at, id],
    );
    if (changes === 0) return;
    await addEvents(tx, ask.need, at, [{ what: "answered", detail: { ask: id, person: ask.person, answer } }]);
    const need = await readNeed(tx, ask.need);
    if (!need || need.closedAt !== null) return;
    if (answer !== "accepted" || need.owner !== null) return;
    const by = { id: ask.person, name: ask.name };
    await actOnNeed(tx, need.id, { do: "take", by, how: "key" }, { by: ask.name, at });
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
            await after({ nextAskAt: null, lastResortAt: at });
            await notRung(tx, need.id, at);
            const told: ToldLast[] = [];
            for (const { id, name, email } of decided.tell) {
              const sent = email === null ? null : await addLetter(tx, letter("need-untaken", email, need.id), at);
              told.push({ id, name, to: email, letter: sent });
            }
            await addEvents(tx, need.id, at, [{ what: "last-resort", detail: { told } }]);
            const { round, level } = need;
            for (const ask of decided.asks)
              await putAsk(tx, { ...need, lastResortAt: at }, { ...ask, round, level: level + 1 }, at);
            return true;
          }
          case "ask": {
            await notRung(tx, need.id, at);
            const { asks, round, level, next } = decided;
            for (const ask of asks) await putAsk(tx, need, { ...ask, round, level }, at);
            await after({ round, level, nextAskAt: next });
            return true;
          }
        }
      }),
    async exhausted() {
      const rows = await read.all<{ id: string }>(
        `SELECT id FROM need WHERE ${NOBODY_HAS} AND next_ask_at IS NOT NULL AND level > 0 AND NOT EXISTS (
           SELECT 1 FROM need_ask AS ask WHERE ask.need = need.id AND ask.round = need.round AND ask.level = need.level
             AND ask.answer IS NULL AND NOT EXISTS (
               SELECT 1 FROM need_ask AS same WHERE same.need = ask.need AND same.round = ask.round
                 AND same.person = ask.person AND same.answer = 'passed'))`,
      );
      return rows.map(({ id }) => id);
    },
    async lettersOut() {
      const rows = await read.all<{ id: number; failed: number }>(
        `SELECT need_ask.id, outbox.last_error IS NOT NULL AS failed FROM need_ask
         JOIN need ON need.id = need_ask.need JOIN outbox ON outbox.id = need_ask.outbox
         WHERE ${NOBODY_HAS} AND need_ask.channel IN ('email', 'text') AND need_ask.answer IS NULL AND outbox.delivered_at IS NULL`,
      );
      return rows.map(({ id, failed }) => ({ id, failed: failed !== 0 }));
    },
    async untold(now) {
      const rows = await read.all<{ id: string; name: string | null; number: string | null; opened_at: Instant }>(
        // By the open ones, and not in the order of all that there ever were.
        `SELECT id, name, number, opened_at FROM need INDEXED BY need_open
         WHERE ${NOBODY_HAS} AND coalesce(last_resort_at, 0) <= ?1
           AND (last_resort_at IS NOT NULL OR EXISTS (
             SELECT 1 FROM need_ask WHERE need = need.id AND round >= need.first_round AND answer IS NOT NULL))
           AND NOT EXISTS (
             SELECT 1 FROM need_ask LEFT JOIN outbox ON outbox.id = need_ask.outbox
             WHERE need = need.id AND round >= need.first_round
               AND (outbox.delivered_at IS NOT NULL OR asked_at > ?1
                 OR need_ask.channel = 'call' AND (answer IS NULL OR answer IN ('accepted', 'passed', 'no-key'))))
           AND NOT EXISTS (
             SELECT 1 FROM need_event JOIN json_each(need_event.detail, '$.told') AS told
             JOIN outbox ON outbox.id = told.value ->> 'letter'
             WHERE need_event.need = need.id AND need_event.what = 'last-resort' AND need_event.at = need.last_resort_at
               AND outbox.delivered_at IS NOT NULL)
         ORDER BY opened_at LIMIT 20`,
        [instant(now - TRYING)],
      );
      return rows.map(({ id, name, number, opened_at }) => ({ need: id, name, number, since: opened_at }));
    },
    async calls() {
      const rows = await read.all<AskRow & { weight: Weight }>(
        `SELECT need_ask.*, need.weight FROM need_ask JOIN need ON need.id = need_ask.need
         WHERE ${TO_MAKE} AND ${NOBODY_HAS}
         ORDER BY CASE weight WHEN 'fragile' THEN 0 WHEN 'urgent' THEN 1 ELSE 2 END, need_ask.id`,
      );
      return rows.map(({ id, need, person, name, destination, weight }) => {
        return { id, need, person, name, number: destination, weight };
      });
    },
    beginCall: (id, at) =>
      write.transaction(async (tx) => {
        const { changes } = await tx.run(
          `UPDATE need_ask SET begun_at = ? WHERE id = ? AND ${TO_MAKE} AND need IN (SELECT id FROM need WHERE ${NOBODY_HAS})`,
          [at, id],
        );
        return changes > 0;
      }),
    async isAsked(id) {
      const asked = await read.get(
        `SELECT 1 FROM need_ask WHERE id = ? AND answer IS NULL AND need IN (SELECT id FROM need WHERE ${NOBODY_HAS})`,
        [id],
      );
      return asked !== undefined;
    },
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

  /** Whoever was to be rung for the level before is not rung any more. */
  async function notRung(tx: Transaction, need: string, at: Instant): Promise<void> {
    const left = await tx.all<{ id: number }>(`SELECT id FROM need_ask WHERE need = ? AND ${TO_MAKE}`, [need]);
    for (const { id } of left) await answeredIn(tx, id, "failed", at);
  }

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
    if (channel === "call") return;
    if (channel === "text") {
      const kind = need.lastResortAt === null ? "need" : "need-untaken";
      const text = await addLetter(tx, textTo(to, kind, { need: need.id }), at);
      await tx.run("UPDATE need_ask SET outbox = ? WHERE id = ?", [text, id]);
      return;
    }
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
