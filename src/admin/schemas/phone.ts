import { z } from "zod";
import { at, caller } from "./common.ts";

/**
 * The telephone of simulated lines. A call is one streamed answer, a JSON object a line (`sign`): it goes on as long
 * as its listener is there. Its sound stays out of `/api/events`, which every page hears and which keeps what was told.
 */

/** Recordings that a caller can say, of `audio/demo`. */
export const recording = z.enum(["caller-fr", "caller-en"]);
const number = z.string().regex(/^\+?[0-9*#]{1,20}$/, "a number is made of digits, with + before them or not");
const key = z.enum(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#"]);
const mobileState = z.enum(["quiet", "rings", "answered", "announced", "talks"]);

export const phone = z.object({
  lines: z.array(z.object({ name: z.string(), number: z.string().nullable(), texts: z.boolean() })),
  /** Who can call; `number` is null for a withheld one. */
  callers: z.array(
    z.object({
      kind: z.enum(["unknown", "withheld", "known", "fragile"]),
      number: z.string().nullable(),
      name: z.string().nullable(),
    }),
  ),
  /** Those whose mobiles may ring now, in the order to ring. */
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      service: z.enum(["duty", "on-call"]),
      numbers: z.array(z.string()),
    }),
  ),
  recordings: z.array(recording),
});

/** What somebody writes to a simulated SIM. */
export const phoneText = z.object({ line: z.string().max(40), from: number, body: z.string().trim().min(1).max(1000) });
/** What came to simulated telephones, newest first. */
export const phoneTexts = z.object({ texts: z.array(z.object({ at, to: caller, body: z.string() })) });

export const phoneOrder = z.object({ line: z.string().max(40), from: number.nullable() });
export const phoneCallKey = z.object({ call: z.string().regex(/^[\w-]{1,40}$/, "the id of a call") });
/** What the caller does: one of these. */
export const phoneAct = z.discriminatedUnion("act", [
  z.object({ act: z.literal("key"), key }),
  z.object({ act: z.literal("say"), recording }),
  /** µ-law samples in base64, 8000 a second; ten seconds at most. */
  z.object({ act: z.literal("sound"), ulaw: z.base64().max(110_000) }),
  z.object({ act: z.literal("hang-up") }),
]);
/** What the owner of a mobile does with the call on it. */
export const mobileAct = z.object({
  number,
  order: z.discriminatedUnion("act", [
    z.object({ act: z.enum(["answer", "refuse", "hang-up"]) }),
    z.object({ act: z.literal("key"), key }),
  ]),
});

/** What the streamed answer tells. */
export const sign = z.discriminatedUnion("of", [
  /** First: the id by which the call is driven. */
  z.object({ of: z.literal("placed"), call: z.string() }),
  z.object({ of: z.literal("event"), event: z.string(), at: z.int(), detail: z.string().nullable() }),
  /** µ-law samples in base64, 8000 a second. */
  z.object({ of: z.literal("heard"), ulaw: z.string() }),
  z.object({ of: z.literal("mobiles"), mobiles: z.array(z.object({ number: z.string(), state: mobileState })) }),
  z.object({ of: z.literal("ended"), end: z.string(), connectedTo: z.string().nullable() }),
]);

export type Recording = z.infer<typeof recording>;
export type PhoneView = z.infer<typeof phone>;
export type PhoneSign = z.infer<typeof sign>;
export type PhoneAct = z.infer<typeof phoneAct>;
export type MobileAct = z.infer<typeof mobileAct>;
export type MobileState = z.infer<typeof mobileState>;
