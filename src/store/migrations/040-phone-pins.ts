/**
 * The codes of the people of the team for the telephone (only their hashes), and how often somebody tried in vain: by the
 * person whose number called, and all together ('') for numbers that are nobody's. A person who is gone takes theirs along.
 */
export const phonePins = `
CREATE TABLE phone_pin (
  person TEXT PRIMARY KEY,
  hash TEXT NOT NULL,
  set_at INTEGER NOT NULL,
  set_by TEXT NOT NULL
) STRICT;
CREATE TABLE phone_try (
  who TEXT PRIMARY KEY,
  wrong INTEGER NOT NULL DEFAULT 0,
  -- How often it was locked in a row: each lasts longer than the one before.
  locks INTEGER NOT NULL DEFAULT 0,
  locked_at INTEGER,
  locked_until INTEGER
) STRICT;
`;
