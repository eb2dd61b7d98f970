import { z } from "zod";
import { call, step } from "./calls.ts";
import { at, caller } from "./common.ts";
import { lineView } from "./lines.ts";
import { message } from "./messages.ts";
import { need, needCounts } from "./needs.ts";

/**
 * What `/api/events` tells, each under its own name (`event: call`), with a number (`id:`) by which a listener that
 * comes back hears what it missed. `hello` comes first: `missed` true when that is too long ago, and all must be read
 * anew. Sentences are in the language that the listener asked for.
 */
export const events = {
  hello: z.object({ now: at, missed: z.boolean(), calls: z.array(z.string()) }),
  /** A call goes on: what just happened in it. `at`: when the call began to ring. */
  call: z.object({ id: z.string(), line: z.string(), at, caller, step }),
  ended: z.object({ call }),
  message: z.object({ message, isNew: z.boolean(), unheard: z.int(), open: z.int() }),
  /** Somebody is owed something, or it was dealt with. `need`: null where it is not known which it was. */
  need: z.object({ need: need.nullable(), counts: needCounts }),
  /** Somebody has taken up their duty, or is asked to: Today and the schedule are to be read again. */
  "take-up": z.object({ now: at }),
  /** A text message came, was read or went; `unread`: of strangers, that nobody has read. */
  text: z.object({ unread: z.int() }),
  /** Someone deleted a message. */
  removed: z.object({ id: z.string() }),
  line: z.object({ line: lineView }),
  /** Someone changed the schedule, people, settings: read it again. */
  office: z.object({ revision: z.string(), by: z.string().nullable(), what: z.string().nullable() }),
  announcement: z.object({ kind: z.string(), language: z.string(), urgent: z.boolean() }),
  /** Nothing happened for a while; the connection is alive. */
  beat: z.object({ now: at }),
} as const;

export type EventName = keyof typeof events;
export type EventData = { readonly [K in EventName]: z.infer<(typeof events)[K]> };
export const eventsQuery = z.object({ language: z.enum(["fr", "en"]).optional() });
