import { en } from "./en.ts";
import { fr } from "./fr.ts";
import type { Words } from "./shape.ts";

export type Language = "fr" | "en";

export const catalogues: Readonly<Record<Language, Words>> = { fr, en };
