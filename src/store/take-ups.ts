import { Fault } from "../kernel/fault.ts";
import { type Instant, minutes } from "../kernel/units.ts";
import type { Ask } from "../needs/ask.ts";
import type { NeedOwner } from "../needs/need.ts";
import type { TakeUp, TakeUpHow, TakeUpNext } from "../needs/take-up.ts";
import type { Database, Reading, Transaction } from "./database.ts";
import type { Journal } from "./journal.ts";
import type { Answer } from "./need-asks.ts";
import { addLetter, textTo } from "./outbox.ts";
import { type Deed, deedOf } from "./take-up-deeds.ts";
import { isOpen, readTakeUp, type TakeUpRow, takeUpOf } from "./take-up-record.ts";

/** A person who is to be rung about a shift. */
export interface TakeUpCall {
  readonly id: number;
  readonly takeUp: TakeUp;
  readonly person: string;
  readonly name: string;
  readonly number: string;
}

/** Somebody who was asked or told of a shift, by which way and what they said. */
export interface TakeUpAsk {
  readonly person: string;
  readonly name: string;
  readonly what: "ask" | "tell";
  readonly channel: Ask["channel"];
  readonly at: Instant;
  readonly answer: string | null;
}

/** Who has taken up their duty. Each step is one transaction: a power cut asks nobody twice, and forgets nobody. */
export interface TakeUpStore {
  get(id: number): Promise<TakeUp | null>;
  /** Those whose shift touches this time, in the order in which they begin; withdrawn ones only where `all`. */
  between(from: Instant, until: Instant, all?: "all"): Promise<TakeUp[]>;
  asksOf(id: number): Promise<TakeUpAsk[]>;
  /** Another text whenever one of these days has changed, whoever changed it. */
  mark(): Promise<string>;
  /** Does what was decided; false when it stands otherwise by now. */
  step(next: TakeUpNext, zone: string, at: Instant): Promise<boolean>;
  /** Who did meanwhile what is done on duty has taken it up. `keys`: whoever takes a caller has pressed one. */
  seeDeeds(at: Instant, keys: boolean): Promise<void>;
  /**
   * `by` is there. What was confirmed already stays as it was, and is given.
   * Faults: `needs.no-take-up` where it is not there, is over, or is another's by now.
   */
  confirm(id: number, by: NeedOwner, how: TakeUpHow, at: Instant): Promise<TakeUp>;
  /** These people were seen at work on the page. How many shifts that have begun are taken up by that. */
  seenOnPage(people: readonly string[], by: string, at: Instant): Promise<number>;
  calls(): Promise<readonly TakeUpCall[]>;
  /** Before it is dialled: what is begun is not begun again. False when somebody is there meanwhile. */
  beginCall(id: number, at: Instant): Promise<boolean>;
  /** A caller came first: it is made again. */
  putOffCall(id: number): Promise<void>;
  answered(id: number, answer: Answer, at: Instant): Promise<void>;
  /** What was begun when the appliance stopped has failed. */
  closeInterrupted(at: Instant): Promise<void>;
}

interface CallRow {
  readonly id: number;
  readonly take_up: number;
  readonly what: "ask" | "tell";
  readonly person: string;
  readonly name: string;
  readonly destination: string;
}

const TO_MAKE = "channel = 'call' AND answer IS NULL AND begun_at IS NULL";
const NOBODY_IS_THERE = "confirmed_at IS NULL AND withdrawn_at IS NULL AND missed_at IS NULL";
const ARE_OPEN = `take_up IN (SELECT id FROM take_up WHERE ${NOBODY_IS_THERE})`;
/** Who passed the telephone's own act in the journal. */
const BOX = "Permanence";
const RECENT = minutes(3 * 24 * 60);

export function createTakeUpStore({
  write,
  read,
  journal,
}: {
  readonly write: Database;
  readonly read: Reading;
  readonly journal: Pick<Journal, "add">;
}): TakeUpStore {
  /** Whoever stands in for another is there, for what they were asked about themselves too. */
  async function confirmIn(tx: Transaction, takeUp: TakeUp, deed: Deed): Promise<void> {
    await confirmOne(tx, takeUp, deed);
    const { id } = deed.by;
    if (id === null || id === takeUp.person) return;
    const own = await tx.all<TakeUpRow>(
      `SELECT * FROM take_up WHERE person = ? AND until_at > ? AND ${NOBODY_IS_THERE}`,
      [id, deed.at],
    );
    for (const row of own) await confirmOne(tx, takeUpOf(row), deed);
  }

  async function confirmOne(tx: Transaction, takeUp: TakeUp, deed: Deed): Promise<void> {
    const { at, how, by } = deed;
    await tx.run(
      "UPDATE take_up SET confirmed_at = ?, confirmed_how = ?, confirmed_id = ?, confirmed_name = ? WHERE id = ?",
      [at, how, by.id, by.name, takeUp.id],
    );
    await tx.run("UPDATE take_up_ask SET answer = 'over', answered_at = ? WHERE take_up = ? AND answer IS NULL", [
      ...[at, takeUp.id],
    ]);
    const told = await tx.all<{ person: string; destination: string }>(
      "SELECT person, destination FROM take_up_ask WHERE take_up = ? AND what = 'tell' AND channel = 'email'",
      [takeUp.id],
    );
    for (const { person, destination } of told)
      if (person !== by.id) await addLetter(tx, letter("take-up-taken", destination, takeUp.id), at);
    await journal.add(
      { by: by.name, what: "take-up.confirm", before: null, after: { ...inJournal(takeUp), at, how } },
      tx,
    );
  }

  async function answeredIn(tx: Transaction, id: number, answer: Answer, at: Instant): Promise<void> {
    const ask = await tx.get<CallRow>("SELECT * FROM take_up_ask WHERE id = ?", [id]);
    if (!ask) return;
    await tx.run("UPDATE take_up_ask SET answer = ?, answered_at = ? WHERE id = ? AND answer IS NULL", [
      ...[answer, at, id],
    ]);
    const takeUp = await readTakeUp(tx, ask.take_up);
    if (!takeUp || !isOpen(takeUp)) return;
    if (answer === "accepted") await confirmIn(tx, takeUp, { at, how: "key", by: { id: ask.person, name: ask.name } });
    else if (answer === "passed" && ask.what === "ask")
      await tx.run("UPDATE take_up SET passed_at = ? WHERE id = ?", [at, takeUp.id]);
  }

  async function put(tx: Transaction, id: number, what: "ask" | "tell", asks: readonly Ask[], at: Instant) {
    for (const { person, name, channel, to } of asks) {
      const { changes } = await tx.run(
        `INSERT INTO take_up_ask (take_up, what, person, name, channel, destination, asked_at)
         VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
        [id, what, person, name, channel, to, at],
      );
      if (changes === 0 || channel === "call") continue;
      const { kind, payload, ...entry } = letter(what === "ask" ? "take-up" : "take-up-untaken", to, id);
      await addLetter(tx, channel === "text" ? textTo(to, kind, payload) : { kind, payload, ...entry }, at);
    }
  }

  async function stepIn(tx: Transaction, next: TakeUpNext, zone: string, at: Instant): Promise<boolean> {
    const before = next.known === null ? null : await readTakeUp(tx, next.known.id);
    if (next.known !== null && JSON.stringify(before) !== JSON.stringify(next.known)) return false;
    switch (next.do) {
      case "ask": {
        const { shift, name, step, asks } = next;
        const id = before?.id ?? (await openIn(tx, shift, name, step, zone, at));
        if (id === null) return false;
        if (before) await tx.run("UPDATE take_up SET step = ?, stepped_at = ? WHERE id = ?", [step, at, id]);
        await put(tx, id, "ask", asks, at);
        return true;
      }
      case "tell":
        await tx.run("UPDATE take_up SET step = 'told', stepped_at = ? WHERE id = ?", [at, next.known.id]);
        // Whoever was still to be rung has had their time.
        await tx.run(`UPDATE take_up_ask SET answer = 'failed', answered_at = ? WHERE take_up = ? AND ${TO_MAKE}`, [
          ...[at, next.known.id],
        ]);
        await put(tx, next.known.id, "tell", next.asks, at);
        return true;
      case "move": {
        const { from, until, level } = next.shift;
        const { changes } = await tx.run(
          `UPDATE OR IGNORE take_up SET from_at = ?, until_at = ?, level = ?, withdrawn_at = NULL WHERE id = ?`,
          [from, until, level, next.known.id],
        );
        return changes > 0;
      }
      case "withdraw":
        await tx.run("UPDATE take_up SET withdrawn_at = ? WHERE id = ?", [at, next.known.id]);
        return true;
      case "miss":
        await tx.run("UPDATE take_up SET missed_at = ? WHERE id = ?", [at, next.known.id]);
        await journal.add({ by: BOX, what: "take-up.miss", before: null, after: inJournal(next.known) }, tx);
        return true;
    }
  }

  return {
    get: (id) => readTakeUp(read, id),
    async between(from, until, all) {
      const rows = await read.all<TakeUpRow>(
        `SELECT * FROM take_up WHERE until_at > ? AND from_at < ? ${all ? "" : "AND withdrawn_at IS NULL"} ORDER BY from_at, id`,
        [from, until],
      );
      return rows.map(takeUpOf);
    },
    async asksOf(id) {
      const rows = await read.all<Omit<TakeUpAsk, "at"> & { asked_at: Instant }>(
        "SELECT person, name, what, channel, asked_at, answer FROM take_up_ask WHERE take_up = ? ORDER BY id",
        [id],
      );
      return rows.map(({ asked_at, ...rest }) => ({ ...rest, at: asked_at }));
    },
    async mark() {
      const rows = await read.all("SELECT * FROM take_up ORDER BY id DESC LIMIT 20");
      return JSON.stringify(rows);
    },
    step: (next, zone, at) => write.transaction((tx) => stepIn(tx, next, zone, at)),
    async seeDeeds(at, keys) {
      const open = (
        await read.all<TakeUpRow>(`SELECT * FROM take_up WHERE until_at > ? AND ${NOBODY_IS_THERE}`, [at - RECENT])
      ).map(takeUpOf);
      for (const takeUp of open) {
        const deed = await deedOf(read, takeUp, at, keys);
        if (!deed) continue;
        await write.transaction(async (tx) => {
          const now = await readTakeUp(tx, takeUp.id);
          if (now && isOpen(now)) await confirmIn(tx, now, deed);
        });
      }
    },
    confirm: (id, by, how, at) =>
      write.transaction(async (tx) => {
        const takeUp = await readTakeUp(tx, id);
        if (takeUp?.confirmed) return takeUp;
        if (!takeUp || !isOpen(takeUp) || takeUp.until <= at)
          throw new Fault("needs.no-take-up", `Nobody is to take up duty by ${id}`);
        await confirmIn(tx, takeUp, { at, how, by });
        return (await readTakeUp(tx, id)) ?? takeUp;
      }),
    async seenOnPage(people, by, at) {
      if (people.length === 0) return 0;
      const theirs = `SELECT * FROM take_up WHERE from_at <= ? AND until_at > ? AND ${NOBODY_IS_THERE} AND person IN (SELECT value FROM json_each(?))`;
      const values = [at, at, JSON.stringify(people)];
      if (!(await read.get(theirs, values))) return 0;
      return write.transaction(async (tx) => {
        const rows = await tx.all<TakeUpRow>(theirs, values);
        for (const row of rows)
          await confirmIn(tx, takeUpOf(row), { at, how: "page", by: { id: row.person, name: by } });
        return rows.length;
      });
    },
    async calls() {
      const rows = await read.all<CallRow>(
        `SELECT * FROM take_up_ask WHERE ${TO_MAKE} AND ${ARE_OPEN} ORDER BY id LIMIT 20`,
      );
      const calls: TakeUpCall[] = [];
      for (const { id, take_up, person, name, destination: number } of rows) {
        const takeUp = await readTakeUp(read, take_up);
        if (takeUp) calls.push({ id, takeUp, person, name, number });
      }
      return calls;
    },
    beginCall: (id, at) =>
      write.transaction(async (tx) => {
        const { changes } = await tx.run(
          `UPDATE take_up_ask SET begun_at = ? WHERE id = ? AND ${TO_MAKE} AND ${ARE_OPEN}`,
          [at, id],
        );
        return changes > 0;
      }),
    async putOffCall(id) {
      await write.run("UPDATE take_up_ask SET begun_at = NULL WHERE id = ? AND answer IS NULL", [id]);
    },
    answered: (id, answer, at) => write.transaction((tx) => answeredIn(tx, id, answer, at)),
    closeInterrupted: (at) =>
      write.transaction(async (tx) => {
        const cut = await tx.all<{ id: number }>(
          "SELECT id FROM take_up_ask WHERE channel = 'call' AND answer IS NULL AND begun_at IS NOT NULL",
        );
        for (const { id } of cut) await answeredIn(tx, id, "failed", at);
      }),
  };
}

/** Null where there is a row of this person, service and beginning already. */
async function openIn(
  tx: Transaction,
  {
    person,
    service,
    level,
    from,
    until,
  }: { readonly person: string } & Pick<TakeUp, "service" | "level" | "from" | "until">,
  name: string,
  step: "asked" | "rung",
  zone: string,
  at: Instant,
): Promise<number | null> {
  const { changes, lastId } = await tx.run(
    `INSERT INTO take_up (person, name, service, level, from_at, until_at, zone, opened_at, step, stepped_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    [person, name, service, level, from, until, zone, at, step, at],
  );
  return changes > 0 ? lastId : null;
}

const letter = (kind: "take-up" | "take-up-untaken" | "take-up-taken", to: string, takeUp: number) => ({
  channel: "email" as const,
  to,
  subject: "",
  kind,
  payload: { takeUp },
});

/** As the journal has it, and so the seals. */
const inJournal = ({ person, name, service, level, from, until }: TakeUp) => ({
  person,
  name,
  service,
  level,
  from,
  until,
});
