import { z } from "zod";
import { language } from "./common.ts";
import { kinds, problem, sure } from "./office.ts";

/** Tables of a spreadsheet: taken in after a look at what each row would do, and given back. */

const sheetList = z.enum(["people", "callers", "blocked"]);
export const sheetOf = z.object({ list: sheetList });
/** `model`: titles and an example in place of what is there. */
export const sheetQuery = z.object({
  language: language.optional(),
  model: z.enum(["true", "false"]).default("false"),
});
export const sheetAsked = z.object({ language: language.optional() });

/** What would come of a row. One row may give several entries: a known caller for each of its numbers. */
const sheetRow = z.object({
  /** As the spreadsheet counts them. */
  line: z.int(),
  state: z.enum(["new", "changed", "same", "wrong"]),
  name: z.string(),
  /** As people of the office's country write them. */
  numbers: z.array(z.string()),
  /** What changes, what was put right, what to beware of; or why it is wrong. */
  notes: z.array(z.string()),
  /** Better not taken without a second thought. */
  careful: z.boolean(),
  /** What is sent back to be kept; null where it is wrong or the same. */
  entry: z.unknown(),
});

export const sheet = z.object({
  /** Of the list as it was looked at: what keeping the rows is `based` on. */
  based: z.string(),
  rows: z.array(sheetRow),
  /** Columns that nothing is made of. */
  ignored: z.array(z.string()),
});

const MOST_ENTRIES = 4000;
const keepOf = <T extends z.ZodType>(entry: T) =>
  z.strictObject({ based: z.string().max(64), entries: z.array(entry).min(1).max(MOST_ENTRIES), sure });
export const keepPeople = keepOf(kinds.people);
export const keepCallers = keepOf(kinds.callers);
export const keepBlocked = keepOf(kinds.blocked);

export const kept = z.object({ kept: z.int(), problems: z.array(problem) });

export type SheetList = z.infer<typeof sheetList>;
export type SheetRow = z.infer<typeof sheetRow>;
export type Sheet = z.infer<typeof sheet>;
