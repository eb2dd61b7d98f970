import type { z } from "zod";

/** What a schema found wrong with a question, or with a part of it that is read later. */
export class Unfit extends Error {
  readonly issues: readonly z.core.$ZodIssue[];

  constructor(issues: readonly z.core.$ZodIssue[]) {
    super("It does not fit its schema");
    this.issues = issues;
  }
}
