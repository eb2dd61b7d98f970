import { SvelteMap } from "svelte/reactivity";
import type { NeedView } from "../../../admin/schemas/needs.ts";

export type Reason = Exclude<NonNullable<NeedView["closed"]>["reason"], "got-through">;

/** What is typed of a call back and not yet kept. */
export interface Draft {
  readonly note: string;
  readonly reason: Reason;
}

export const noDraft: Draft = { note: "", reason: "called-back" };

/** By the id of the need, for as long as the page is open: a refusal loses none of it, nor does a look at another one. */
export const drafts = new SvelteMap<string, Draft>();
