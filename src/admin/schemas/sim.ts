import { z } from "zod";
import { at } from "./common.ts";

/** What a mobile line's SIM and operator do, how that is tried out, and where callers go when the box can't answer. */

const number = z.string().max(40);
export const round = z.enum(["network", "deflection", "transfer", "conference"]);
export const ability = z.enum([
  "deflection",
  "hold",
  "second-call",
  "transfer",
  "conference",
  "divert-always",
  "divert-busy",
  "divert-no-reply",
  "divert-unreachable",
]);
const verdict = z.enum(["works", "refused", "untried"]);

export const safe = z.object({
  /** Null: none is chosen. */
  number: number.nullable(),
  busy: z.boolean(),
  /** Seconds; null: not then. */
  noReply: z.int().min(5).max(30).nullable(),
  unreachable: z.boolean(),
  whenOff: z.boolean(),
});

export const simDetail = z.object({
  /** The last digits of the SIM's own number; null until it was seen. */
  card: z.string().nullable(),
  operator: z.string().nullable(),
  abilities: z.array(z.object({ ability, verdict, at: at.nullable(), tried: z.boolean() })),
  safe,
  /** Every caller is sent there now. `done`: the network has said so. */
  away: z.object({ to: z.string(), done: z.boolean() }).nullable(),
  /** The round that was begun last; null where that is long ago. */
  trial: z
    .object({
      round,
      state: z.enum(["waiting", "goes-on", "over"]),
      /** What the operator did, in the order in which it was asked. */
      told: z.array(z.string()),
      verdict,
      asksHeard: z.boolean(),
    })
    .nullable(),
});

/** Both are numbers of people of the office. */
export const trialOrder = z.strictObject({ round, from: number, to: number });
export const heardOrder = z.strictObject({ heard: z.boolean() });
export const safeOrder = z.strictObject(safe.shape);
/** `away`: to the safe number; else the box answers again. */
export const awayOrder = z.strictObject({ away: z.boolean() });

export type SimDetail = z.infer<typeof simDetail>;
