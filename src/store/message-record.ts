import type { CallerId } from "../kernel/caller-id.ts";
import type { Instant, Millis } from "../kernel/units.ts";
import { counted } from "./clock-doubts.ts";
import { untrimmedOf } from "./message-files.ts";

/** A message that a caller left. `…By` and `…At` go together. */
export interface Message {
  /** That of its call. */
  readonly id: string;
  readonly call: string;
  readonly at: Instant;
  /** The office's zone when it was left. */
  readonly zone: string;
  readonly line: string;
  readonly caller: CallerId;
  readonly duration: Millis;
  /** The WAV file. */
  readonly file: string;
  /** Something of a person, and no sure voice. */
  readonly hardlyAudible: boolean;
  /** The sound that it was trimmed from, while that is kept; null where nothing was trimmed, or it has had its time. */
  readonly untrimmed: { readonly duration: Millis; readonly file: string } | null;
  /** Found and repaired after a power cut or a crash. */
  readonly recovered: boolean;
  readonly fileMissing: boolean;
  readonly heardAt: Instant | null;
  readonly heardBy: string | null;
  readonly takenAt: Instant | null;
  readonly takenBy: string | null;
  readonly calledBackAt: Instant | null;
  readonly calledBackBy: string | null;
  readonly closedAt: Instant | null;
  readonly closedBy: string | null;
  /** From when the rule of retention counts: as it was closed, or by a doubtful clock, when that was right again; null while it is not. */
  readonly closedForSureAt: Instant | null;
  readonly note: string | null;
  /** When it must be dealt with. */
  readonly dueAt: Instant | null;
  /** Someone wants it kept, whatever the rule of retention says. */
  readonly keptAt: Instant | null;
  readonly keptBy: string | null;
}

/** What someone did with a message: true or a value sets it, false or null takes it back. */
export interface MessageMark {
  readonly heard?: boolean;
  /** Who deals with it. */
  readonly takenBy?: string | null;
  readonly calledBack?: boolean;
  readonly closed?: boolean;
  readonly note?: string | null;
  readonly dueAt?: Instant | null;
  /** Whatever the rule of retention says. */
  readonly kept?: boolean;
}

export interface MessageRow {
  readonly id: string;
  readonly call: string;
  readonly at: Instant;
  readonly zone: string;
  readonly line: string;
  readonly presentation: CallerId["presentation"];
  readonly caller_number: string | null;
  readonly caller_name: string | null;
  readonly duration: Millis;
  readonly hardly_audible: number;
  readonly untrimmed: Millis | null;
  readonly recovered: number;
  readonly file_missing: number;
  readonly heard_at: Instant | null;
  readonly heard_by: string | null;
  readonly taken_at: Instant | null;
  readonly taken_by: string | null;
  readonly called_back_at: Instant | null;
  readonly called_back_by: string | null;
  readonly closed_at: Instant | null;
  readonly closed_by: string | null;
  readonly closed_for_sure_at: Instant | null;
  readonly note: string | null;
  readonly due_at: Instant | null;
  readonly kept_at: Instant | null;
  readonly kept_by: string | null;
}

export const selectMessages = `SELECT message.*, ${counted("message.closed_at")} AS closed_for_sure_at, line, presentation, caller_number, caller_name
  FROM message JOIN call ON call.id = message.call`;

export const messageOf = (row: MessageRow, pathOf: (id: string) => string): Message => ({
  id: row.id,
  call: row.call,
  at: row.at,
  zone: row.zone,
  line: row.line,
  caller: { presentation: row.presentation, number: row.caller_number, name: row.caller_name },
  duration: row.duration,
  file: pathOf(row.id),
  hardlyAudible: row.hardly_audible === 1,
  untrimmed: row.untrimmed === null ? null : { duration: row.untrimmed, file: pathOf(untrimmedOf(row.id)) },
  recovered: row.recovered === 1,
  fileMissing: row.file_missing === 1,
  heardAt: row.heard_at,
  heardBy: row.heard_by,
  takenAt: row.taken_at,
  takenBy: row.taken_by,
  calledBackAt: row.called_back_at,
  calledBackBy: row.called_back_by,
  closedAt: row.closed_at,
  closedBy: row.closed_by,
  closedForSureAt: row.closed_for_sure_at,
  note: row.note,
  dueAt: row.due_at,
  keptAt: row.kept_at,
  keptBy: row.kept_by,
});
