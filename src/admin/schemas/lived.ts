import { z } from "zod";

const asked = z.object({
  calls: z.int(),
  /** Somebody was rung. */
  rung: z.int(),
  /** A person took it. */
  accepted: z.int(),
});

/** What became of what was planned, as it was sealed. Milliseconds. */
export const lived = z.object({
  /** Open, somebody on duty, nobody stepped out, and a line up. */
  covered: z.number(),
  /** Planned to be covered, and no line was up: for trouble, or because the box was off. */
  lost: z.number(),
  /** The same of closed hours with somebody on call; not of days that an older release sealed. */
  onCall: z.object({ covered: z.number(), lost: z.number() }).optional(),
  /** Stepped out, in open hours. */
  absent: z.number(),
  /** The box was off, or its clock not to be believed. */
  off: z.number(),
  /** For each line: able to take calls; not able, though the box was on. */
  lines: z.record(z.string(), z.object({ up: z.number(), trouble: z.number() })),
  inHours: asked,
  outOfHours: asked,
  /** The same in words. */
  sentences: z.array(z.string()),
  /** Of them, what was wrong. */
  troubles: z.array(z.string()),
});

export type LivedView = z.infer<typeof lived>;
