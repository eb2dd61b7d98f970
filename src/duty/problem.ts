import type { Language } from "./office.ts";

/** Something in an office's data that is allowed but hardly meant. `where` is a path, such as `rota[3].person`. */
export interface Problem {
  readonly where: string;
  readonly sentence: Readonly<Record<Language, string>>;
}

export const problem = (where: string, en: string, fr: string): Problem => ({ where, sentence: { en, fr } });
