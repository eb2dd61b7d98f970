import type { Language, Office } from "../../duty/office.ts";
import type { CoverageView } from "../schemas/rota.ts";

/** Changes that are not saved, and the week to look at. */
export interface Draft {
  readonly office: Office;
  readonly save: readonly { readonly kind: string; readonly entry: unknown }[];
  readonly remove: readonly { readonly kind: string; readonly key: string }[];
  readonly week: string;
  readonly language: Language;
}

export type Drafted = { readonly coverage: CoverageView } | { readonly issues: readonly unknown[] };
