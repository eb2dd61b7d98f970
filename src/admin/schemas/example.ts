import { z } from "zod";

/** With which agency this box works: `choice` until somebody has chosen. */
export const example = z.object({
  state: z.enum(["choice", "example", "own"]),
  /** Somebody has begun to make it theirs. */
  changed: z.boolean(),
});

export const leaveExample = z.strictObject({
  /** People, hours and texts stay as they are; calls and messages go all the same. */
  keepOffice: z.boolean().default(false),
  /** They know that somebody changed it. */
  sure: z.boolean().default(false),
});

export type ExampleView = z.infer<typeof example>;
