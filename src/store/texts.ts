import type { CallerId } from "../kernel/caller-id.ts";
import type { Clock } from "../kernel/clock.ts";
import { type Instant, minutes } from "../kernel/units.ts";
import { newCallId } from "./call-id.ts";
import type { Database, Reading } from "./database.ts";
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
  /** Newest first. */
  list(options?: { readonly limit?: number }): Promise<readonly KeptText[]>;
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
}

const keptText = ({ number, name, sent_at, came_at, ...row }: TextRow): KeptText => ({
  ...row,
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

export function createTextStore(write: Database, read: Reading, needs: TextNeeds, clock: Clock): TextStore {
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
    async list({ limit = 100 } = {}) {
      return (await read.all<TextRow>("SELECT * FROM text ORDER BY id DESC LIMIT ?", [limit])).map(keptText);
    },
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
