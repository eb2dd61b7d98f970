import { z } from "zod";
import { takeUpHows } from "../../needs/take-up.ts";
import { at } from "./common.ts";

const service = z.enum(["duty", "on-call"]);

/** A shift whose person was asked whether they are there. */
export const takeUp = z.object({
  id: z.int(),
  person: z.string(),
  /** As they were called then. */
  name: z.string(),
  service,
  level: z.int(),
  from: at,
  until: at,
  /** `late`: it is time that others know; `missed`: it was over, and nobody had said so. */
  state: z.enum(["waiting", "late", "taken", "missed"]),
  /** They said that they can't. */
  passed: z.boolean(),
  /** `by`: who stood in; null where it was themselves. */
  confirmed: z.object({ at, how: z.enum(takeUpHows), by: z.string().nullable() }).nullable(),
});

export const takeUpId = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });

/** What the link of a letter shows to whoever has it, without a session. */
export const takeUpLink = z.object({
  office: z.string(),
  language: z.enum(["fr", "en"]),
  zone: z.string(),
  /** `gone`: the shift is another's by now; `over`: it has ended; `unknown`: this box never gave the link away. */
  state: z.enum(["open", "yours", "taken", "over", "gone", "unknown"]),
  /** Null where nothing is told. */
  shift: z
    .object({
      name: z.string(),
      /** Whether it is the shift of whoever has the link, and not one that they may stand in for. */
      own: z.boolean(),
      service,
      from: at,
      until: at,
    })
    .nullable(),
  /** Who is there, and since when. */
  by: z.string().nullable(),
  since: at.nullable(),
});
export const takeUpToken = z.object({ token: z.string().min(1).max(130) });

export type TakeUpView = z.infer<typeof takeUp>;
export type TakeUpLinkView = z.infer<typeof takeUpLink>;
