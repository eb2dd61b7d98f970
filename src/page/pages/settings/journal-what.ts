/** What sayWhat needs of the catalogue. */
export interface WhatWords {
  readonly kinds: Readonly<Record<string, string>>;
  readonly acts: Readonly<Record<string, string>>;
  readonly added: string;
  readonly changed: string;
  readonly removed: string;
  readonly other: string;
  sentence(subject: string, did: string): string;
}

/** `people.remove` → « Personne : suppression ». The longest beginning of `what` that has a word is the subject. */
export function sayWhat(
  { what, before, after }: { readonly what: string; readonly before: unknown; readonly after: unknown },
  w: WhatWords,
): string {
  const [kind = "", act = ""] = what.split(".");
  const subject = w.kinds[`${kind}.${act}`] ?? w.kinds[kind] ?? w.other;
  const did = before === null ? w.added : after === null ? w.removed : w.changed;
  return w.sentence(subject, w.acts[act] ?? did);
}

/** Written as several rows at once, each under its kind and key: `{ "rota amelie": … }`. */
export const isOfRows = (what: string): boolean => /^(rota\.move|office\.change|[a-z]+\.import)$/.test(what);
