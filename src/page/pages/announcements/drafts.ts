import type { Take } from "./take.svelte.ts";

/** Wordings that somebody began and did not put on air: they are there again when they come back to the page. */
export const drafts = new Map<string, string>();

/** Recordings that were not put on air, likewise. */
export const takes = new Map<string, Take>();

// They live in this page alone: whoever reloads or closes it is asked first, in the browser's own words.
addEventListener("beforeunload", (event) => {
  if (takes.size > 0) event.preventDefault();
});
