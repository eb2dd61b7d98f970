const stays = "BEGIN SELECT RAISE(ABORT, 'what is sealed stays'); END;";

/** The chain may say of itself that it goes on from a backup, or begins anew after the example (`store/seal-break.ts`). */
export const sealBreaks = `
CREATE TABLE seal_grown (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('start', 'journal', 'terms', 'day', 'logbook', 'break')),
  subject TEXT NOT NULL,
  bytes TEXT NOT NULL,
  before TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
INSERT INTO seal_grown SELECT seq, at, kind, subject, bytes, before, hash FROM seal ORDER BY seq;
DROP TABLE seal;
ALTER TABLE seal_grown RENAME TO seal;
CREATE INDEX seal_kind ON seal (kind, subject, seq);
CREATE INDEX seal_time ON seal (kind, at, seq);
CREATE TRIGGER seal_no_update BEFORE UPDATE ON seal
${stays}
CREATE TRIGGER seal_no_replace BEFORE INSERT ON seal WHEN EXISTS (SELECT 1 FROM seal WHERE seq = NEW.seq)
${stays}
CREATE TRIGGER seal_no_delete BEFORE DELETE ON seal
${stays}
`;
