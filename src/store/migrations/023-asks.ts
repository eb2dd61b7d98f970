/**
 * Who was asked to call back whom, by which way, and what they said: nobody twice in a round by the same way. `level`
 * of the rota: in which turn whoever is on call is asked. `escalation`: the rules of it, null for those of the program.
 */
export const asks = `
ALTER TABLE rota_rule ADD COLUMN level INTEGER CHECK (level IS NULL OR level BETWEEN 1 AND 3);
ALTER TABLE need ADD COLUMN first_round INTEGER NOT NULL DEFAULT 0;
ALTER TABLE office ADD COLUMN escalation TEXT CHECK (escalation IS NULL OR json_valid(escalation));

CREATE TABLE need_ask (
  id INTEGER PRIMARY KEY,
  need TEXT NOT NULL REFERENCES need (id),
  round INTEGER NOT NULL,
  level INTEGER NOT NULL,
  person TEXT NOT NULL,
  name TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('email', 'call', 'text')),
  destination TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  -- A call: when it was begun. What was begun and has no answer was cut off.
  begun_at INTEGER,
  answer TEXT,
  answered_at INTEGER,
  outbox INTEGER,
  UNIQUE (need, round, person, channel)
) STRICT;
CREATE INDEX need_ask_call ON need_ask (asked_at) WHERE channel = 'call' AND answer IS NULL;
`;
