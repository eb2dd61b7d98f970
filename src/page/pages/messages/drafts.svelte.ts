import { SvelteMap } from "svelte/reactivity";
import type { Mark } from "../../../admin/schemas/messages.ts";
import type { Times } from "../../lib/when.ts";

/** What is typed about a message and not yet kept; what is left out is as the box has it. */
export interface Draft {
  readonly note?: string;
  /** As a date field gives it, `2026-11-23T14:05`; empty for none. */
  readonly due?: string;
}

/** By the id of the message, for as long as the page is open: who looks at another message in between finds it again. */
export const drafts = new SvelteMap<string, Draft>();

/** What keeps that which is typed. */
export const typedMark = (typed: Draft | undefined, times: Times): Mark => ({
  ...(typed?.note !== undefined && { note: typed.note.trim() || null }),
  ...(typed?.due !== undefined && { dueAt: typed.due ? times.instant(typed.due) : null }),
});
