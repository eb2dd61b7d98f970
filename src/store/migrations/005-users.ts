/**
 * Who may use the page, and until when. Only a hash of a session's token is kept: whoever reads the database can't
 * sign in with it. `due_at`: when a message must be dealt with.
 */
export const users = `
CREATE TABLE user (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  role TEXT NOT NULL CHECK (role IN ('admin', 'reception', 'auditor')),
  language TEXT NOT NULL,
  password TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
  token TEXT PRIMARY KEY NOT NULL,
  user INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_user ON session (user);

ALTER TABLE message ADD COLUMN due_at INTEGER;
`;
