import { z } from "zod";
import { askedAt, askedDay, at } from "./common.ts";
import { lived } from "./lived.ts";
import { rows } from "./office-changes.ts";
import { takeUp } from "./take-ups.ts";
import { closed, gapKind, stretch } from "./today.ts";

const service = z.enum(["duty", "on-call"]);

/** At most 400 days. */
export const rotaQuery = z.object({ from: askedAt, until: askedAt });

/** Everything of the schedule between two instants, for a calendar. */
export const rota = z.object({
  from: at,
  until: at,
  zone: z.string(),
  slots: z.array(
    z.object({
      rule: z.string(),
      service,
      person: z.string(),
      order: z.int(),
      /** The day on which it begins. */
      day: z.string(),
      from: at,
      until: at,
    }),
  ),
  hours: z.array(z.object({ day: z.string(), from: at, until: at })),
  overrides: z.array(z.object({ id: z.string(), service, from: at, until: at, people: z.array(z.string()) })),
  closures: z.array(z.object({ id: z.string(), name: z.string(), from: at, until: at })),
  leave: z.array(z.object({ id: z.string(), person: z.string(), from: at, until: at })),
  absences: z.array(z.object({ id: z.string(), by: z.string(), from: at, until: at })),
  /** `closes` is false for one that is worked as a usual day. */
  holidays: z.array(z.object({ day: z.string(), name: z.string(), closes: z.boolean() })),
  /** What comes of it all. */
  stretches: z.array(stretch),
  /** The shifts whose people were asked whether they are there. */
  takeUps: z.array(takeUp),
  /** People by their ids, as they were called then; also of those who are gone since. */
  names: z.record(z.string(), z.string()),
});

export const coverageQuery = z.object({ week: askedDay });

const dayCoverage = z.object({
  date: z.string(),
  weekday: z.int(),
  /** Milliseconds, as the next three. */
  scheduled: z.number(),
  open: z.number(),
  covered: z.number(),
  missing: z.number(),
  meets: z.boolean(),
  /** Not met, and met but for a legal holiday or a closure that was announced before it began. */
  butFor: z.boolean(),
  closed: closed.nullable(),
  /** `sealed` when it was over; `reckoned`: over before anything was sealed here; `planned`: not over. */
  basis: z.enum(["sealed", "reckoned", "planned"]),
  /** Null for what is not sealed. */
  lived: lived.nullable(),
});

/** The proof of G1 for the ISO week that holds a day. */
export const coverage = z.object({
  monday: z.string(),
  threshold: z.object({ days: z.number(), hours: z.number() }),
  days: z.array(dayCoverage),
  daysMet: z.int(),
  verdict: z.enum(["met", "met-but-for", "short", "not-shown"]),
  /** Met, or met but for what is no fault of the office. */
  meets: z.boolean(),
  gaps: z.array(
    z.object({ kind: gapKind, from: at, until: at, fromWall: z.string(), untilWall: z.string(), sentence: z.string() }),
  ),
  /** Of all its sealed days together. */
  lived: lived.nullable(),
  livedDays: z.int(),
  /** How many of them met the threshold's hours in what became of them. */
  livedDaysMet: z.int(),
});

/** How a week would be covered with changes that are not saved. */
export const coverageDraft = z.object({ week: askedDay, ...rows });

export const calendarQuery = z.object({
  /** Only this person's. */
  person: z.string().max(40).optional(),
  /** 90 days from today, unless told. */
  from: askedAt.optional(),
  until: askedAt.optional(),
});

export type Rota = z.infer<typeof rota>;
export type CoverageView = z.infer<typeof coverage>;
