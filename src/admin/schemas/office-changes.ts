import { z } from "zod";
import { rotaRule } from "../../duty/office.ts";
import { askedDay } from "./common.ts";
import { kind, problem, sure } from "./office.ts";

/** Rows that change together; each entry is checked as if it were saved by itself. */
export const rows = {
  save: z
    .array(z.object({ kind, entry: z.unknown() }))
    .max(500)
    .default([]),
  remove: z
    .array(z.object({ kind, key: z.string().max(64) }))
    .max(500)
    .default([]),
};

/** `based`: the revision of the whole office on which the changes were made. */
export const changes = z.strictObject({ based: z.string().max(64), sure, ...rows });

/** After it: the office's revision, and the changes that would take these back. */
export const changesMade = z.object({
  officeRevision: z.string(),
  problems: z.array(problem),
  back: z.object({
    save: z.array(z.object({ kind, entry: z.unknown() })),
    remove: z.array(z.object({ kind, key: z.string() })),
  }),
});

/** A slot of the rota that was dragged: `based` is the revision of its line, `day` the day on which it began. */
export const moveShift = z.strictObject({
  rule: z.string().min(1).max(40),
  based: z.string().max(64),
  day: askedDay,
  to: z.strictObject({
    person: rotaRule.shape.person,
    day: askedDay,
    from: rotaRule.shape.from,
    to: rotaRule.shape.to,
  }),
  extent: z.enum(["once", "weekday", "series"]),
});

export type ChangesMade = z.infer<typeof changesMade>;
export type MoveShift = z.infer<typeof moveShift>;
