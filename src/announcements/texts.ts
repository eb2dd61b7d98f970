import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Language } from "../duty/office.ts";
import { Fault } from "../kernel/fault.ts";
import { textKeys } from "./spoken.ts";

/** The texts of one language by `textKey`. Placeholders in braces, see `text.ts`. */
export type Texts = Readonly<Record<string, string>>;

const LONGEST = 2000;
const textsFile = z
  .record(z.string(), z.string().trim().min(1).max(LONGEST))
  .refine((texts) => missingFrom(texts).length === 0, {
    error: ({ input }) => `these texts are missing: ${missingFrom(input as Texts).join(", ")}`,
  });

const missingFrom = (texts: Texts): readonly string[] => textKeys.filter((key) => !(key in texts));

/**
 * Reads `<shipped>/<language>/texts.json`.
 * Faults: `announcements.texts` when it is missing or not of that form.
 */
export async function readTexts(shipped: string, language: Language): Promise<Texts> {
  const file = join(shipped, language, "texts.json");
  try {
    return textsFile.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (thrown) {
    const why = thrown instanceof z.ZodError ? z.prettifyError(thrown) : String(thrown);
    throw new Fault("announcements.texts", `The announcement texts in ${file} can't be used: ${why}`, thrown);
  }
}
