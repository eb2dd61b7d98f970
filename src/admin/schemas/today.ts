import { z } from "zod";
import { at, givenAt, language } from "./common.ts";
import { lineView } from "./lines.ts";
import { need } from "./needs.ts";
import { plan } from "./plan.ts";
import { takeUp } from "./take-ups.ts";

export const closed = z.object({ by: z.enum(["hours", "holiday", "closure"]), name: z.string().nullable() });
export const who = z.object({ id: z.string(), name: z.string() });
export const gapKind = z.enum(["nobody-on-duty", "nobody-on-call"]);

/** A stretch of the day in which the schedule's answer stays the same. */
export const stretch = z.object({
  from: at,
  until: at,
  closed: closed.nullable(),
  absence: z.boolean(),
  onDuty: z.array(who),
  onCall: z.array(who),
  gap: gapKind.nullable(),
});

export const absenceView = z.object({ id: z.string(), from: at, until: at, by: z.string() });

/** Where something is put right. */
export const warningFix = z.object({
  page: z.enum(["duty", "today", "agency", "announcements"]),
  /** The day of the schedule that is meant. */
  day: z.iso.date().nullable(),
  /** Gaps that one line of the rota, or one replacement, can fill. */
  gaps: z.array(z.object({ kind: gapKind, from: at, until: at })).nullable(),
  /** They follow each other, and nobody is there between them. */
  inRow: z.boolean(),
});

/** Something that is wrong, or will be, and what to do about it. */
export const warning = z.object({
  /** The same for as long as it is the same matter. */
  key: z.string(),
  weight: z.enum(["trouble", "advice"]),
  code: z.string(),
  sentence: z.string(),
  /** What to do. */
  remedy: z.string(),
  line: z.string().nullable(),
  since: at.nullable(),
  fix: warningFix.nullable(),
});

export const today = z.object({
  now: at,
  zone: z.string(),
  office: z.string(),
  /** Its agency is an example, until somebody leaves it. */
  example: z.boolean(),
  /** Whether a call that comes now is answered on every line, on some, or on none. */
  answering: z.enum(["all", "some", "none"]),
  lines: z.array(lineView),
  plan,
  closed: closed.nullable(),
  absence: absenceView.nullable(),
  onDuty: z.array(who),
  onCall: z.array(who),
  /** The next change of the answer, and how it is then. */
  next: z
    .object({ at, closed: closed.nullable(), absence: z.boolean(), onDuty: z.array(who), onCall: z.array(who) })
    .nullable(),
  day: z.object({ from: at, until: at, stretches: z.array(stretch) }),
  unheard: z.int(),
  /** Messages whose deadline has passed. */
  overdue: z.int(),
  open: z.int(),
  /** Who is to be called back: how many, and the first five by weight and deadline. */
  needs: z.object({ open: z.int(), overdue: z.int(), first: z.array(need) }),
  /** Text messages that came; of strangers, how many nobody has read. */
  texts: z.object({ all: z.int(), unread: z.int() }),
  /** The shifts of now and those that begin soon, whose people were asked whether they are there. */
  takeUps: z.array(takeUp),
  /** Ids of the calls under way. */
  calls: z.array(z.string()),
  troubles: z.array(warning),
});

export const todayQuery = z.object({ language: language.optional() });

/** The switch: away from now, or `from`, until then. */
export const absenceOn = z.object({ until: givenAt, from: givenAt.optional() });
export const absenceNow = z.object({ absence: absenceView.nullable() });

export type Today = z.infer<typeof today>;
export type Stretch = z.infer<typeof stretch>;
export type WarningFix = z.infer<typeof warningFix>;
export type Warning = z.infer<typeof warning>;
