/** Wordings that somebody began and did not put on air: they are there again when they come back to the page. */
export const drafts = new Map<string, string>();
