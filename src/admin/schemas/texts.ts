import { z } from "zod";
import { at, caller, limit } from "./common.ts";

/** A text message that came. */
export const text = z.object({
  id: z.int(),
  line: z.string(),
  /** When it came; by the network, it was sent at `sentAt`. */
  at,
  sentAt: at,
  zone: z.string(),
  caller,
  /** As it was written: a stranger's words. */
  body: z.string(),
  /** `command`: of somebody of the office, obeyed or answered; `need`: its sender is owed an answer; `kept`: no more than read. */
  became: z.enum(["command", "need", "kept"]),
  /** What its sender was owed for it, and whether that is open still. */
  need: z.object({ id: z.string(), open: z.boolean() }).nullable(),
  read: z.object({ at, by: z.string() }).nullable(),
});

export const textKey = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
/** `before`: the number of a text; only older ones. */
export const textsQuery = z.object({ limit, before: textKey.shape.id.optional() });
export const texts = z.object({
  texts: z.array(text),
  more: z.boolean(),
  /** Of strangers, that nobody has read. */
  unread: z.int(),
});

export type TextView = z.infer<typeof text>;
