import { z } from "zod";
import type { Finding, ProbeOutcome, ProbeStep, TrialEnd } from "../../admin/schemas/line-care.ts";
import { FASTEST, SLOWEST } from "../../announcements/saying.ts";
import { millis } from "../../kernel/units.ts";
import { at, fault, happening } from "./happenings.ts";
import type { Words } from "./peer.ts";

/** All that telephone and office say to each other. What is missing here is not said. */

const line = z.string().max(30);
const nothing = z.object({});
const sound = z.base64();
/** Names of a room that has a list of them; whoever reads one that is new to it has a sentence for that too. */
const name = <T extends string>() =>
  z
    .string()
    .regex(/^[a-z-]+$/)
    .transform((text) => text as T);
const transcript = z.object({ on: z.boolean(), until: at.nullable() });
const language = z.enum(["fr", "en"]);

export const telephoneWords = {
  notices: {
    /** First of all, and again when one of it is another. `database`: which file it has open; null for none. */
    here: z.object({
      pid: z.int(),
      database: z.int().nullable(),
      lines: z.array(z.object({ name: line, forwards: z.boolean(), transcript })),
      troubles: z.array(fault),
    }),
    happening,
    /** So many happenings could not be told: nobody read them. */
    missed: z.object({ count: z.int() }),
    /** Something was put into the outbox. */
    outbox: nothing,
    /** Every few seconds: what says nothing for long does not work. */
    alive: nothing,
  },
  questions: {
    /** Has a text spoken. */
    speak: {
      ask: z.object({ text: z.string().max(20_000), language, speed: z.int().min(SLOWEST).max(FASTEST) }),
      tell: z.never(),
      answer: z.object({ engine: z.string(), sound }),
    },
  },
} as const satisfies Words;

const engines = z.array(z.string().max(100)).max(20);

export const officeWords = {
  notices: {
    /** The office, its announcements or its mail may be others now. */
    changed: nothing,
    /** A letter does not go out, or somebody has said who calls back a caller. */
    asked: nothing,
    /** The database was found damaged: who answers calls is the one that rescues it. */
    damaged: nothing,
    /** All that is needed was spoken, by these engines, best first. */
    spoken: z.object({ fr: engines, en: engines }),
    /** The work was done for which the telephone has made way. */
    done: nothing,
  },
  questions: {
    check: {
      ask: z.object({ line, hearLine: z.boolean() }),
      tell: z.object({
        code: name<Finding>(),
        name: z.string(),
        outcome: z.enum(["ok", "warning", "trouble"]),
        what: z.string(),
      }),
      answer: z.object({ end: name<TrialEnd>() }),
    },
    probe: {
      ask: z.object({
        line,
        number: z.string().regex(/^\+[0-9]{4,15}$/),
        ringFor: z.int().min(0).transform(millis),
        prompt: sound,
      }),
      tell: z.object({ step: name<ProbeStep>() }),
      answer: z.object({
        end: name<TrialEnd>(),
        outcome: name<ProbeOutcome>(),
        secondCall: z.boolean().nullable(),
      }),
    },
    beginTranscript: { ask: z.object({ line, until: at }), tell: z.never(), answer: transcript },
    endTranscript: { ask: z.object({ line }), tell: z.never(), answer: transcript },
    /** Between two calls: lets go of lines and database until the work is `done`, and starts again. */
    makeWay: { ask: nothing, tell: z.never(), answer: nothing },
  },
} as const satisfies Words;

export type TelephoneWords = typeof telephoneWords;
export type OfficeWords = typeof officeWords;
