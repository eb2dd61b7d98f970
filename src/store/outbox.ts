import type { Clock } from "../kernel/clock.ts";
import { type Instant, minutes } from "../kernel/units.ts";
import type { Database, Queries } from "./database.ts";
import type { WriteQueue } from "./write-queue.ts";

/** By letter from the office process, by text message from the telephone process. */
export type OutboxChannel = "email" | "sms";

/** Something that is to reach somebody. Never deleted; tried until it is delivered. */
export interface OutboxEntry {
  readonly id: number;
  readonly channel: OutboxChannel;
  readonly to: string;
  readonly subject: string;
  /** What it tells of, for those who write the text (`message`, `missed-call`). */
  readonly kind: string;
  /** With the ids of what it tells of. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly createdAt: Instant;
  readonly attempts: number;
  /** By the clock of the wall: what a person reads. Whoever delivers it counts the time that passes. */
  readonly nextAt: Instant;
  /** Why the last attempt failed: a fault's code and its sentence. */
  readonly lastError: string | null;
  readonly deliveredAt: Instant | null;
  /** Of a text, as the network told later; null while it has not, or where it never does. */
  readonly arrival: "arrived" | "never" | null;
}

/** A text that went out: from which line, and by which numbers the network tells of its parts. */
export interface SentParts {
  readonly line: string;
  readonly parts: readonly number[];
}

export type NewOutboxEntry = Pick<OutboxEntry, "channel" | "to" | "subject" | "kind" | "payload"> & {
  /** Now, unless told. */
  readonly nextAt?: Instant;
};

/** A text to somebody's mobile. */
export const textTo = (to: string, kind: string, payload: NewOutboxEntry["payload"]): NewOutboxEntry => ({
  channel: "sms",
  to,
  subject: "",
  kind,
  payload,
});

export interface Outbox {
  /** The new id. `tx`: together with what it tells of. */
  add(entry: NewOutboxEntry, tx?: Queries): Promise<number>;
  /** Behind whatever is queued; held and tried again where the disk refuses it. `written`: they are there. */
  put(entries: readonly NewOutboxEntry[], written: () => void): void;
  /** Not delivered, and its time has come; the longest due first. Letters, unless told. */
  due(now: Instant, limit?: number, channel?: OutboxChannel): Promise<OutboxEntry[]>;
  delivered(id: number, sent?: SentParts): Promise<void>;
  /** What the network tells of a part of a text; false where no text that went out lately has it. */
  reported(line: string, part: number, arrived: boolean): Promise<boolean>;
  failed(id: number, why: string, retryAt: Instant): Promise<void>;
  /** Nothing carries any letter: those that nobody has tried say why. It is no attempt. */
  stuck(why: string): Promise<void>;
  /** It would be of no use any more: nothing was sent, and nothing is. */
  needless(id: number): Promise<void>;
  /** Newest first. */
  list(options?: {
    readonly limit?: number;
    readonly waiting?: boolean;
    readonly channel?: OutboxChannel;
  }): Promise<OutboxEntry[]>;
}

interface OutboxRow {
  readonly id: number;
  readonly channel: OutboxChannel;
  readonly to: string;
  readonly subject: string;
  readonly kind: string;
  readonly payload: string;
  readonly created_at: Instant;
  readonly attempts: number;
  readonly next_at: Instant;
  readonly last_error: string | null;
  readonly delivered_at: Instant | null;
}

const entryOf = (row: OutboxRow): OutboxEntry => ({
  id: row.id,
  channel: row.channel,
  to: row.to,
  subject: row.subject,
  kind: row.kind,
  payload: JSON.parse(row.payload),
  createdAt: row.created_at,
  attempts: row.attempts,
  nextAt: row.next_at,
  lastError: row.last_error,
  deliveredAt: row.delivered_at,
  arrival: JSON.parse(row.payload).arrival ?? null,
});

/** The new id. Within the transaction of what it tells of. */
export function addLetter(
  tx: Queries,
  { channel, to, subject, kind, payload, nextAt }: NewOutboxEntry,
  now: Instant,
): Promise<number> {
  const text = JSON.stringify(payload);
  return tx.insert("outbox", { channel, to, subject, kind, payload: text, created_at: now, next_at: nextAt ?? now });
}

/** A network keeps a text for a day (it is told so), and gives its numbers again. */
const REPORTED_WITHIN = minutes(2 * 24 * 60);

/** What was told in words may name anybody: it has been said. */
const WITHOUT_WORDS = "payload = json_remove(payload, '$.text', '$.alarms')";

export function createOutbox(write: Database, read: Database, clock: Clock, queue: Pick<WriteQueue, "put">): Outbox {
  const insert = (entry: NewOutboxEntry, tx: Queries) => addLetter(tx, entry, clock.now());
  return {
    add: (entry, tx) => (tx ? insert(entry, tx) : write.transaction((own) => insert(entry, own))),
    put(entries, written) {
      queue.put(
        "letters",
        async (tx) => {
          for (const entry of entries) await insert(entry, tx);
        },
        written,
      );
    },
    async due(now, limit = 20, channel = "email") {
      const rows = await read.all<OutboxRow>(
        "SELECT * FROM outbox WHERE delivered_at IS NULL AND next_at <= ? AND channel = ? ORDER BY next_at, id LIMIT ?",
        [now, channel, limit],
      );
      return rows.map(entryOf);
    },
    async delivered(id, sent) {
      const parts = sent && sent.parts.length > 0 ? sent : null;
      await write.transaction(async (tx) => {
        const { changes } = await tx.run(
          `UPDATE outbox SET delivered_at = ?, attempts = attempts + 1, last_error = NULL, ${WITHOUT_WORDS}
           WHERE id = ? AND delivered_at IS NULL`,
          [clock.now(), id],
        );
        if (parts && changes > 0)
          await tx.run("UPDATE outbox SET payload = json_set(payload, '$.sent', json(?)) WHERE id = ?", [
            JSON.stringify(parts),
            id,
          ]);
      });
    },
    reported: (line, part, arrived) =>
      write.transaction(async (tx) => {
        const row = await tx.get<OutboxRow>(
          `SELECT * FROM outbox WHERE channel = 'sms' AND delivered_at > ? AND json_extract(payload, '$.sent.line') = ?
             AND EXISTS (SELECT 1 FROM json_each(payload, '$.sent.parts') WHERE value = ?) ORDER BY id DESC LIMIT 1`,
          [clock.now() - REPORTED_WITHIN, line, part],
        );
        if (!row) return false;
        const { sent, ...payload } = JSON.parse(row.payload) as { sent: SentParts; arrival?: string };
        const parts = sent.parts.filter((each) => each !== part);
        const arrival = !arrived ? "never" : (payload.arrival ?? (parts.length === 0 ? "arrived" : undefined));
        const now = { ...payload, sent: { line, parts }, ...(arrival !== undefined && { arrival }) };
        await tx.run("UPDATE outbox SET payload = ? WHERE id = ?", [JSON.stringify(now), row.id]);
        return true;
      }),
    async failed(id, why, retryAt) {
      await write.run(
        "UPDATE outbox SET attempts = attempts + 1, last_error = ?, next_at = ? WHERE id = ? AND delivered_at IS NULL",
        [why.slice(0, 500), retryAt, id],
      );
    },
    async stuck(why) {
      await write.run(
        "UPDATE outbox SET last_error = ? WHERE delivered_at IS NULL AND last_error IS NULL AND channel = 'email'",
        [why],
      );
    },
    async needless(id) {
      await write.run(
        `UPDATE outbox SET delivered_at = ?, last_error = 'notify.needless: It is of no use any more', ${WITHOUT_WORDS}
         WHERE id = ? AND delivered_at IS NULL`,
        [clock.now(), id],
      );
    },
    async list({ limit = 100, waiting = false, channel } = {}) {
      const rows = await read.all<OutboxRow>(
        `SELECT * FROM outbox WHERE channel = coalesce(?, channel) ${waiting ? "AND delivered_at IS NULL" : ""} ORDER BY id DESC LIMIT ?`,
        [channel ?? null, limit],
      );
      return rows.map(entryOf);
    },
  };
}
