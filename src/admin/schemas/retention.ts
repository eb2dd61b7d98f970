import { z } from "zod";
import { retentionLimits } from "../../store/retention.ts";

const { messageDays, callDays, untrimmedDays } = retentionLimits;
const days = ({ min, max }: { readonly min: number; readonly max: number }) => z.int().min(min).max(max).nullable();

/** Days; null for ever. */
export const retention = z.strictObject({
  messageDays: days(messageDays),
  callDays: days(callDays),
  untrimmedDays: days(untrimmedDays),
});
/** What is left out stays as it is. */
export const givenRetention = retention.partial({ untrimmedDays: true });

const asked = ({ min, max }: { readonly min: number; readonly max: number }) =>
  z.coerce.number().int().min(min).max(max).optional();

/** A rule that is not saved; what is left out is kept for ever. */
export const effectQuery = z.object({ messageDays: asked(messageDays), callDays: asked(callDays) });
/** How many it would delete in the coming night. */
export const effect = z.object({ messages: z.int(), calls: z.int() });

export type Retention = z.infer<typeof retention>;
