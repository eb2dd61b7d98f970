import { z } from "zod";
import { at } from "./common.ts";

export const lineView = z.object({
  name: z.string(),
  /** The line's own number, as callers dial it. */
  number: z.string().nullable(),
  port: z.string().nullable(),
  modem: z.string().nullable(),
  simulated: z.boolean(),
  forwards: z.boolean(),
  /** `starting` until it was heard of. */
  state: z.enum(["ready", "trouble", "starting"]),
  since: at.nullable(),
  code: z.string().nullable(),
  sentence: z.string().nullable(),
  /** What to do about the trouble. */
  remedy: z.string().nullable(),
  /** The call on it now. */
  call: z.string().nullable(),
});

export const lines = z.object({ lines: z.array(lineView) });

export const lineHistory = z.object({
  history: z.array(
    z.object({
      at,
      state: z.enum(["ready", "trouble"]),
      code: z.string().nullable(),
      sentence: z.string().nullable(),
    }),
  ),
});

export type LineView = z.infer<typeof lineView>;
