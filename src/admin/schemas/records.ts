import { z } from "zod";
import { at, limit } from "./common.ts";

export const journalQuery = z.object({
  limit,
  /** The id of an entry: only older ones. */
  before: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  what: z.string().max(60).optional(),
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
    }),
  ),
  more: z.boolean(),
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
    }),
  ),
});

export type Journal = z.infer<typeof journal>;
export type OutboxView = z.infer<typeof outbox>;
