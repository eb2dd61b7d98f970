import { z } from "zod";
import { FASTEST, SLOWEST, speedsSchema } from "../../announcements/saying.ts";
import { callerKinds } from "../../attendant/announcement-kinds.ts";
import { at, flag, language } from "./common.ts";

const announcementKind = z.union([
  z.enum(callerKinds),
  z.templateLiteral(["info-", z.enum([..."0123456789"])]),
  /** Of its own for one closure, by the closure's id. */
  z.templateLiteral(["closure.", z.string().regex(/[a-z0-9][a-z0-9-]{0,39}/)]),
]);
const day = z.iso.date();
/** Of a closure's own: the days on which callers hear it, both included; those of the closure, unless told. */
const life = { firstDay: day.nullable().optional(), lastDay: day.nullable().optional() };

/** What a good announcement would have (G7, G8). `wrong`: the guide asks for it. */
export const finding = z.object({ weight: z.enum(["wrong", "advice"]), code: z.string(), sentence: z.string() });
export const origin = z.enum(["default", "edited", "recorded"]);

export const version = z.object({
  version: z.int(),
  text: z.string(),
  /** As its text would be said now. */
  said: z.string(),
  origin,
  since: at,
  by: z.string(),
  /** How long it takes, in seconds: measured when it was recorded, else about. */
  seconds: z.number().nullable(),
  /** Whether it can be heard. */
  sound: z.boolean(),
});

/** An announcement as it is on air. */
export const announcement = z.object({
  kind: announcementKind,
  language,
  urgent: z.boolean(),
  /** The wording with its placeholders, as it is edited. */
  text: z.string(),
  /** As it is said now, every placeholder filled in. */
  said: z.string(),
  /** The wording that the appliance came with. */
  shipped: z.string(),
  origin,
  /** Null for what was never changed. */
  version: z.int().nullable(),
  since: at.nullable(),
  by: z.string().nullable(),
  /** How long it takes, in seconds: measured when it was recorded, else about. Null when its file is gone. */
  seconds: z.number().nullable(),
  findings: z.array(finding),
  /** What it is the own announcement of, and from when until when callers hear it; null for those in general. */
  own: z
    .object({
      closure: z.object({ id: z.string(), name: z.string(), firstDay: day, lastDay: day }),
      firstDay: day.nullable(),
      lastDay: day.nullable(),
      from: at,
      until: at,
    })
    .nullable(),
});

export const announcements = z.object({
  /** The language that callers are answered in: texts in the other are kept ready. */
  spoken: language,
  /** Names that the texts may hold in braces. */
  placeholders: z.array(z.string()),
  announcements: z.array(announcement),
});

export const announcementKey = z.object({ kind: announcementKind, language });
export const announcementQuery = z.object({ urgent: flag.default("false") });
export const announcementHistory = announcement.extend({ versions: z.array(version) });
export const soundQuery = announcementQuery.extend({
  /** One of the versions; what is on air, unless told. */
  version: z.coerce.number().int().min(1).max(1_000_000).optional(),
});

const words = z.string().max(2000);
export const checkText = z.object({ ...announcementKey.shape, urgent: z.boolean().default(false), text: words });
/** What the guide asks for and is there. */
const goodPoint = z.object({ code: z.string(), sentence: z.string() });
/** `seconds`: about how long it lasts when spoken. */
export const checkedText = z.object({
  said: z.string(),
  seconds: z.number(),
  findings: z.array(finding),
  fine: z.array(goodPoint),
});
/** Null goes back to the wording that the appliance came with. */
export const saveText = z.object({ text: words.trim().min(1).nullable(), ...life });
export const backToVersion = z.object({ version: z.int().min(1) });

/** Where a recording begins and ends, in milliseconds of the file: the silence at its ends goes by itself. */
export const recordingQuery = announcementQuery.extend({
  from: z.coerce.number().min(0).max(3_600_000).optional(),
  until: z.coerce.number().min(0).max(3_600_000).optional(),
  /** What is said in it. */
  text: words.optional(),
  firstDay: day.optional(),
  lastDay: day.optional(),
});
/** What callers would hear of a closure, with words that need not be saved. */
export const checkClosure = z.object({ language, text: z.string().max(500), closure: z.unknown() });

/** `slow`: for callers who are hard of hearing; no faster than the usual one. */
export const voice = speedsSchema;
export const hearVoice = z.object({ language, speed: z.coerce.number().int().min(SLOWEST).max(FASTEST) });

export type VoiceSpeeds = z.infer<typeof voice>;
export type AnnouncementView = z.infer<typeof announcement>;
export type AnnouncementHistory = z.infer<typeof announcementHistory>;
export type Finding = z.infer<typeof finding>;
export type CheckedText = z.infer<typeof checkedText>;
export type AnnouncementKey = z.infer<typeof announcementKey>;
