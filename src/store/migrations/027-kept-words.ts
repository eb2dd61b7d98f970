/**
 * `made_with`: the words that a recording was made of and the facts in them, as they were then (JSON); null for what is
 * spoken, and for recordings of before. `said`: every text that a caller ever heard, by the SHA-256 of its language and
 * words: what an `announced` step leads to.
 */
export const keptWords = `
ALTER TABLE announcement ADD COLUMN made_with TEXT CHECK (made_with IS NULL OR json_valid(made_with));
CREATE TABLE said (
  hash TEXT PRIMARY KEY NOT NULL,
  language TEXT NOT NULL,
  text TEXT NOT NULL,
  first_at INTEGER NOT NULL
) STRICT;
`;
