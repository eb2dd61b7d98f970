import { z } from "zod";
import type { PhoneNumber } from "../kernel/phone-number.ts";
import { instant } from "../kernel/units.ts";
import { phoneNumberSchema } from "./phone-number.ts";

/**
 * What an office decides about its reception, as data. These schemas check it wherever it comes from (the import
 * file, the page) and are the types of the rest of the program. Times of day are wall-clock in the office's zone;
 * instants are UTC epoch milliseconds. Numbers are as they were written, until `schemasOf` reads them.
 */

const written = z.string().trim().min(1).max(80);

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "an id is 1 to 40 small letters, digits and dashes");
/** On one line, and without what no printer or modem should see. */
const text = z
  .string()
  .overwrite((written) => written.replaceAll(/\p{Cc}+/gu, " ").trim())
  .min(1)
  .max(200);
/** `"00:00"` to `"24:00"`. */
const wallTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time is "HH:MM"');
/** `"2026-11-23"`, a real date of the calendar. */
const wallDate = z.iso.date();
/** Up to the year 9999, the last that a calendar here can show. */
const instantSchema = z.int().min(0).max(Date.UTC(9999, 0)).transform(instant);

export const language = z.enum(["fr", "en"]);
/** ISO: 1 Monday … 7 Sunday. */
export const weekday = z.int().min(1).max(7);
/** `duty`: answers in duty hours. `on-call`: is reachable outside them, for urgent matters. */
export const service = z.enum(["duty", "on-call"]);

/**
 * What a person is designated for (G20): plans the duty, answers in it, is on call, follows up on messages, watches
 * over the quality of the reception.
 */
export const roles = ["plans-duty", "answers", "on-call", "follows-up", "quality"] as const;
const role = z.enum(roles);
/** Of what a person is told: of calls in their own duty or that would have rung them, of all, or of none. */
const told = z.enum(["own", "all", "none"]);

const ringSeconds = z.int().min(5).max(120);

export const writtenPerson = z.strictObject({
  id,
  name: text,
  /** In the order to try them in one call; the next person comes after the last of them. */
  numbers: z.array(written).min(1).max(5),
  /** How long each of these is rung, in their order. Seconds; null, or none given, for as long as the office says. */
  ringSeconds: z.array(ringSeconds.nullable()).max(5).optional(),
  email: z.email().optional(),
  language: language.default("fr"),
  roles: z
    .array(role)
    .refine((all) => new Set(all).size === all.length, "a role is given once")
    .default([]),
  /**
   * By e-mail, to whoever has an address; `texts`: by text message, of all that they are told, or of what is urgent or asks
   * them for something, as unless told.
   */
  told: z
    .strictObject({
      messages: told.default("own"),
      missedCalls: told.default("own"),
      texts: z.enum(["all", "urgent", "none"]).optional(),
    })
    .prefault({}),
});

/**
 * From `from` to `to` on each of these weekdays; `to` at or before `from` means the next morning. It may hold from a day
 * and until a day, both included, so that a change is prepared; and every so many weeks only, counted from the ISO week
 * of its first day.
 */
export const hoursSlot = z
  .strictObject({
    weekdays: z.array(weekday).min(1),
    from: wallTime,
    to: wallTime,
    starts: wallDate.optional(),
    ends: wallDate.optional(),
    interval: z.int().min(1).max(53).optional(),
  })
  .refine(({ interval = 1, starts }) => interval === 1 || starts !== undefined, {
    path: ["starts"],
    error: "hours of every second week need the date from which they are counted (starts)",
  });

export const repeat = z.discriminatedUnion("every", [
  /** On `weekdays`, every `interval` weeks counted from the ISO week that holds `starts`. */
  z.strictObject({
    every: z.literal("week"),
    weekdays: z.array(weekday).min(1),
    interval: z.int().min(1).max(53).default(1),
  }),
  /** The `nth` such weekday of the month; -1 is the last one. */
  z.strictObject({ every: z.literal("month"), weekday, nth: z.union([z.int().min(1).max(5), z.literal(-1)]) }),
  z.strictObject({ every: z.literal("day"), interval: z.int().min(1).max(366).default(1) }),
  /** Only on `starts`. */
  z.strictObject({ every: z.literal("once") }),
]);

/** One line of the rota: this person, for this service, in this slot of the days that the repeat gives. */
export const rotaRule = z.strictObject({
  id,
  service,
  person: id,
  /** Who is rung first when several are there: lower first. */
  order: z.int().min(1).max(99).default(1),
  /** On call: who is asked when nobody of the level before took it; 1 unless told. All levels are rung in a call. */
  level: z.int().min(1).max(3).optional(),
  from: wallTime,
  to: wallTime,
  repeat,
  starts: wallDate,
  ends: wallDate.optional(),
});

const saysText = z.string().trim().max(500);
/** In the office's own language, or one for each that is spoken. Where there is none, callers hear how long it lasts. */
const says = z.union([saysText, z.strictObject({ fr: saysText.optional(), en: saysText.optional() })]);

/** Wall-clock days, both included, in which nobody is on duty; `from`/`to` times may narrow the first and last day. */
export const closure = z.strictObject({
  id,
  name: text,
  firstDay: wallDate,
  lastDay: wallDate,
  from: wallTime.default("00:00"),
  to: wallTime.default("24:00"),
  /** What callers hear of this closure, in the office's own words and values, for as long as it lasts. */
  says: says.optional(),
});

/** A person away: not rung for whatever begins on one of these days, both included. A night begun before runs to its end. */
export const leave = z.strictObject({ id, person: id, firstDay: wallDate, lastDay: wallDate });

/** The office steps out for a moment. Always has an end. */
export const absence = z.strictObject({ id, from: instantSchema, until: instantSchema, by: text });

/** Replaces the rota of one service between two instants: these people, in this order, and no others. */
export const override = z.strictObject({
  id,
  service,
  from: instantSchema,
  until: instantSchema,
  people: z.array(id).min(1).max(20),
});

/** Somebody close to a client. Who calls from that number calls for the client. */
const relative = z.strictObject({
  name: text,
  /** What they are to the client: "fils", "voisine", "médecin traitant". */
  relation: z.string().trim().min(1).max(60).optional(),
  number: written.optional(),
});

/**
 * Somebody whom the office knows. A fragile client goes straight to on-call out of hours, and so does one who is hard
 * of hearing: neither is asked for a key.
 */
export const writtenCaller = z.strictObject({
  number: written,
  /** The same person by other numbers. */
  otherNumbers: z.array(written).max(4).optional(),
  name: text,
  fragile: z.boolean().default(false),
  /** For the person who answers: where the key is, whom to call first. */
  note: z.string().trim().min(1).max(500).optional(),
  /** In the order in which they are to be called. */
  relatives: z.array(relative).max(5).optional(),
  /** Spoken to in it, where that is not the office's own. */
  language: language.optional(),
  /** Needs no key on any path, is spoken to more slowly, and has more time to find words. */
  hardOfHearing: z.boolean().optional(),
});

/** What a key of the menu does, beside `1` = urgent, which the attendant offers by itself out of hours. */
export const menuKey = z.strictObject({
  key: z.enum(["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"]),
  label: text,
  /** Spoken before anything else: what to prepare, when to call. */
  information: z.string().trim().max(1000).optional(),
  /** Who is rung; empty means whoever is on duty. */
  people: z.array(id).max(20).default([]),
});

/** How those are asked who may call back a caller whom nobody served. */
const asking = (every: number, rounds: number, calls: boolean) =>
  z
    .strictObject({
      /** How long each level has before the next is asked. Minutes. */
      every: z.int().min(1).max(1440).default(every),
      /** How often all levels are asked, one after another. */
      rounds: z.int().min(1).max(10).default(rounds),
      /** By a call of the box's own too, on an idle line, beside the letter. */
      calls: z.boolean().default(calls),
    })
    .prefault({});

/** Until a person says that they have it: who is asked, how often, and who is told when nobody did. */
const escalation = z
  .strictObject({
    fragile: asking(5, 3, true),
    urgent: asking(10, 3, true),
    usual: asking(60, 2, false),
    /** What is neither fragile nor urgent waits from the first of these times to the second. */
    quietFrom: wallTime.default("20:00"),
    quietTo: wallTime.default("08:00"),
    /** Told when nobody took it; none means whoever follows up on messages, else whoever plans the duty. */
    supervisors: z.array(id).max(10).default([]),
  })
  .prefault({});

/** Taking up duty: whoever's shift begins says that they are there, else others hear of it. */
const takeUp = z
  .strictObject({
    /** Who is asked: nobody, whoever is on call, or whoever is on duty as well. */
    who: z.enum(["off", "on-call", "all"]).default("on-call"),
    /** How long before the shift begins its letter is sent. Minutes. */
    before: z.int().min(0).max(720).default(30),
    /** Whether the box rings whoever has not said so. */
    calls: z.boolean().default(true),
    /** How long after the beginning it rings; before it, where this is below zero. Minutes. */
    callAfter: z.int().min(-120).max(120).default(0),
    /** How long after the beginning the next level, and whoever plans the duty, are told. Minutes. */
    tellAfter: z.int().min(1).max(240).default(10),
  })
  .prefault({});

/** Callers who find everybody in a conversation wait in order, for so long at most, or leave a message by the key. */
export const waiting = z
  .strictObject({
    on: z.boolean().default(true),
    /** How long at most. */
    seconds: z.int().min(30).max(900).default(120),
    key: z.enum(["#", "1", "2", "3", "4", "5", "6", "7", "8", "9", "0"]).default("#"),
  })
  .prefault({});

export const writtenOffice = z.strictObject({
  name: text,
  zone: z
    .string()
    .refine(
      (zone) => Intl.supportedValuesOf("timeZone").includes(zone) || zone === "UTC",
      "not a time zone of the tz database, such as Europe/Paris",
    ),
  language: language.default("fr"),
  /** ISO 3166: how its numbers are written, and where public holidays come from. Unsaid, that of its time zone. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "a country is two capital letters, such as FR")
    .default("FR"),
  /** A region of that country with holidays of its own, by the code of `date-holidays` (`57` Moselle, `67` Bas-Rhin). */
  region: z.string().max(10).optional(),
  /** Whether public holidays close the office. */
  closedOnHolidays: z.boolean().default(true),
  /**
   * The holidays that are worked as a usual day all the same, by their rules in that calendar, which hold for every year:
   * `easter 50` is the Monday of Pentecost.
   */
  workedHolidays: z
    .array(z.string().trim().min(1).max(300))
    .max(100)
    .refine((all) => new Set(all).size === all.length, "a holiday is named once")
    .default([]),
  /** Duty hours: when a competent person answers (G1). */
  hours: z.array(hoursSlot).default([]),
  /** The certification's minimum (G1). */
  threshold: z
    .strictObject({ days: z.int().min(1).max(7).default(5), hours: z.number().min(0).max(24).default(7) })
    .prefault({}),
  people: z.array(writtenPerson).default([]),
  rota: z.array(rotaRule).default([]),
  closures: z.array(closure).default([]),
  leave: z.array(leave).default([]),
  absences: z.array(absence).default([]),
  overrides: z.array(override).default([]),
  callers: z.array(writtenCaller).default([]),
  blocked: z.array(written).default([]),
  menu: z.array(menuKey).max(10).default([]),
  /** Rings before the answer. In France the caller id comes before the first. */
  answerAfterRings: z.int().min(1).max(10).default(2),
  /** How long each number is rung. Seconds. */
  ringSeconds: ringSeconds.default(25),
  /** A person must press a key to take a forwarded call, so that a mobile's own voicemail never swallows it. */
  screening: z.boolean().default(true),
  /** The longest message. Seconds. */
  messageSeconds: z.int().min(10).max(600).default(180),
  escalation,
  takeUp,
  waiting,
});

const reading = (number: z.ZodType<PhoneNumber, string>) => {
  const read = {
    person: writtenPerson.extend({ numbers: z.array(number).min(1).max(5) }),
    knownCaller: writtenCaller.extend({
      number,
      otherNumbers: z.array(number).max(4).optional(),
      relatives: z
        .array(relative.extend({ number: number.optional() }))
        .max(5)
        .optional(),
    }),
    blocked: number,
  };
  const lists = { people: z.array(read.person), callers: z.array(read.knownCaller), blocked: z.array(number) };
  return {
    ...read,
    office: writtenOffice.extend({
      people: lists.people.default([]),
      callers: lists.callers.default([]),
      blocked: lists.blocked.default([]),
    }),
  };
};

type Schemas = ReturnType<typeof reading>;
const byCountry = new Map<string, Schemas>();

/** The schemas of what holds numbers, which are read as people of that country (ISO 3166) write them. */
export function schemasOf(country: string): Schemas {
  const known = byCountry.get(country) ?? reading(phoneNumberSchema(country));
  byCountry.set(country, known);
  return known;
}

/** An office as it is kept: it says its own country. */
export const office = writtenOffice.transform((data, context): Office => {
  const read = schemasOf(data.country).office.safeParse(data);
  if (read.success) return read.data;
  for (const { path, message } of read.error.issues) context.addIssue({ code: "custom", path, message });
  return z.NEVER;
});

export type Office = z.infer<Schemas["office"]>;
export type Person = z.infer<Schemas["person"]>;
export type Role = z.infer<typeof role>;
export type HoursSlot = z.infer<typeof hoursSlot>;
export type RotaRule = z.infer<typeof rotaRule>;
export type Repeat = z.infer<typeof repeat>;
export type Closure = z.infer<typeof closure>;
export type Leave = z.infer<typeof leave>;
export type Absence = z.infer<typeof absence>;
export type Override = z.infer<typeof override>;
export type KnownCaller = z.infer<Schemas["knownCaller"]>;
export type MenuKey = z.infer<typeof menuKey>;
export type Escalation = Office["escalation"];
export type TakeUpRule = Office["takeUp"];
export type WaitingRule = Office["waiting"];
export type Service = z.infer<typeof service>;
export type Language = z.infer<typeof language>;
