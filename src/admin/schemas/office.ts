import { z } from "zod";
import { longestDays } from "../../duty/longest.ts";
import * as of from "../../duty/office.ts";
import { at } from "./common.ts";

/**
 * The office as the page reads and writes it. What is written is checked by `duty/office.ts`; what is read has the
 * same shape, with every default filled in and numbers in E.164.
 */

const numbers = z.array(z.string());
const personView = of.writtenPerson.extend({ numbers });
const absenceView = of.absence.extend({ from: at, until: at });
const overrideView = of.override.extend({ from: at, until: at });
const callerView = of.writtenCaller.extend({ number: z.string() });

export const LONGEST_ABSENCE_DAYS = longestDays.absence;
const DAY_MS = 86_400_000;

/** What has two dates ends after it begins, and has a longest length; the sentence of either says what to do instead. */
const bounded = <T extends z.ZodType>(
  schema: T,
  what: keyof typeof longestDays,
  ends: keyof z.output<T> & string,
  length: (entry: z.output<T>) => number,
) =>
  schema
    .refine((entry) => length(entry) > 0, { path: [ends], error: `${article[what]} ends after it begins` })
    .refine((entry) => length(entry) <= longestDays[what] * DAY_MS, { path: [ends], error: tooLong[what] });

const article = { absence: "an absence", override: "a replacement", closure: "a closure", leave: "a leave" } as const;
const tooLong = {
  absence: `an absence lasts ${longestDays.absence} days at most; for longer, enter a closure`,
  override: `a replacement lasts ${longestDays.override} days at most; for longer, change the rota`,
  closure: `a closure lasts ${longestDays.closure} days at most; for longer, take the duty hours away`,
  leave: `a leave lasts ${longestDays.leave} days at most; for longer, end this person's lines of the rota`,
} as const;

const lasts = ({ from, until }: { readonly from: number; readonly until: number }): number => until - from;
const midnight = (date: string): number => Date.parse(`${date}T00:00Z`);
const time = (of: string): number => (Number(of.slice(0, 2)) * 60 + Number(of.slice(3))) * 60_000;

const absence = bounded(of.absence, "absence", "until", lasts);
const override = bounded(of.override, "override", "until", lasts);
const closure = bounded(
  of.closure,
  "closure",
  "lastDay",
  ({ firstDay, lastDay, from, to }) => midnight(lastDay) + time(to) - midnight(firstDay) - time(from),
);
const leave = bounded(
  of.leave,
  "leave",
  "lastDay",
  ({ firstDay, lastDay }) => midnight(lastDay) + DAY_MS - midnight(firstDay),
);

/** The lists of the office, by the name that their addresses have. */
export const kinds = {
  people: of.writtenPerson,
  rota: of.rotaRule,
  closures: closure,
  leave,
  absences: absence,
  overrides: override,
  callers: of.writtenCaller,
  blocked: z.string().trim().min(1).max(80),
  menu: of.menuKey,
} as const;
export type Kind = keyof typeof kinds;
/** An entry as it is sent, before what it leaves out is filled in. */
export type EntryOf<K extends Kind> = z.input<(typeof kinds)[K]>;
export const kind = z.enum([
  "people",
  "rota",
  "closures",
  "leave",
  "absences",
  "overrides",
  "callers",
  "blocked",
  "menu",
]);

const { people, absences, overrides, callers, blocked, ...rest } = of.writtenOffice.shape;
const officeView = z.object({
  ...rest,
  people: z.array(personView),
  absences: z.array(absenceView),
  overrides: z.array(overrideView),
  callers: z.array(callerView),
  blocked: numbers,
});

const { hours, rota, closures, leave: leaves, menu, ...settingsShape } = rest;
/** What of an office is neither a list of entries nor its hours. */
export const settings = z.strictObject({
  ...settingsShape,
  /** Unsaid, that of its time zone. */
  country: settingsShape.country.unwrap().optional(),
});

/** Something that is allowed but hardly meant. `where` is a path, such as `rota[3].person`. */
export const problem = z.object({ where: z.string(), sentence: z.string() });

export const office = z.object({
  /** Moves with every change, whoever makes it. */
  revision: z.string(),
  office: officeView,
  /** Of each row by its key (id, number, menu key): what an edit of it says it is `based` on. */
  rows: z.record(kind, z.record(z.string(), z.string())),
  hoursRevision: z.string(),
  settingsRevision: z.string(),
  problems: z.array(problem),
  /** False until somebody said what this office is. */
  isSet: z.boolean(),
});

/** The revision of the row that was edited; null for a new one. */
const based = z.string().max(64).nullable();
/** Whoever asks was told that a number is dear, or the appliance's own, and means it. */
export const sure = z.boolean().optional();
export const saveOf = <T extends z.ZodType>(entry: T) => z.strictObject({ based, entry, sure });
export const saveHours = z.strictObject({ based, hours: z.array(of.hoursSlot).max(100) });
export const saveSettings = z.strictObject({ based, settings });
export const removeQuery = z.object({ based: z.string().max(64) });
export const rowKey = z.object({ key: z.string().min(1).max(64) });

/** After a change: the revision of what was saved (null: removed), of the whole, and what is now hardly meant. */
export const saved = z.object({
  revision: z.string().nullable(),
  officeRevision: z.string(),
  problems: z.array(problem),
});

export type OfficeView = z.infer<typeof officeView>;
export type OfficeAnswer = z.infer<typeof office>;
export type Saved = z.infer<typeof saved>;
export type RotaRuleInput = z.input<typeof of.rotaRule>;
