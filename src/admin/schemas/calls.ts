import { z } from "zod";
import { askedAt, at, caller, language, limit, recordId } from "./common.ts";
import { lived } from "./lived.ts";

export const outcome = z.enum([
  "forwarded",
  "message",
  "empty-message",
  "abandoned",
  "information",
  "taken-here",
  "sent-on",
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
  /** A caller who found everybody busy and waited in order, in milliseconds, and how that ended; null for all others. */
  waited: z
    .object({
      how: z.enum(["put-through", "key", "limit", "nobody", "left", "taken-here", "failed", "interrupted"]),
      lasted: z.number(),
    })
    .nullable(),
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
  /** What is counted together: whom nobody reached is `not-reached`, who left nothing either is `lost`. */
  group: z.enum(["reached", "lost", "not-reached", "sought"]).optional(),
  /** While the office was open, or was not: in the last 400 days at most. */
  hours: z.enum(["in", "out"]).optional(),
  /**
   * Of fragile clients, as they are known; those that were answered; those that opened what is owed to their callers, all
   * or by what came of it: then `since` and `until` are of when it was.
   */
  only: z
    .enum([
      ...(["fragile", "answered", "owed", "called-back", "got-through", "waiting"] as const),
      // Those whose callers waited in order, all or by what came of it.
      ...(["queued", "queued-through", "queued-left", "queued-message"] as const),
    ])
    .optional(),
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

/** Milliseconds from the answer to a competent person. Who reached nobody is counted, as never. */
const timeToPerson = z.object({
  /** Who sought a person: all but those who wanted information, or are blocked. */
  sought: z.int(),
  reached: z.int(),
  notReached: z.int(),
  /** Of whom nothing was left either. */
  lost: z.int(),
  /** Who reached somebody within the target. */
  within: z.int(),
  /** Of those who reached somebody. */
  mean: z.number().nullable(),
  /** Of all who sought somebody; null where half of them, or a tenth, never did. */
  median: z.number().nullable(),
  p90: z.number().nullable(),
  longest: z.number().nullable(),
  target: z.number(),
  /** Whether eight of ten who sought somebody reached them within the target. */
  met: z.boolean().nullable(),
});

/** `days`: how many. */
const livedDays = lived.extend({ days: z.int() });

/** What came of what callers were owed. Milliseconds from the call to the call back. */
const callBack = z.object({
  needs: z.int(),
  calledBack: z.int(),
  /** Who reached somebody by calling again. */
  gotThrough: z.int(),
  open: z.int(),
  mean: z.number().nullable(),
  /** Of all of them but those who got through; null where half were not called back. */
  median: z.number().nullable(),
  longest: z.number().nullable(),
});

/** Callers who found everybody busy and waited in order. Milliseconds; null where nobody did. */
const queued = z.object({
  callers: z.int(),
  /** Somebody took the call. */
  through: z.int(),
  /** They hung up while they waited. */
  left: z.int(),
  /** The machine had them, by the key or in the end. */
  message: z.int(),
  median: z.number().nullable(),
  longest: z.number().nullable(),
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
  /** Answer to a competent person (G17). */
  person: timeToPerson,
  /** The same while the office was open, and on duty; while it was not, and on call; of fragile clients, as they are known. */
  inHours: timeToPerson,
  outOfHours: timeToPerson,
  fragile: timeToPerson,
  callBack,
  queued,
  /** The same period just before. */
  before: z.object({
    since: at,
    until: at,
    total: counts,
    answer: times,
    person: timeToPerson,
    inHours: timeToPerson,
    outOfHours: timeToPerson,
    fragile: timeToPerson,
    callBack,
    queued,
    lived: livedDays.nullable(),
  }),
  /** What became of the days of the period that are sealed; null where none is. */
  lived: livedDays.nullable(),
  /** What was aimed at in the period, in order; seconds. `from`: since when, null for ever. `by`: who set it. */
  aims: z.array(z.object({ from: at.nullable(), by: z.string().nullable(), answer: z.int(), hold: z.int() })),
  /** Answer to a person's voice, of the calls put through alone. `met`: as `person`. */
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
export type TimeToPerson = z.infer<typeof timeToPerson>;
export type CallBackTimes = z.infer<typeof callBack>;
export type QueuedTimes = z.infer<typeof queued>;
export type Targets = z.infer<typeof targets>;
