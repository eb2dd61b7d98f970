import type { Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { Instant, Millis } from "../kernel/units.ts";
import { callOf } from "./call-id.ts";
import type { CallStore } from "./calls.ts";
import type { Database, Transaction } from "./database.ts";
import type { Forget } from "./forget.ts";
import { clearJournal } from "./journal-callers.ts";
import { keepRecording, type Recording, type Tell } from "./keep-message.ts";
import type { MessageFiles } from "./message-files.ts";
import type { NeedKeeper } from "./need-keeper.ts";
import type { NewOutboxEntry, Outbox } from "./outbox.ts";
import type { Secret } from "./secret.ts";
import { storeFault } from "./sqlite-fault.ts";

/**
 * Makes the WAV file at `path` (a `.part`, or a whole one) right where it is, and says how long it is; null when there
 * is no sound in it. `audio/recording.ts` knows how; the app brings both together.
 */
export type Repair = (path: string) => Promise<{ readonly duration: Millis; readonly hardlyAudible?: boolean } | null>;

export interface Recovery {
  /** Messages found without a row and kept. */
  readonly recovered: readonly string[];
  /** Recordings without sound, removed. */
  readonly empty: readonly string[];
  /** Recordings that could not be repaired, left as they are. */
  readonly failed: readonly { readonly id: string; readonly fault: Fault }[];
  /** Messages whose file is gone: marked, never deleted. */
  readonly missing: readonly string[];
  /** Calls that the crash cut off. */
  readonly interrupted: number;
  /** What of this could not be done, by what kept it; the rest was. */
  readonly skipped: readonly Fault[];
}

export interface RecoverOptions {
  readonly repair: Repair;
  readonly tell?: Tell;
  /** Whom a call is told to that came to nothing because the appliance stopped. */
  readonly missed?: (call: { readonly id: string; readonly at: Instant }) => readonly NewOutboxEntry[];
}

interface RecoverContext {
  readonly write: Database;
  readonly read: Database;
  readonly files: MessageFiles;
  readonly calls: CallStore;
  readonly outbox: Outbox;
  readonly needs: NeedKeeper;
  readonly forget: Pick<Forget, "files">;
  readonly secret: Secret;
  readonly log: Log;
}

/** Puts in order what a crash or a power cut left. For the start of the appliance, before a line is open. */
export async function recover(context: RecoverContext, { repair, tell, missed }: RecoverOptions): Promise<Recovery> {
  const { write, read, files, calls, outbox, needs, forget, secret, log } = context;
  const recovered: string[] = [];
  const empty: string[] = [];
  const failed: { id: string; fault: Fault }[] = [];
  const skipped: Fault[] = [];

  async function keep(name: string, path: string, sound: Recording["sound"]): Promise<void> {
    try {
      const at = await files.changedAt(path);
      const repaired = await repair(path);
      if (repaired === null) {
        await files.drop(path);
        empty.push(name);
        return;
      }
      const { duration, hardlyAudible = false } = repaired;
      const whole = await files.wholeOf(sound);
      const untrimmed = whole === null ? null : ((await repair(whole))?.duration ?? null);
      const recording = {
        callId: callOf(name),
        at,
        duration,
        hardlyAudible,
        untrimmed,
        recovered: true,
        sound,
        tell,
      };
      const message = await keepRecording(write, files, outbox, needs, recording);
      recovered.push(message.id);
      log.info("store.message-recovered", { id: message.id, duration });
    } catch (thrown) {
      const fault = storeFault(thrown);
      failed.push({ id: name, fault });
      log.error("store.message-not-recovered", { path, fault });
    }
  }

  /** One step; whatever keeps it keeps neither the others nor the appliance from their work. */
  async function step<T>(what: string, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (thrown) {
      const fault = storeFault(thrown);
      skipped.push(fault);
      log.error("store.not-put-in-order", { what, fault });
      return null;
    }
  }

  await calls.flushed();
  await step("callers in the journal", () => write.transaction((tx) => clearJournal(tx, secret)));
  await step("sounds that were to go", () => forget.files());
  const { parts, scraps } = (await step("the folder of messages", () => files.found())) ?? { parts: [], scraps: [] };
  for (const path of scraps) await step(path, () => files.drop(path));
  for (const id of parts) {
    const part = `${files.pathOf(id)}.part`;
    await keep(id, part, { part });
  }
  const missing = await step("messages and their sounds", async () => {
    const rows = await read.all<{ id: string }>("SELECT id FROM message UNION SELECT id FROM message_gone");
    const known = new Set(rows.map(({ id }) => id));
    const { kept } = await files.found();
    for (const id of kept) if (!known.has(id)) await keep(id, files.pathOf(id), { id });
    return markMissing(write, new Set(kept));
  });
  for (const id of missing ?? []) log.warn("store.message-file-missing", { id });
  await step("messages that are nobody's task", () => write.transaction((tx) => oweOrphans(tx, needs)));
  const interrupted = await step("calls that were cut off", () => endUnended(context, missed));
  return { recovered, empty, failed, missing: missing ?? [], interrupted: interrupted ?? 0, skipped };
}

/**
 * Ends what a crash left open, and takes back what was told of a message that was held in memory and went with it. Of
 * neither was anybody told that nothing is left of it; nobody missed a caller with whom they spoke. How many were open.
 */
async function endUnended({ write, read, calls, outbox, needs }: RecoverContext, missed: RecoverOptions["missed"]) {
  const without = "NOT EXISTS (SELECT 1 FROM message WHERE message.call = call.id)";
  const happened = (what: string) => `EXISTS (SELECT 1 FROM step WHERE step.call = call.id AND step.what = '${what}')`;
  const lost = await read.all<{ id: string; at: Instant }>(
    `SELECT id, at FROM call WHERE outcome = 'message' AND ${without} AND ${happened("held")} AND NOT ${happened("recorded")}`,
  );
  const open = await read.all<{ id: string; at: Instant }>(
    `SELECT id, at FROM call WHERE ended_at IS NULL AND ${without} AND NOT ${happened("put-through")}`,
  );
  const interrupted = await calls.closeInterrupted();
  await write.transaction(async (tx) => {
    for (const { id, at } of lost) {
      await tx.run("UPDATE call SET outcome = 'failed' WHERE id = ?", [id]);
      await needs.callEnded(tx, id, at);
    }
    for (const call of [...lost, ...open]) for (const entry of missed?.(call) ?? []) await outbox.add(entry, tx);
  });
  return interrupted;
}

/** An open message whose need was lost with a part of the database. */
async function oweOrphans(tx: Transaction, needs: NeedKeeper): Promise<void> {
  const orphans = await tx.all<{ id: string; call: string; at: Instant }>(
    `SELECT id, call, at FROM message WHERE closed_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM need_call WHERE need_call.call = message.call) ORDER BY at, id`,
  );
  for (const { id, call, at } of orphans) await needs.messageKept(tx, id, call, at);
}

/** Marks rows by whether their file is there. The ones that are not. */
async function markMissing(write: Database, there: ReadonlySet<string>): Promise<string[]> {
  return write.transaction(async (tx) => {
    const rows = await tx.all<{ id: string; file_missing: number }>("SELECT id, file_missing FROM message");
    for (const { id, file_missing } of rows)
      if ((file_missing === 0) !== there.has(id))
        await tx.run("UPDATE message SET file_missing = ? WHERE id = ?", [!there.has(id), id]);
    return rows.filter(({ id }) => !there.has(id)).map(({ id }) => id);
  });
}
