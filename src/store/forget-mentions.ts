import type { Queries, Transaction } from "./database.ts";
import { type Named, withoutMentions } from "./mentions.ts";

/** Where somebody is named in what others wrote. */
export interface Mention {
  readonly in: "need" | "message" | "text" | "letter" | "caller";
  /** The id of the need, message, text or letter, or the number of the client whose note it is. */
  readonly id: string;
  readonly text: string;
}

interface Note {
  readonly rowid: number;
  readonly id: string;
  readonly text: string;
}

/** So many are looked at in one transaction. */
const BATCH = 500;

/** What somebody noted of a need, and of a message, what others wrote, and what waits to be told in words. Not all is in older releases. */
const NOTES = {
  need: {
    table: "need_event",
    select: `SELECT rowid, need AS id, coalesce(detail ->> 'text', detail ->> 'note', '') AS text FROM need_event
      WHERE rowid > ? AND what IN ('note', 'closed') AND coalesce(detail ->> 'text', detail ->> 'note', '') <> ''`,
    update: `UPDATE need_event SET detail = json_set(detail, CASE what WHEN 'note' THEN '$.text' ELSE '$.note' END, ?) WHERE rowid = ?`,
  },
  message: {
    table: "message",
    select: "SELECT rowid, id, note AS text FROM message WHERE rowid > ? AND coalesce(note, '') <> ''",
    update: "UPDATE message SET note = ? WHERE rowid = ?",
  },
  text: {
    table: "text",
    select: "SELECT id AS rowid, id, body AS text FROM text WHERE id > ?",
    // Two of one moment that differed by the name alone are one and the same from now on.
    update: "UPDATE OR REPLACE text SET body = ? WHERE id = ?",
  },
  letter: {
    table: "outbox",
    select: `SELECT id AS rowid, id, payload AS text FROM outbox WHERE id > ? AND delivered_at IS NULL
      AND (json_type(payload, '$.alarms') IS NOT NULL OR json_type(payload, '$.text') IS NOT NULL)`,
    update: "UPDATE outbox SET payload = ? WHERE id = ?",
  },
} as const;

/** Every note that names them. `each` gets a batch at a time, in the transaction that `within` gives. */
async function walk(
  within: <T>(work: (tx: Transaction | Queries) => Promise<T>) => Promise<T>,
  named: Named,
  each: (tx: Transaction | Queries, of: keyof typeof NOTES, note: Note, without: string) => Promise<void>,
): Promise<void> {
  for (const of of ["need", "message", "text", "letter"] as const) {
    const { table, select } = NOTES[of];
    for (let after: number | null = 0; after !== null; )
      after = await within(async (tx): Promise<number | null> => {
        if (!(await tx.get("SELECT 1 FROM sqlite_schema WHERE name = ?", [table]))) return null;
        const rows: Note[] = await tx.all<Note>(`${select} ORDER BY rowid LIMIT ${BATCH}`, [after]);
        for (const note of rows) {
          const without = withoutMentions(note.text, named);
          if (without !== note.text) await each(tx, of, note, without);
        }
        return rows.at(-1)?.rowid ?? null;
      });
  }
}

type Within = Parameters<typeof walk>[0];

export async function mentionsIn(within: Within, named: Named): Promise<Mention[]> {
  const found: Mention[] = [];
  await walk(within, named, async (_, of, { id, text }) => void found.push({ in: of, id: String(id), text }));
  return found;
}

/** How many notes named them, and do no more. */
export async function forgetMentions(within: Within, named: Named): Promise<number> {
  let count = 0;
  await walk(within, named, async (tx, of, { rowid }, without) => {
    await tx.run(NOTES[of].update, [without, rowid]);
    count++;
  });
  return count;
}
