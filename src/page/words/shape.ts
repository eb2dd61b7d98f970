import type { fr } from "./fr.ts";

/** One catalogue has the shape of the French one: a missing word, or one too many, does not compile. */
type Like<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Like<T[K]>;
};

export type Words = Like<typeof fr>;
