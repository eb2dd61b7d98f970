import { type CallerId, callerId } from "../kernel/caller-id.ts";
import type { Clock } from "../kernel/clock.ts";
import { Fault } from "../kernel/fault.ts";
import { type Instant, minutes } from "../kernel/units.ts";
import type { Need } from "../needs/need.ts";
import { newCallId } from "./call-id.ts";
import type { Database, Reading, Transaction } from "./database.ts";
import type { Journal } from "./journal.ts";
import type { TextNeeds } from "./need-keeper.ts";

export interface NewText {
  readonly line: string;
  readonly from: CallerId;
  readonly body: string;
  readonly sentAt: Instant;
  readonly cameAt: Instant;
  readonly zone: string;
  readonly became: "command" | "need" | "kept";
  /** The id of the person whose number it came from. */
  readonly person: string | null;
  /** Of a client's: it says so itself. */
  readonly urgent: boolean;
}

/** A text that came. */
export interface KeptText extends Omit<NewText, "from" | "urgent"> {
  readonly id: number;
  readonly from: Pick<CallerId, "number" | "name">;
  readonly need: string | null;
  /** Of a stranger's: who has read it. */
  readonly read: { readonly at: Instant; readonly by: string } | null;
}

/** How many texts went out in the last day: to a number, and in all. */
export interface SentTexts {
  readonly to: number;
  readonly inAll: number;
}

/** Texts that came, and how many went. */
export interface TextStore {
  /** With what is owed to a client who wrote. False when it is there already: a module may give one text twice. */
  keep(text: NewText): Promise<boolean>;
  /** The texts of a need, oldest first. */
  ofNeed(need: string): Promise<readonly KeptText[]>;
  /** Newest first; `before`: only older ones than that. */
  list(options?: { readonly limit?: number; readonly before?: number | undefined }): Promise<readonly KeptText[]>;
  /** How many there are; and of strangers, how many nobody has read. */
  counts(): Promise<{ readonly all: number; readonly unread: number }>;
  /** Changes with what came, was read or went. */
  mark(): Promise<string>;
  /** Somebody has read it; who did first stays. Faults: `store.no-text`. */
  read(id: number, by: string): Promise<KeptText>;
  /** Whoever wrote it is owed a call back. The need that is there already, or a new one. Faults: `store.no-text`. */
  toCallBack(id: number, by: string): Promise<Need["id"]>;
  /** Faults: `store.no-text`, `store.text-owed` while its sender is owed an answer. */
  remove(id: number, by: string): Promise<void>;
  /** By the outbox; an instant of a clock that was ahead counts too. */
  sent(to: string, now: Instant): Promise<SentTexts>;
  /** The open need that this person was asked about last, by whatever way; null where there is none. */
  lastAskedOf(person: string): Promise<string | null>;
}

const DAY = minutes(24 * 60);

interface TextRow {
  readonly id: number;
  readonly line: string;
  readonly number: string | null;
  readonly name: string | null;
  readonly body: string;
  readonly sent_at: Instant;
  readonly came_at: Instant;
  readonly zone: string;
  readonly became: NewText["became"];
  readonly person: string | null;
  readonly need: string | null;
  readonly read_at: Instant | null;
  readonly read_by: string | null;
}

const keptText = ({ number, name, sent_at, came_at, read_at, read_by, ...row }: TextRow): KeptText => ({
  ...row,
  read: read_at === null ? null : { at: read_at, by: read_by ?? "" },
  from: { number, name },
  sentAt: sent_at,
  cameAt: came_at,
});

/** All that came from a number, in whatever form a network gives it; oldest first. */
export const textsFrom = async (from: Reading, forms: readonly string[]): Promise<readonly KeptText[]> =>
  (
    await from.all<TextRow>("SELECT * FROM text WHERE number IN (SELECT value FROM json_each(?)) ORDER BY id", [
      JSON.stringify(forms),
    ])
  ).map(keptText);

export function createTextStore(
  write: Database,
  read: Reading,
  needs: TextNeeds,
  journal: Pick<Journal, "add">,
  clock: Clock,
): TextStore {
  async function there(tx: Transaction, id: number): Promise<TextRow> {
    const row = await tx.get<TextRow>("SELECT * FROM text WHERE id = ?", [id]);
    if (!row) throw new Fault("store.no-text", `There is no text ${id}`);
    return row;
  }

  return {
    keep: ({ line, from, body, sentAt, cameAt, zone, became, person, urgent }) =>
      write.transaction(async (tx) => {
        const { changes } = await tx.run(
          `INSERT OR IGNORE INTO text (line, number, name, body, sent_at, came_at, zone, became, person)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          [line, from.number, from.name, body, sentAt, cameAt, zone, became, person],
        );
        if (changes === 0 || became !== "need") return changes > 0;
        const text = await tx.get<{ id: number }>("SELECT last_insert_rowid() AS id");
        const need = await needs.texted(tx, { id: newCallId(clock), at: cameAt, zone, caller: from }, urgent);
        await tx.run("UPDATE text SET need = ? WHERE id = ?", [need.id, text?.id ?? 0]);
        return true;
      }),
    async list({ limit = 100, before } = {}) {
      const rows = await read.all<TextRow>("SELECT * FROM text WHERE id < ? ORDER BY id DESC LIMIT ?", [
        before ?? Number.MAX_SAFE_INTEGER,
        limit,
      ]);
      return rows.map(keptText);
    },
    async counts() {
      const row = await read.get<{ all_of: number; unread: number }>(
        `SELECT (SELECT count(*) FROM text) AS all_of,
          (SELECT count(*) FROM text WHERE became = 'kept' AND read_at IS NULL) AS unread`,
      );
      return { all: row?.all_of ?? 0, unread: row?.unread ?? 0 };
    },
    async mark() {
      const row = await read.get<{ mark: string }>(
        "SELECT count(*) || '.' || coalesce(max(id), 0) || '.' || count(read_at) || '.' || count(need) AS mark FROM text",
      );
      return row?.mark ?? "";
    },
    read: (id, by) =>
      write.transaction(async (tx) => {
        await there(tx, id);
        await tx.run("UPDATE text SET read_at = ?, read_by = ? WHERE id = ? AND read_at IS NULL", [
          clock.now(),
          by,
          id,
        ]);
        return keptText(await there(tx, id));
      }),
    toCallBack: (id, by) =>
      write.transaction(async (tx) => {
        const { need, number, name, zone } = await there(tx, id);
        if (need !== null) return need;
        const now = clock.now();
        const opened = await needs.texted(
          tx,
          { id: newCallId(clock), at: now, zone, caller: callerId(number, name) },
          false,
        );
        await tx.run(
          "UPDATE text SET need = ?, read_at = coalesce(read_at, ?), read_by = coalesce(read_by, ?) WHERE id = ?",
          [opened.id, now, by, id],
        );
        await journal.add({ by, what: "text.need", before: null, after: { id, need: opened.id } }, tx);
        return opened.id;
      }),
    remove: (id, by) =>
      write.transaction(async (tx) => {
        const { need, came_at } = await there(tx, id);
        if (need !== null && (await tx.get("SELECT 1 FROM need WHERE id = ? AND closed_at IS NULL", [need])))
          throw new Fault("store.text-owed", `The sender of text ${id} is owed an answer`);
        await tx.run("DELETE FROM text WHERE id = ?", [id]);
        await journal.add({ by, what: "text.remove", before: { id, at: came_at }, after: null }, tx);
      }),
    async ofNeed(need) {
      return (await read.all<TextRow>("SELECT * FROM text WHERE need = ? ORDER BY id", [need])).map(keptText);
    },
    async sent(to, now) {
      const row = await read.get<{ mine: number; all_of: number }>(
        `SELECT count(*) AS all_of, coalesce(sum("to" = ?), 0) AS mine FROM outbox
         WHERE channel = 'sms' AND delivered_at > ? AND last_error IS NULL`,
        [to, now - DAY],
      );
      return { to: row?.mine ?? 0, inAll: row?.all_of ?? 0 };
    },
    async lastAskedOf(person) {
      const row = await read.get<{ need: string }>(
        `SELECT need_ask.need FROM need_ask JOIN need ON need.id = need_ask.need
         WHERE need_ask.person = ? AND need.closed_at IS NULL ORDER BY asked_at DESC, need_ask.id DESC LIMIT 1`,
        [person],
      );
      return row?.need ?? null;
    },
  };
}
