import { z } from "zod";
import * as of from "../../duty/office.ts";
import { at } from "./common.ts";
import { LARGEST_FILE } from "./largest-calendar.ts";

export { LARGEST_FILE };

const service = z.enum(["duty", "on-call"]);

export const readCalendar = z.strictObject({
  /** The file as it is. */
  text: z.string().min(1).max(LARGEST_FILE),
  /** Of entries that name none. */
  service: service.default("duty"),
  /** By a line's key: a person's id, `closure`, or `skip`. */
  choices: z.record(z.string().max(40), z.string().max(40)).default({}),
});

/** `based`: the office's revision on which the reading was made. */
export const importCalendar = z.strictObject({ ...readCalendar.shape, based: z.string().max(64) });

const why = z.enum([
  ...["skipped", "cancelled", "past", "no-time", "nobody", "unsure", "part-day-leave", "too-long", "already"],
  ...["repeat-by-dates", "unknown-zone"],
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
    }),
  ),
  rota: z.array(of.rotaRule),
  leave: z.array(of.leave),
  closures: z.array(of.closure),
});

export type CalendarReadingView = z.infer<typeof calendarReading>;
