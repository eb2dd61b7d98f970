import type { Words } from "./shape.ts";

export type Language = "fr" | "en";

const catalogues: Readonly<Record<Language, () => Promise<Words>>> = {
  fr: async () => (await import("./fr.ts")).fr,
  en: async () => (await import("./en.ts")).en,
};

const learnt = new Map<Language, Words>();

/** Fetches the words of a language: a browser loads those that are spoken, and no others. Fails when the box is away. */
export async function learn(language: Language): Promise<void> {
  if (!learnt.has(language)) learnt.set(language, await catalogues[language]());
}

/** Those of a language that was learnt before. */
export function wordsOf(language: Language): Words {
  const words = learnt.get(language);
  if (!words) throw new Error(`Nobody has learnt ${language}`);
  return words;
}
