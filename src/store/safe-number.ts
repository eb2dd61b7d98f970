import { z } from "zod";
import { divertWhens } from "../kernel/forward-ways.ts";

/** Where callers go when the box can't answer them, as it was chosen in the page; by the network, for each of its reasons. */
export const safeKey = (line: string): string => `safe.${line}`;
/** Everybody is sent there now, for the box is to be off for long. */
export const awayKey = (line: string): string => `away.${line}`;
/** What the appliance itself set in the network: what is found there and is not this, somebody else set. */
export const divertedKey = (line: string): string => `diverted.${line}`;

const number = z.string().regex(/^\+\d{4,15}$/);

export const keptSafe = z.object({
  number: number.nullable(),
  busy: z.boolean(),
  /** How many seconds it rings first; null: not then. */
  noReply: z.int().min(5).max(30).nullable(),
  unreachable: z.boolean(),
  /** Whenever the box is shut down in order. */
  whenOff: z.boolean(),
});
export type SafeNumber = z.infer<typeof keptSafe>;

export const noSafeNumber: SafeNumber = {
  number: null,
  busy: false,
  noReply: null,
  unreachable: false,
  whenOff: false,
};

/** Null: the box answers again. */
export const keptAway = z.object({ to: number }).nullable();

/** By reason: where to, null: nowhere; `done`: the network has said so. */
export const keptDiverted = z.partialRecord(
  z.enum(divertWhens),
  z.object({ to: z.string().nullable(), done: z.boolean() }),
);
export type SetDiverts = z.infer<typeof keptDiverted>;
