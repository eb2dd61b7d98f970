const onlyGrows = (table: string, key: string): string =>
  `CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table}
BEGIN SELECT RAISE(ABORT, 'what is sealed stays'); END;
CREATE TRIGGER ${table}_no_replace BEFORE INSERT ON ${table} WHEN EXISTS (SELECT 1 FROM ${table} WHERE ${key} = NEW.${key})
BEGIN SELECT RAISE(ABORT, 'what is sealed stays'); END;
CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table}
BEGIN SELECT RAISE(ABORT, 'what is sealed stays'); END;
`;

/**
 * Facts as they were when they happened. Each row holds the hash of the row before it and of its own bytes, so that none
 * can be changed, taken out or put in without a break (`store/seal-chain.ts`). `subject`: which day, which entry of the
 * journal. `seal_part`: what several rows rest on, by the hash of its bytes. No caller is named in either.
 *
 * `box_up`: from when until when the process that answers calls was at work, by a clock that is believed.
 */
export const seals = `
CREATE TABLE seal (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('start', 'journal', 'terms', 'day')),
  subject TEXT NOT NULL,
  bytes TEXT NOT NULL,
  before TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX seal_kind ON seal (kind, subject, seq);
CREATE INDEX seal_time ON seal (kind, at, seq);
CREATE TABLE seal_part (hash TEXT PRIMARY KEY NOT NULL, bytes TEXT NOT NULL) STRICT;
${onlyGrows("seal", "seq")}
CREATE TRIGGER seal_part_no_update BEFORE UPDATE ON seal_part
BEGIN SELECT RAISE(ABORT, 'what is sealed stays'); END;
CREATE TRIGGER seal_part_no_delete BEFORE DELETE ON seal_part
BEGIN SELECT RAISE(ABORT, 'what is sealed stays'); END;

CREATE TABLE box_up (
  id INTEGER PRIMARY KEY,
  from_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL
) STRICT;
CREATE INDEX box_up_until ON box_up (until_at);
`;
