import { unknownCaller } from "../kernel/caller-id.ts";
import { type Instant, instant, type Millis } from "../kernel/units.ts";
import { instantOf } from "./call-id.ts";
import type { Database, Transaction } from "./database.ts";
import type { MessageFiles } from "./message-files.ts";
import { type Message, type MessageRow, messageOf, selectMessages } from "./message-record.ts";
import type { NeedKeeper } from "./need-keeper.ts";
import type { NewOutboxEntry, Outbox } from "./outbox.ts";
import { storeFault } from "./sqlite-fault.ts";

/** Whom a new message is told to. Pure: it runs within a transaction. */
export type Tell = (message: Message) => readonly NewOutboxEntry[];

export interface Recording {
  readonly callId: string;
  readonly at: Instant;
  readonly duration: Millis;
  readonly recovered: boolean;
  readonly hardlyAudible: boolean;
  /** How long the sound is that it was trimmed from, which lies beside the part; null where nothing was trimmed. */
  readonly untrimmed: Millis | null;
  /** The file: a part, or one that has its final name already, by its id. */
  readonly sound: { readonly part: string } | { readonly id: string };
  readonly tell?: Tell | undefined;
}

/**
 * Row, audio file, what the caller is owed, and outbox appear together or not at all. In one transaction: the row, the
 * need, what is to be told, the file's final name, its folder on the disk, commit. Wherever the power fails, `recover` finds either the part and no row, or
 * the file and no row, and does the rest; the row is never there without the file.
 */
export async function keepRecording(
  write: Database,
  files: MessageFiles,
  outbox: Outbox,
  needs: Pick<NeedKeeper, "messageKept">,
  recording: Recording,
): Promise<Message> {
  const { callId, sound } = recording;
  const partPath = "part" in sound ? sound.part : null;
  const id = "id" in sound ? sound.id : await freeId(files, callId);
  let taken = false;
  try {
    return await write.transaction(async (tx) => {
      await ensureCall(tx, callId, recording.at);
      const known = await tx.get("SELECT 1 FROM message WHERE id = ?", [id]);
      const { changes } = await tx.run(
        `INSERT INTO message (id, call, at, zone, duration, recovered, hardly_audible, untrimmed)
         VALUES (?, ?, ?, coalesce((SELECT zone FROM office), 'UTC'), ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET file_missing = 0 WHERE file_missing = 1`,
        [
          ...[id, callId, recording.at, Math.round(recording.duration), recording.recovered, recording.hardlyAudible],
          recording.untrimmed === null ? null : Math.round(recording.untrimmed),
        ],
      );
      const row = await tx.get<MessageRow>(`${selectMessages} WHERE message.id = ?`, [id]);
      const message = messageOf(row as MessageRow, files.pathOf);
      if (changes > 0) for (const entry of recording.tell?.(message) ?? []) await outbox.add(entry, tx);
      if (!known) await needs.messageKept(tx, id, callId, recording.at);
      if (partPath !== null) {
        await files.take(partPath, id);
        taken = true;
      }
      return message;
    });
  } catch (thrown) {
    // Back to its first name, so that it may be tried again now, and is found at the next start.
    if (taken && partPath !== null) await files.putBack(id, partPath).catch(() => undefined);
    throw storeFault(thrown);
  }
}

/** The call's own id, unless a recording of it is kept already: nothing is ever overwritten. */
async function freeId(files: MessageFiles, callId: string): Promise<string> {
  for (let number = 1; ; number++) {
    const id = number === 1 ? callId : `${callId}-${number}`;
    if (!(await files.exists(id))) return id;
  }
}

/** A message whose call is lost (a damaged database, a full disk during the call) is kept all the same. */
async function ensureCall(tx: Transaction, callId: string, at: Instant): Promise<void> {
  await tx.run(
    `INSERT INTO call (id, line, at, zone, presentation) VALUES (?, 'unknown', ?,
       coalesce((SELECT zone FROM office), 'UTC'), ?) ON CONFLICT (id) DO NOTHING`,
    [callId, instantOf(callId) ?? instant(at), unknownCaller.presentation],
  );
}
