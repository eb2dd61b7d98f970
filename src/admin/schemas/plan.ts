import { z } from "zod";
import { askedAt, at, language } from "./common.ts";

/** What happens to a call, as `attendant/plan.ts` has it, and as lines and sentences in the language asked for. */
export const plan = z.object({
  at,
  line: z.string().nullable(),
  /** As the attendant made it: `{ answerAfter, steps, because }`. */
  plan: z.object({ answerAfter: z.int().nullable(), steps: z.array(z.unknown()), because: z.array(z.unknown()) }),
  /** In one sentence. */
  sentence: z.string(),
  /** Step by step; two spaces of indent for each branch. */
  lines: z.array(z.string()),
  /** Why, a sentence for each reason. */
  because: z.array(z.string()),
});

export const planQuery = z.object({
  /** Now, unless told. */
  at: askedAt.optional(),
  /** The caller's number as a person writes it; a withheld one, unless told. */
  from: z.string().trim().max(40).optional(),
  line: z.string().max(40).optional(),
  language: language.optional(),
});

export const numberQuery = z.object({ text: z.string().max(80), country: z.string().max(2).optional() });

/** A telephone number as it is typed. */
export const number = z.object({
  ok: z.boolean(),
  /** In E.164. */
  number: z.string().nullable(),
  shown: z.string().nullable(),
  /** What is wrong with it, or who has it already. */
  sentence: z.string().nullable(),
  person: z.string().nullable(),
  blocked: z.boolean(),
});

export type PlanView = z.infer<typeof plan>;
export type NumberView = z.infer<typeof number>;
