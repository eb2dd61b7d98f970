/**
 * Calls with every step, and the messages left in them. `zone` is the office's zone at that moment, beside UTC.
 * A person who took a call is kept by id and number without a foreign key: the past outlives the people list.
 */
export const calls = `
CREATE TABLE call (
  id TEXT PRIMARY KEY NOT NULL,
  line TEXT NOT NULL,
  at INTEGER NOT NULL,
  zone TEXT NOT NULL,
  presentation TEXT NOT NULL CHECK (presentation IN ('given', 'withheld', 'unavailable')),
  caller_number TEXT,
  caller_name TEXT,
  plan TEXT CHECK (json_valid(plan)),
  answered_at INTEGER,
  ended_at INTEGER,
  outcome TEXT,
  taken_by TEXT,
  taken_number TEXT
) STRICT;
CREATE INDEX call_time ON call (at, id);
CREATE INDEX call_outcome ON call (outcome, at, id);
CREATE INDEX call_caller ON call (caller_number, at, id);
CREATE INDEX call_open ON call (id) WHERE ended_at IS NULL;

CREATE TABLE step (
  call TEXT NOT NULL REFERENCES call (id),
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  what TEXT NOT NULL,
  detail TEXT NOT NULL CHECK (json_valid(detail)),
  PRIMARY KEY (call, seq)
) STRICT;
CREATE INDEX step_attempt ON step (at) WHERE what = 'attempt';

CREATE VIEW attempt AS
  SELECT call, seq, at, detail ->> 'person' AS person, detail ->> 'number' AS number,
    detail ->> 'outcome' AS outcome, detail ->> 'ringTime' AS ring_ms
  FROM step WHERE what = 'attempt';

CREATE TABLE message (
  id TEXT PRIMARY KEY NOT NULL,
  call TEXT NOT NULL REFERENCES call (id),
  at INTEGER NOT NULL,
  zone TEXT NOT NULL,
  duration INTEGER NOT NULL,
  recovered INTEGER NOT NULL DEFAULT 0,
  file_missing INTEGER NOT NULL DEFAULT 0,
  heard_at INTEGER,
  heard_by TEXT,
  taken_at INTEGER,
  taken_by TEXT,
  called_back_at INTEGER,
  called_back_by TEXT,
  closed_at INTEGER,
  closed_by TEXT,
  note TEXT
) STRICT;
CREATE INDEX message_call ON message (call);
CREATE INDEX message_time ON message (at, id);
CREATE INDEX message_open ON message (at, id) WHERE closed_at IS NULL;
CREATE INDEX message_unheard ON message (at, id) WHERE heard_at IS NULL;

CREATE TABLE line_event (
  id INTEGER PRIMARY KEY,
  line TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('ready', 'trouble')),
  code TEXT,
  sentence TEXT
) STRICT;
CREATE INDEX line_event_line ON line_event (line, id);
`;
