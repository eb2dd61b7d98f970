import { createHash } from "node:crypto";
import type { Plan } from "../attendant/plan.ts";
import type { Language } from "../duty/office.ts";
import { type CallerId, unknownCaller } from "../kernel/caller-id.ts";
import { type Instant, type Millis, millis } from "../kernel/units.ts";
import { checkId } from "./call-id.ts";
import type { CallEnd, CallOutcome, CallRecord, CallStep, CallSummary, NewCall, Waited } from "./call-record.ts";
import type { Database, SqlValue, Transaction } from "./database.ts";
import type { NeedKeeper } from "./need-keeper.ts";
import type { WriteQueue } from "./write-queue.ts";

export interface CallQuery {
  /** 100 unless told. */
  readonly limit?: number;
  /** The id of a call: only older ones. */
  readonly before?: string;
  readonly since?: Instant;
  readonly outcome?: CallOutcome;
  readonly line?: string;
  /** As the network gave it. */
  readonly callerNumber?: string;
}

/** Words that a caller heard. */
export interface Said {
  readonly text: string;
  readonly language: Language;
}

const hashOf = ({ text, language }: Said): string => createHash("sha256").update(`${language} ${text}`).digest("hex");

/**
 * The history of calls. `begin`, `update`, `step` and `end` return at once and are written in the order they were
 * called; a disk that fails is reported by the log, never to the call.
 */
export interface CallStore {
  begin(call: NewCall): void;
  /** What became known since: the caller after the first ring, the plan. */
  update(callId: string, known: { readonly caller?: CallerId; readonly plan?: Plan }): void;
  /** `said`: the words of what was announced, which are kept for good, each once. */
  step(callId: string, step: CallStep, said?: Said | null): void;
  end(callId: string, end: CallEnd): void;
  /** When all of these that were called so far are on the disk, or could not be. */
  flushed(): Promise<void>;
  /** Newest first. */
  list(query?: CallQuery): Promise<CallSummary[]>;
  get(callId: string): Promise<CallRecord | null>;
  /** Ends, as `interrupted`, what a crash left open. For the start of the appliance only. How many there were. */
  closeInterrupted(): Promise<number>;
}

export function createCallStore(
  queue: WriteQueue,
  write: Database,
  read: Database,
  needs: Pick<NeedKeeper, "callEnded">,
): CallStore {
  return {
    begin(call) {
      checkId(call.id);
      const { presentation, number, name } = call.caller ?? unknownCaller;
      const plan = call.plan ? JSON.stringify(call.plan) : null;
      queue.put("call begun", async (tx) => {
        await tx.run(
          `INSERT INTO call (id, line, at, zone, presentation, caller_number, caller_name, plan)
           VALUES (?, ?, ?, coalesce((SELECT zone FROM office), 'UTC'), ?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET line = excluded.line, at = excluded.at, presentation = excluded.presentation,
             caller_number = excluded.caller_number, caller_name = excluded.caller_name, plan = excluded.plan`,
          [call.id, call.line, call.at, presentation, number, name, plan],
        );
      });
    },
    update(callId, { caller, plan }) {
      if (caller)
        queue.put("caller", async (tx) => {
          await tx.run("UPDATE call SET presentation = ?, caller_number = ?, caller_name = ? WHERE id = ?", [
            ...[caller.presentation, caller.number, caller.name],
            callId,
          ]);
        });
      if (plan) {
        const text = JSON.stringify(plan);
        queue.put("plan", async (tx) => {
          await tx.run("UPDATE call SET plan = ? WHERE id = ?", [text, callId]);
        });
      }
    },
    step(callId, { at, what, detail }, said = null) {
      const hash = said && hashOf(said);
      const text = JSON.stringify(hash ? { ...detail, said: hash } : detail);
      queue.put(`step ${what}`, async (tx) => {
        if (hash)
          await tx.run("INSERT OR IGNORE INTO said (hash, language, text, first_at) VALUES (?, ?, ?, ?)", [
            ...[hash, said.language, said.text, at],
          ]);
        await tx.run(
          `INSERT INTO step (call, seq, at, what, detail)
           VALUES (?1, (SELECT coalesce(max(seq) + 1, 1) FROM step WHERE call = ?1), ?2, ?3, ?4)`,
          [callId, at, what, text],
        );
      });
    },
    end(callId, { at, outcome, answeredAt, putThroughTo, waited }) {
      queue.put("call ended", async (tx) => {
        await tx.run(
          `UPDATE call SET ended_at = ?, outcome = ?, answered_at = coalesce(?, answered_at), taken_by = ?, taken_number = ?,
             waited_ms = ?, wait_end = ? WHERE id = ?`,
          [
            ...[at, outcome, answeredAt ?? null, putThroughTo?.person ?? null, putThroughTo?.number ?? null],
            ...[waited?.lasted ?? null, waited?.how ?? null, callId],
          ],
        );
        await needs.callEnded(tx, callId, at);
      });
    },
    flushed: () => queue.flushed(),
    async list(query = {}) {
      const { where, params } = conditions(query);
      const rows = await read.all<CallRow>(
        `SELECT ${summaryColumns} FROM call ${where} ORDER BY call.at DESC, call.id DESC LIMIT ?`,
        [...params, query.limit ?? 100],
      );
      return rows.map(summary);
    },
    get: (callId) =>
      read.transaction(async (tx) => {
        const row = await tx.get<CallRow & { plan: string | null }>(
          `SELECT ${summaryColumns}, plan FROM call WHERE id = ?`,
          [callId],
        );
        if (!row) return null;
        const steps = (
          await tx.all<{ at: Instant; what: string; detail: string }>(
            "SELECT at, what, detail FROM step WHERE call = ? ORDER BY seq",
            [callId],
          )
        ).map((step) => ({ ...step, detail: JSON.parse(step.detail) }) as CallStep);
        const hashes = steps.flatMap((step) =>
          step.what === "announced" && step.detail.said ? [step.detail.said] : [],
        );
        const said = await tx.all<{ hash: string; text: string }>(
          "SELECT hash, text FROM said WHERE hash IN (SELECT value FROM json_each(?))",
          [JSON.stringify(hashes)],
        );
        return {
          ...summary(row),
          said: Object.fromEntries(said.map(({ hash, text }) => [hash, text])),
          plan: row.plan === null ? null : (JSON.parse(row.plan) as Plan),
          steps,
          attempts: steps.flatMap((step) => (step.what === "attempt" ? [{ at: step.at, ...step.detail }] : [])),
        };
      }, "deferred"),
    closeInterrupted: () =>
      write.transaction(async (tx) => {
        const open = await tx.all<{ id: string }>("SELECT id FROM call WHERE ended_at IS NULL ORDER BY rowid");
        for (const { id } of open) {
          // Whoever speaks through the box does so for as long as the call lasts.
          const taken = (what: string) => `(SELECT json_extract(detail, '$.${what}') FROM step
                 WHERE step.call = call.id AND what = 'put-through' ORDER BY seq DESC LIMIT 1)`;
          await tx.run(
            `UPDATE call SET outcome = 'interrupted', taken_by = ${taken("person")}, taken_number = ${taken("number")},
               ended_at = coalesce((SELECT max(at) FROM step WHERE step.call = call.id), at),
               answered_at = coalesce(answered_at,
                 (SELECT min(at) FROM step WHERE step.call = call.id AND what = 'answered'))
             WHERE id = ?`,
            [id],
          );
          await closeWait(tx, id);
          const ended = await tx.get<{ at: Instant }>("SELECT ended_at AS at FROM call WHERE id = ?", [id]);
          if (ended) await needs.callEnded(tx, id, ended.at);
        }
        return open.length;
      }),
  };
}

/** Of a call that was cut off, as far as its steps tell. */
async function closeWait(tx: Transaction, call: string): Promise<void> {
  const rows = await tx.all<{ at: number; what: "waiting" | "waited"; detail: string }>(
    "SELECT at, what, detail FROM step WHERE call = ? AND what IN ('waiting', 'waited') ORDER BY seq",
    [call],
  );
  const began = rows.find(({ what }) => what === "waiting");
  if (!began) return;
  const ended = rows.find(({ what }) => what === "waited");
  const { how, lasted } = ended ? JSON.parse(ended.detail) : { how: "interrupted", lasted: null };
  await tx.run("UPDATE call SET wait_end = ?, waited_ms = coalesce(?, max(0, ended_at - ?)) WHERE id = ?", [
    ...[how, lasted, began.at, call],
  ]);
}

function conditions(query: CallQuery): { where: string; params: SqlValue[] } {
  const chosen: (readonly [string, SqlValue])[] = [];
  if (query.before !== undefined)
    chosen.push(["(call.at, call.id) < (SELECT at, id FROM call WHERE id = ?)", query.before]);
  if (query.since !== undefined) chosen.push(["call.at >= ?", query.since]);
  if (query.outcome !== undefined) chosen.push(["call.outcome = ?", query.outcome]);
  if (query.line !== undefined) chosen.push(["call.line = ?", query.line]);
  if (query.callerNumber !== undefined) chosen.push(["call.caller_number = ?", query.callerNumber]);
  return {
    where: chosen.length === 0 ? "" : `WHERE ${chosen.map(([condition]) => condition).join(" AND ")}`,
    params: chosen.map(([, value]) => value),
  };
}

export interface CallRow {
  readonly id: string;
  readonly line: string;
  readonly at: Instant;
  readonly zone: string;
  readonly presentation: CallerId["presentation"];
  readonly caller_number: string | null;
  readonly caller_name: string | null;
  readonly answered_at: Instant | null;
  readonly ended_at: Instant | null;
  readonly outcome: CallOutcome | null;
  readonly taken_by: string | null;
  readonly taken_number: string | null;
  readonly waited_ms: Millis | null;
  readonly wait_end: Waited["how"] | null;
  readonly forgotten_at: Instant | null;
  readonly message: string | null;
}

export const summaryColumns = `call.id, call.line, call.at, call.zone, presentation, caller_number, caller_name, answered_at,
  ended_at, outcome, taken_by, taken_number, waited_ms, wait_end, forgotten_at, (SELECT id FROM message WHERE message.call = call.id LIMIT 1) AS message`;

export const summary = (row: CallRow): CallSummary => ({
  id: row.id,
  line: row.line,
  at: row.at,
  zone: row.zone,
  caller: { presentation: row.presentation, number: row.caller_number, name: row.caller_name },
  answeredAt: row.answered_at,
  endedAt: row.ended_at,
  outcome: row.outcome,
  putThroughTo: row.taken_by === null ? null : { person: row.taken_by, number: row.taken_number ?? "" },
  waited: row.wait_end === null ? null : { how: row.wait_end, lasted: row.waited_ms ?? millis(0) },
  message: row.message,
  forgottenAt: row.forgotten_at,
});
