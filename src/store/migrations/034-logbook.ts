/**
 * The logbook of on-call: which calls were taken, what came of them, what somebody wrote. `at`: when it was written;
 * `about_at`: of which time it tells. `corrects`: the entry that it says anew, or whose words it says are forgotten.
 * Entries only grow, and name no caller: what is written may, and stands apart, so that it can be forgotten.
 * `words`: the hash of salt and text there, which says nothing once both are gone.
 *
 * `hand_over`: until when shifts have been handed over.
 */
export const logbook = `
CREATE TABLE logbook (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  about_at INTEGER NOT NULL,
  zone TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('call', 'came', 'taken', 'free', 'forgotten')),
  call TEXT,
  need TEXT,
  service TEXT CHECK (service IS NULL OR service IN ('duty', 'on-call')),
  person TEXT,
  by TEXT NOT NULL,
  how TEXT,
  came TEXT,
  corrects INTEGER REFERENCES logbook (id),
  words TEXT
) STRICT;
CREATE INDEX logbook_time ON logbook (about_at, id);
CREATE INDEX logbook_call ON logbook (call) WHERE call IS NOT NULL;
CREATE INDEX logbook_corrects ON logbook (corrects) WHERE corrects IS NOT NULL;
CREATE UNIQUE INDEX logbook_one_call ON logbook (call) WHERE kind = 'call';
CREATE TABLE logbook_words (
  entry INTEGER PRIMARY KEY REFERENCES logbook (id),
  salt TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE TRIGGER logbook_no_update BEFORE UPDATE ON logbook
BEGIN SELECT RAISE(ABORT, 'the logbook only grows'); END;
CREATE TRIGGER logbook_no_replace BEFORE INSERT ON logbook WHEN EXISTS (SELECT 1 FROM logbook WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the logbook only grows'); END;
CREATE TRIGGER logbook_no_delete BEFORE DELETE ON logbook
BEGIN SELECT RAISE(ABORT, 'the logbook only grows'); END;
CREATE TRIGGER logbook_words_no_update BEFORE UPDATE ON logbook_words
BEGIN SELECT RAISE(ABORT, 'the logbook only grows'); END;
CREATE TRIGGER logbook_words_no_replace BEFORE INSERT ON logbook_words
WHEN EXISTS (SELECT 1 FROM logbook_words WHERE entry = NEW.entry)
BEGIN SELECT RAISE(ABORT, 'the logbook only grows'); END;
CREATE TRIGGER logbook_words_no_delete BEFORE DELETE ON logbook_words
WHEN NOT EXISTS (SELECT 1 FROM logbook WHERE kind = 'forgotten' AND corrects = OLD.entry)
BEGIN SELECT RAISE(ABORT, 'the logbook only grows'); END;
CREATE TABLE hand_over (id INTEGER PRIMARY KEY CHECK (id = 1), done_until INTEGER NOT NULL) STRICT;
`;
