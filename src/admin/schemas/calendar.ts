import { z } from "zod";
import * as of from "../../duty/office.ts";
import { at } from "./common.ts";
import { LARGEST_FILE } from "./largest-calendar.ts";

export { LARGEST_FILE };

const service = z.enum(["duty", "on-call"]);

export const readCalendar = z.strictObject({
  /** The file as text, */
  text: z.string().min(1).max(LARGEST_FILE).optional(),
  /** or its bytes in base64, whatever letters it is written in. */
  bytes: z
    .base64()
    .min(1)
    .max(Math.ceil((LARGEST_FILE * 4) / 3) + 4)
    .optional(),
  /** Of entries that name none. */
  service: service.default("duty"),
  /** By a line's key: a person's id, one with `duty:`, `on-call:`, `both:` or `leave:` before it, `closure`, or `skip`. */
  choices: z.record(z.string().max(40), z.string().max(60)).default({}),
});

/** `based`: the office's revision on which the reading was made. */
export const importCalendar = z.strictObject({ ...readCalendar.shape, based: z.string().max(64) });

const why = z.enum([
  ...["skipped", "cancelled", "past", "no-time", "nobody", "unsure", "part-day-leave", "too-long", "already"],
  ...["repeat-by-dates", "not-obeyed", "no-event", "unknown-zone"],
] as const);

/** What becomes of each entry of the file, and all that would be added. */
export const calendarReading = z.object({
  based: z.string(),
  lines: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      from: at.nullable(),
      until: at.nullable(),
      wholeDays: z.boolean(),
      repeats: z.boolean(),
      /** Null: it is left out, and `why` says the reason. */
      becomes: z.enum(["shift", "leave", "closure"]).nullable(),
      people: z.array(z.string()),
      service: service.nullable(),
      why: z.array(why),
      /** What the entry says and nothing here can follow, by the name that it has in the file. */
      unmet: z.array(z.string()),
      /** The last day that is taken of a repeat that goes on. */
      coveredUntil: z.string().nullable(),
    }),
  ),
  /** Of past entries, how many have no line. */
  pastUnlisted: z.int(),
  rota: z.array(of.rotaRule),
  leave: z.array(of.leave),
  closures: z.array(of.closure),
});

export type CalendarReadingView = z.infer<typeof calendarReading>;
