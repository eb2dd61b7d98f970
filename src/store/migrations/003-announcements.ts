/** Every version of each announcement, for good: the proof of what callers heard and since when (G14). */
export const announcements = `
CREATE TABLE announcement (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  language TEXT NOT NULL,
  urgent INTEGER NOT NULL,
  version INTEGER NOT NULL,
  text TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('default', 'edited', 'recorded')),
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  since INTEGER NOT NULL,
  by TEXT NOT NULL,
  UNIQUE (kind, language, urgent, version)
) STRICT;
`;
