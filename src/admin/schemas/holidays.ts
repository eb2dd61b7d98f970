import { z } from "zod";

export const holidaysQuery = z.object({
  /** ISO 3166: two capital letters. */
  country: z.string().regex(/^[A-Z]{2}$/),
  /** The code of a region, or nothing for the country as a whole. */
  region: z.string().max(10).optional(),
});

/** Which public holidays there are, and where. */
export const holidays = z.object({
  /** Countries whose holidays are known, by their code; the page knows their names. */
  countries: z.array(z.string()),
  /** Regions of the country with holidays of their own. */
  regions: z.array(z.object({ code: z.string(), name: z.string() })),
  /**
   * Those from today to the end of next year, each once, in the order in which they come, in the reader's language.
   * `rule` is what an office's `workedHolidays` names; it is the same each year.
   */
  coming: z.array(z.object({ rule: z.string(), name: z.string(), days: z.array(z.string()) })),
});

export type HolidaysView = z.infer<typeof holidays>;
