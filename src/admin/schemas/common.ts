import { z } from "zod";

/** What several of the page's questions and answers share. Everything here is plain data, for the page as well. */

/** The greatest instant that the page may ask about: the year 2200. */
const LATEST = Date.UTC(2200, 0);

/** An instant in an answer: UTC epoch milliseconds. */
export const at = z.int();
/** An instant in a question's address. */
export const askedAt = z.coerce.number().int().min(0).max(LATEST);
/** An instant in a question's body. */
export const givenAt = z.int().min(0).max(LATEST);
/** A day of the calendar in a question, from 1970 to 2199. */
export const askedDay = z.iso
  .date()
  .refine((day) => day >= "1970-01-01" && day < "2200-01-01", "a day between 1970 and 2199")
  .meta({ format: "date", examples: ["2026-11-23"] });
export const flag = z.enum(["true", "false"]);
export const language = z.enum(["fr", "en"]);
export const role = z.enum(["admin", "reception", "auditor"]);
/** The id of a call or a message. */
export const recordId = z.string().regex(/^[\w-]{1,64}$/, "the id of a call or a message");
export const limit = z.coerce.number().int().min(1).max(500).default(50);

/** Every answer that is no success: a code for programs, a sentence for people in their language. */
export const trouble = z.object({ code: z.string(), sentence: z.string() });

/** Someone's edit was based on what is not there any more: the newer row, or null where it was removed. */
export const changed = trouble.extend({ row: z.unknown(), revision: z.string().nullable() });

export const done = z.object({ done: z.literal(true) });

/** What the network told of a caller, and who it is as far as the office knows. */
export const caller = z.object({
  presentation: z.enum(["given", "withheld", "unavailable"]),
  number: z.string().nullable(),
  name: z.string().nullable(),
  /** The number as people of the office's country write it. */
  shown: z.string().nullable(),
  /** By the office's own lists: a known caller, or one of its people. */
  known: z.object({ name: z.string(), fragile: z.boolean(), person: z.string().nullable() }).nullable(),
  blocked: z.boolean(),
});

export type Trouble = z.infer<typeof trouble>;
export type CallerView = z.infer<typeof caller>;
export type Language = z.infer<typeof language>;
export type Role = z.infer<typeof role>;
