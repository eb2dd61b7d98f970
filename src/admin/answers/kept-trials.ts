import type { z } from "zod";

/** Where the last result of each trial of a line is kept, among the settings. */
export const checkKey = (line: string): string => `line.${line}.check`;
export const probeKey = (line: string): string => `line.${line}.probe`;

/** Null when there is none, or one that another release wrote in another form. */
export function keptIn<T>(schema: z.ZodType<T>, value: unknown): T | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
