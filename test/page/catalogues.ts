import { en } from "../../src/page/words/en.ts";
import { fr } from "../../src/page/words/fr.ts";
import type { Words } from "../../src/page/words/shape.ts";

/** The words of the page in both of its languages. */
export const catalogues: Readonly<Record<"fr" | "en", Words>> = { fr, en };
