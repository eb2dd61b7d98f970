import type { Clock } from "../kernel/clock.ts";
import type { Instant } from "../kernel/units.ts";
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
}

export type NewOutboxEntry = Pick<OutboxEntry, "channel" | "to" | "subject" | "kind" | "payload"> & {
  /** Now, unless told. */
  readonly nextAt?: Instant;
};

export interface Outbox {
  /** The new id. `tx`: together with what it tells of. */
  add(entry: NewOutboxEntry, tx?: Queries): Promise<number>;
  /** Behind whatever is queued; held and tried again where the disk refuses it. `written`: they are there. */
  put(entries: readonly NewOutboxEntry[], written: () => void): void;
  /** Not delivered, and its time has come; the longest due first. Letters, unless told. */
  due(now: Instant, limit?: number, channel?: OutboxChannel): Promise<OutboxEntry[]>;
  delivered(id: number): Promise<void>;
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
    async delivered(id) {
      await write.run(
        `UPDATE outbox SET delivered_at = ?, attempts = attempts + 1, last_error = NULL, ${WITHOUT_WORDS}
         WHERE id = ? AND delivered_at IS NULL`,
        [clock.now(), id],
      );
    },
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
