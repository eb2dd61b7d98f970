import { z } from "zod";
import { needReasons, needWhys, weights } from "../../needs/need.ts";
import { call } from "./calls.ts";
import { at, caller, limit, recordId } from "./common.ts";
import { message } from "./messages.ts";

const name = z.string().trim().min(1).max(80);
export const needWeight = z.enum(weights);
export const needReason = z.enum(needReasons);

export const need = z.object({
  /** That of the call that opened it. */
  id: z.string(),
  caller,
  fragile: z.boolean(),
  weight: needWeight,
  /** Why the caller was not served, the last time. */
  why: z.enum(needWhys),
  openedAt: at,
  zone: z.string(),
  dueAt: at,
  /** Its deadline has passed. */
  overdue: z.boolean(),
  /** Who deals with it; the id of a person of the office where that is known. */
  owner: z.object({ id: z.string().nullable(), name: z.string(), since: at.nullable() }).nullable(),
  /** `by`: null where it closed itself and nobody knows who had the caller. */
  closed: z.object({ at, by: z.string().nullable(), reason: needReason }).nullable(),
  /** Ids of its calls, and of the messages left in them, oldest first. */
  calls: z.array(z.string()),
  messages: z.array(z.string()),
  /** Who is asked to take it: in which round and level, when the next is, and when the last resort was told. */
  asked: z.object({ round: z.int(), level: z.int(), nextAt: at.nullable(), lastResortAt: at.nullable() }),
  /** Counts its changes: `seen` of whoever takes it over. */
  revision: z.int(),
});

/** `detail`: as in `needs/need.ts`; what somebody noted is `note`. */
export const needPast = z.object({ at, what: z.string(), detail: z.record(z.string(), z.unknown()) });

/** The newest fifty of its calls. */
export const needRecord = need.extend({
  history: z.array(needPast),
  callRecords: z.array(call),
  messageRecords: z.array(message),
  /** The texts that its caller wrote, oldest first; `note`: what they say, where the reader may know it. */
  textRecords: z.array(z.object({ id: z.int(), at, note: z.string().nullable() })),
});

export const needQuery = z.object({
  limit,
  /** The id of a need: only those after it. */
  after: recordId.optional(),
  state: z.enum(["open", "overdue", "closed"]).default("open"),
  weight: needWeight.optional(),
  /** Only those that this one deals with. */
  owner: name.optional(),
  /** Part of a caller's number or name, of a note, or of who deals with it. */
  search: z.string().trim().max(80).optional(),
});

export const needCounts = z.object({
  open: z.int(),
  overdue: z.int(),
  /** Open ones that nobody deals with. */
  unowned: z.int(),
  fragile: z.int(),
});

export const needs = z.object({ needs: z.array(need), more: z.boolean(), counts: needCounts });

/** Whoever asks, unless somebody else is named. `seen`: the revision before them, to take it over from another. */
export const takeNeed = z.strictObject({ owner: name.optional(), seen: z.int().optional() });
const note = z.string().trim().max(2000);
export const noteNeed = z.strictObject({ note: note.min(1) });
export const closeNeed = z.strictObject({
  // By itself alone.
  reason: needReason.exclude(["got-through"]),
  note: note.nullable().optional(),
});
export const nothingMore = z.strictObject({}).optional();

/** What the link of a letter shows to whoever has it, without a session. */
export const callBack = z.object({
  office: z.string(),
  language: z.enum(["fr", "en"]),
  /** `over`: the link has had its time; `unknown`: this box never gave it away, or the need is there no more. */
  state: z.enum(["open", "yours", "taken", "closed", "over", "unknown"]),
  /** Who took or closed it, where that is known. */
  by: z.string().nullable(),
  since: at.nullable(),
  zone: z.string(),
  /** Null where nothing is told: for what is closed, or not known. */
  need: z
    .object({
      shown: z.string().nullable(),
      /** To be dialled, in E.164. */
      number: z.string().nullable(),
      name: z.string().nullable(),
      weight: needWeight,
      why: z.enum(needWhys),
      at,
      dueAt: at,
      messages: z.int(),
      /** What the office knows of them for whoever answers. */
      note: z.string().nullable(),
      relatives: z.array(z.object({ name: z.string(), relation: z.string().nullable(), shown: z.string().nullable() })),
    })
    .nullable(),
});
export const callBackToken = z.object({ token: z.string().min(1).max(100) });

export type CallBackView = z.infer<typeof callBack>;
export type NeedView = z.infer<typeof need>;
export type NeedRecordView = z.infer<typeof needRecord>;
