import { z } from "zod";

/** The steps of the set-up guide, in their order. */
const guideStep = z.enum(["agency", "line", "people", "hours", "announcements", "mail", "call", "end"]);

/** How far somebody came in the set-up guide: where it goes on, on whatever browser. */
export const guide = z.object({
  step: guideStep,
  /** Somebody came to the end once. */
  finished: z.boolean(),
  /** The office said that nobody is on call for now. */
  noOnCall: z.boolean(),
});

export type GuideStep = z.infer<typeof guideStep>;
export type Guide = z.infer<typeof guide>;
