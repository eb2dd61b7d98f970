/** What callers hear of a closure in the office's own words: how long it lasts, in one of before. */
export const closuresSay = `
ALTER TABLE closure ADD COLUMN says TEXT;
`;
