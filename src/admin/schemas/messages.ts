import { z } from "zod";
import { askedAt, at, caller, flag, givenAt, limit, recordId } from "./common.ts";

const name = z.string().trim().min(1).max(80);
const byAt = z.object({ at, by: z.string() });

export const message = z.object({
  id: z.string(),
  call: z.string(),
  at,
  zone: z.string(),
  line: z.string(),
  caller,
  /** Milliseconds. */
  duration: z.number(),
  /** Found and repaired after a power cut. */
  recovered: z.boolean(),
  /** Something of a person, and no sure voice: to be listened to with care. */
  hardlyAudible: z.boolean(),
  /** Milliseconds of the whole sound that it was trimmed from, while that is kept. */
  untrimmed: z.number().nullable(),
  fileMissing: z.boolean(),
  heard: byAt.nullable(),
  /** Who deals with it. */
  taken: byAt.nullable(),
  calledBack: byAt.nullable(),
  closed: byAt.nullable(),
  note: z.string().nullable(),
  /** When it must be dealt with. */
  dueAt: at.nullable(),
  /** Someone wants it kept, whatever the rule of retention says. */
  kept: byAt.nullable(),
  /** When the rule deletes it; null while it is open, and when it is kept. */
  deletesAt: at.nullable(),
  /** It was closed by a clock that is not right yet: it is deleted, and when is not known. */
  closedInDoubt: z.boolean(),
});

export const messageQuery = z.object({
  limit,
  /** The id of a message: only older ones. */
  before: recordId.optional(),
  only: z.enum(["open", "unheard", "overdue"]).optional(),
  /** Only those that this one deals with. */
  owner: name.optional(),
  /** Part of a caller's number or name, of a note, or of who took it. */
  search: z.string().trim().max(80).optional(),
  since: askedAt.optional(),
  until: askedAt.optional(),
});

export const messages = z.object({
  messages: z.array(message),
  /** Whether older ones follow. */
  more: z.boolean(),
  counts: z.object({
    all: z.int(),
    open: z.int(),
    unheard: z.int(),
    overdue: z.int(),
    /** Open ones of whoever asks. */
    mine: z.int(),
  }),
});

/** True or a value sets it, false or null takes it back. */
export const mark = z.strictObject({
  heard: z.boolean().optional(),
  takenBy: name.nullable().optional(),
  calledBack: z.boolean().optional(),
  closed: z.boolean().optional(),
  note: z.string().trim().max(2000).nullable().optional(),
  dueAt: givenAt.nullable().optional(),
  kept: z.boolean().optional(),
});

export const bulkMark = z.object({ ids: z.array(recordId).min(1).max(200), mark });
/** Those that are not there any more are left out. */
export const marked = z.object({ messages: z.array(message) });
/** `untrimmed`: the whole sound that it was trimmed from. */
export const audioQuery = z.object({ download: flag.default("false"), untrimmed: flag.default("false") });

/** Who may deal with messages: the page's users, and the office's people. */
export const owners = z.object({ owners: z.array(z.string()) });

export type MessageView = z.infer<typeof message>;
export type Mark = z.infer<typeof mark>;
