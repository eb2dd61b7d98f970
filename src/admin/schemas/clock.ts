import { z } from "zod";
import { at } from "./common.ts";

export const clock = z.object({
  now: at,
  trusted: z.boolean(),
  /** By what it is believed, or why not. */
  by: z.enum(["told", "synchronised", "person", "network", "plausible", "unset", "behind", "ahead", "unlike-network"]),
  /** Since when it is believed without a break; null while it is not. */
  since: at.nullable(),
  /** Whether what is old enough may be deleted: not soon after the clock was set. */
  settled: z.boolean(),
  sentence: z.string(),
});
