import { preferences } from "../lib/preferences.svelte.ts";
import { wordsOf } from "./catalogue.ts";
import type { Words } from "./shape.ts";

/** The words of the language that is spoken now. Read in a template, it follows a change of language. */
export const words = (): Words => wordsOf(preferences.language);
