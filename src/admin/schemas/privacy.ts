import { z } from "zod";
import { askedDay, at } from "./common.ts";

/** Days of the office's clock, both included. */
const period = { from: askedDay, to: askedDay };

/** An audit lasts some days. */
export const MOST_AUDIT_DAYS = 31;

export const openToAuditors = z.strictObject(period);
export const auditorAccess = z.object({
  /** Whether auditors see who called, and hear messages, today. */
  open: z.boolean(),
  /** The days that were named last, unless they are over. */
  days: z.object({ from: z.string(), to: z.string() }).nullable(),
});

/** A caller, by a number as people write it. Not in an address: those are written down on the way. */
export const callerAsked = z.strictObject({ number: z.string().trim().min(1).max(40) });

/** How much there was, and is no more. */
export const forgotten = z.object({
  calls: z.int(),
  messages: z.int(),
  /** Entries of the office's lists. */
  entries: z.int(),
  /** What waited to be told about. */
  letters: z.int(),
  /** Notes about others that named them. */
  mentions: z.int(),
  /** Old copies of the database that were deleted, or cleared of the caller. */
  copies: z.int(),
});

/** Everything that there is about a caller. */
export const aboutCaller = z.object({
  at,
  number: z.string(),
  shown: z.string(),
  calls: z.array(z.record(z.string(), z.unknown())),
  messages: z.array(z.record(z.string(), z.unknown())),
  /** What they wrote by text message. */
  texts: z.array(z.record(z.string(), z.unknown())),
  /** What they were, or are, owed. */
  needs: z.array(z.record(z.string(), z.unknown())),
  entries: z.array(z.record(z.string(), z.unknown())),
  /** What was written of them in the logbook. */
  logbook: z.array(z.record(z.string(), z.unknown())),
  letters: z.array(z.record(z.string(), z.unknown())),
  journal: z.array(z.record(z.string(), z.unknown())),
  /** What others wrote of them: notes of needs, of messages and of other clients, texts, and letters that wait. */
  mentions: z.array(z.record(z.string(), z.unknown())),
});

export type AuditorAccess = z.infer<typeof auditorAccess>;
