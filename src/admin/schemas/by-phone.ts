import { z } from "zod";
import { at } from "./common.ts";

/** What a person types who calls their own line. */
export const pin = z.string().regex(/^\d{4,8}$/, "a code is 4 to 8 digits");

/** Codes are never given back: only who has one. `own`: whose the asker may set, beside being an admin. */
export const phonePins = z.object({
  anyone: z.boolean(),
  people: z.array(z.object({ person: z.string(), setAt: at, lockedUntil: at.nullable() })),
  own: z.array(z.object({ person: z.string(), name: z.string() })),
});

export const personKey = z.object({ person: z.string().min(1).max(40) });
export const setPin = z.strictObject({ pin });
/** `anyone`: the key opens the way for whoever presses it, and not only for numbers of the team. */
export const byPhone = z.strictObject({ anyone: z.boolean() });

export type PhonePinsView = z.infer<typeof phonePins>;
