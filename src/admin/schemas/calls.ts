import { z } from "zod";
import { askedAt, at, caller, language, limit, recordId } from "./common.ts";

export const outcome = z.enum([
  "forwarded",
  "message",
  "empty-message",
  "abandoned",
  "information",
  "taken-here",
  "blocked",
  "failed",
  "interrupted",
]);

export const call = z.object({
  id: z.string(),
  line: z.string(),
  at,
  zone: z.string(),
  caller,
  answeredAt: at.nullable(),
  /** Null while it goes on. */
  endedAt: at.nullable(),
  outcome: outcome.nullable(),
  putThroughTo: z.object({ person: z.string(), name: z.string(), number: z.string() }).nullable(),
  /** The message left in it. */
  message: z.string().nullable(),
  /** The rule of retention deleted who called. */
  forgotten: z.boolean(),
});

/** `what` and `detail` as in `store/call-record.ts`; `sentence` says it. */
export const step = z.object({
  at,
  what: z.string(),
  detail: z.record(z.string(), z.unknown()),
  sentence: z.string(),
  /** The very words that the caller heard; `sound`: the version of the sound, while it is kept. */
  said: z.object({ text: z.string(), language, sound: z.string().nullable() }).nullish(),
});

export const saidQuery = z.object({ version: z.string().regex(/^[0-9a-f]{16}$/) });

export const callRecord = call.extend({
  steps: z.array(step),
  plan: z.object({ lines: z.array(z.string()), because: z.array(z.string()) }).nullable(),
});

const filters = {
  since: askedAt.optional(),
  until: askedAt.optional(),
  outcome: outcome.optional(),
  line: z.string().max(40).optional(),
  /** Part of a caller's number or name. */
  search: z.string().trim().max(80).optional(),
};

export const callQuery = z.object({
  limit,
  /** The id of a call: only older ones. */
  before: recordId.optional(),
  ...filters,
});
export const callsCsvQuery = z.object({ ...filters, language: language.optional() });
export const calls = z.object({ calls: z.array(call), more: z.boolean() });

export const statisticsQuery = z.object({ since: askedAt.optional(), until: askedAt.optional() });

const counts = z.object({
  calls: z.int(),
  answered: z.int(),
  forwarded: z.int(),
  message: z.int(),
  information: z.int(),
  /** At the telephone beside the box. */
  takenHere: z.int(),
  /** Hung up before anyone or a message, or failed. */
  lost: z.int(),
  blocked: z.int(),
});

/** Milliseconds; null without a call to measure. */
const times = z.object({
  count: z.int(),
  mean: z.number().nullable(),
  median: z.number().nullable(),
  p90: z.number().nullable(),
  longest: z.number().nullable(),
  /** Milliseconds; what the office set itself. */
  target: z.number(),
  /** Whether the mean keeps to the target. */
  met: z.boolean().nullable(),
});

export const statistics = z.object({
  since: at,
  until: at,
  zone: z.string(),
  total: counts,
  /** Each day of the office's calendar, `"2026-11-23"`. */
  days: z.array(counts.extend({ day: z.string() })),
  /** Each hour of the day, 0 to 23. */
  hours: z.array(counts.extend({ hour: z.int() })),
  /** Each weekday, 1 Monday to 7 Sunday, by hour: how many calls. */
  week: z.array(z.array(z.int())),
  /** First ring to answer (G17). */
  answer: times,
  /** Answer to a person's voice, of the calls put through (G17). */
  hold: times,
  /** Who called most. */
  callers: z.array(z.object({ caller, calls: z.int(), lost: z.int() })),
});

/** Seconds (G17). */
export const targets = z.object({ answer: z.int().min(1).max(600), hold: z.int().min(1).max(600) });

export type CallView = z.infer<typeof call>;
export type CallRecordView = z.infer<typeof callRecord>;
export type CallStepView = z.infer<typeof step>;
export type Statistics = z.infer<typeof statistics>;
export type Targets = z.infer<typeof targets>;
