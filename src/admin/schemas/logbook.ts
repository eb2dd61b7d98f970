import { z } from "zod";
import { cames } from "../../needs/came.ts";
import { takenHows } from "../../needs/need.ts";
import { askedDay, at, caller, givenAt, recordId } from "./common.ts";
import { need } from "./needs.ts";
import { takeUp } from "./take-ups.ts";

/** The most that is written at once. */
export const MOST_WORDS = 2000;

/** No sign that is not seen, but ends of lines: what is written is what is read. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const words = z
  .string()
  .overwrite((text) => text.replace(/\r\n?/g, "\n").replaceAll("\t", " ").trim())
  .max(MOST_WORDS)
  .refine((text) => !unseen.test(text.replaceAll("\n", "")), "no signs that can't be seen");

export const came = z.enum(cames);
const service = z.enum(["duty", "on-call"]);

export const sayCame = z.strictObject({ came, note: words.nullable().optional() });
export const afterCallToken = z.object({ token: z.string().min(1).max(100) });

/** What the link of a letter shows to whoever took a call, without a session. */
export const afterCall = z.object({
  office: z.string(),
  language: z.enum(["fr", "en"]),
  zone: z.string(),
  /** `over`: the link has had its time; `unknown`: it is none, is somebody else's, or the call is forgotten. */
  state: z.enum(["asked", "said", "over", "unknown"]),
  /** Null where nothing is told. */
  call: z
    .object({
      at,
      shown: z.string().nullable(),
      /** To be dialled, in E.164. */
      number: z.string().nullable(),
      name: z.string().nullable(),
      fragile: z.boolean(),
      service: service.nullable(),
      keys: z.array(z.object({ key: z.string(), label: z.string().nullable() })),
      note: z.string().nullable(),
      relatives: z.array(z.object({ name: z.string(), relation: z.string().nullable(), shown: z.string().nullable() })),
    })
    .nullable(),
  /** What they said last, by this link or otherwise. */
  said: z.object({ came, note: z.string().nullable(), by: z.string(), at }).nullable(),
});

/** Words as they were before they were said anew. */
const earlier = z.object({ at, by: z.string(), came: came.nullable(), note: z.string().nullable() });

/** A line of the logbook. */
export const logLine = z.object({
  /** The entry that stands for it: the newest of what was said. */
  id: z.int(),
  is: z.enum(["call", "taken", "free"]),
  /** Of which time it tells. */
  at,
  /** Who took it or wrote it. */
  by: z.string(),
  service: service.nullable(),
  call: z.string().nullable(),
  need: z.string().nullable(),
  caller: caller.nullable(),
  keys: z.array(z.string()),
  how: z.enum(takenHows).nullable(),
  /** What came of a call; null while nothing is said. */
  came: came.nullable(),
  note: z.string().nullable(),
  /** What was written is forgotten. */
  forgotten: z.boolean(),
  /** Who said so, and when. */
  saidBy: z.string().nullable(),
  saidAt: at.nullable(),
  /** Oldest first. */
  earlier: z.array(earlier),
});

export const logShift = z.object({
  from: at,
  until: at,
  /** It goes on. */
  now: z.boolean(),
  /** Who was on call, in the order in which they are rung, by the names of then. */
  people: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Whoever was asked whether they had taken it up. */
  takeUps: z.array(takeUp),
  lines: z.array(logLine),
  /** Calls of which nobody has said what came of them. */
  unsaid: z.int(),
  /** What its callers are owed still. */
  open: z.array(need),
});

export const logQuery = z.object({ from: askedDay.optional(), to: askedDay.optional() });
export const logbook = z.object({
  /** Days of the office's clock, both included. */
  from: z.string(),
  to: z.string(),
  zone: z.string(),
  /** Newest first. */
  shifts: z.array(logShift),
  /** What tells of a time at which nobody was on call. */
  rest: z.array(logLine),
});

export const writeLog = z.strictObject({
  note: words.min(1),
  /** Of which time it tells: now, unless told; never of one to come. */
  at: givenAt.optional(),
  /** The entry that it says anew. */
  corrects: z.int().min(1).optional(),
});
export const ofCall = z.object({ id: recordId });

export const logRules = z.strictObject({
  afterOnCall: z.boolean(),
  afterDuty: z.boolean(),
  handOver: z.boolean(),
  handOverNothing: z.boolean(),
  handOverToPlanners: z.boolean(),
});

export type AfterCallView = z.infer<typeof afterCall>;
export type LogLineView = z.infer<typeof logLine>;
export type LogShiftView = z.infer<typeof logShift>;
export type LogbookView = z.infer<typeof logbook>;
