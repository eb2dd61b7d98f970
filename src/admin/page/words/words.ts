import { preferences } from "../lib/preferences.svelte.ts";
import { en } from "./en.ts";
import { fr } from "./fr.ts";

export type Language = "fr" | "en";

/** One catalogue has the shape of the French one: a missing word, or one too many, does not compile. */
type Like<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Like<T[K]>;
};
export type Words = Like<typeof fr>;

const catalogues: Readonly<Record<Language, Words>> = { fr, en };

/** The words of the language that is spoken now. Read in a template, it follows a change of language. */
export const words = (): Words => catalogues[preferences.language];
