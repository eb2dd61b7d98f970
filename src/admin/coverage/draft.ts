import type { Coverage } from "../../duty/coverage.ts";
import type { Office } from "../../duty/office.ts";

/** Changes that are not saved, and the week to look at. */
export interface Draft {
  readonly office: Office;
  readonly save: readonly { readonly kind: string; readonly entry: unknown }[];
  readonly remove: readonly { readonly kind: string; readonly key: string }[];
  readonly week: string;
}

export type Drafted = { readonly coverage: Coverage } | { readonly issues: readonly unknown[] };
