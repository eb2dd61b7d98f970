import { z } from "zod";
import { askedAt, at, limit } from "./common.ts";

/** What a change is about, as people would look for it. */
const journalSubject = z.enum([
  ...(["agency", "people", "duty", "callers", "announcements", "messages", "users"] as const),
]);

export const journalQuery = z.object({
  limit,
  /** The id of an entry: only older ones. */
  before: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  what: z.string().max(60).optional(),
  about: journalSubject.optional(),
  by: z.string().max(60).optional(),
  /** Only until this instant. */
  until: askedAt.optional(),
});

/** Who changed what and when; values as they were and became. */
export const journal = z.object({
  entries: z.array(
    z.object({
      id: z.int(),
      at,
      by: z.string(),
      what: z.string(),
      before: z.unknown(),
      after: z.unknown(),
      /** What each person that is named in it by an id was called then. */
      names: z.record(z.string(), z.string()),
    }),
  ),
  more: z.boolean(),
  /** Everybody who ever changed something; with the newest entries only. */
  people: z.array(z.string()),
});

export const outboxQuery = z.object({ limit, waiting: z.enum(["true", "false"]).default("false") });

export const outbox = z.object({
  /** Whether a mail server is set up. */
  configured: z.boolean(),
  waiting: z.int(),
  entries: z.array(
    z.object({
      id: z.int(),
      to: z.string(),
      kind: z.string(),
      createdAt: at,
      attempts: z.int(),
      nextAt: at,
      lastError: z.string().nullable(),
      deliveredAt: at.nullable(),
      /** Of a text, as the network told later. */
      arrival: z.enum(["arrived", "never"]).nullable(),
    }),
  ),
});

export type { JournalAct } from "../../store/journal-acts.ts";
export type JournalSubject = z.infer<typeof journalSubject>;
export type Journal = z.infer<typeof journal>;
