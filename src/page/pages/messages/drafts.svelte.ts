import { SvelteMap } from "svelte/reactivity";

/** What is typed about a message and not yet kept; what is left out is as the box has it. */
export interface Draft {
  readonly note?: string;
  /** As a date field gives it, `2026-11-23T14:05`; empty for none. */
  readonly due?: string;
}

/** By the id of the message, for as long as the page is open: who looks at another message in between finds it again. */
export const drafts = new SvelteMap<string, Draft>();
