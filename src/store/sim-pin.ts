import { z } from "zod";

/** Where the PIN of a line's SIM is kept among the settings, as the page was given it. */
export const pinKey = (line: string): string => `sim.${line}`;

/** What an admin said of a line's SIM. */
export const keptSim = z.object({ pin: z.string().regex(/^\d{4,8}$/) });
