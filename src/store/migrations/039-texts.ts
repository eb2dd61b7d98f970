/**
 * Text messages that came, each once, and what became of them; which texts a person gets (null: what is urgent); duty is
 * asked for, and taken up, by text too.
 */
export const texts = `
ALTER TABLE person ADD COLUMN told_texts TEXT CHECK (told_texts IN ('all', 'urgent', 'none'));

CREATE TABLE text (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  line TEXT NOT NULL,
  -- As the network gave it; null for a sender who has a name instead, and for one who was forgotten.
  number TEXT,
  name TEXT,
  body TEXT NOT NULL,
  sent_at INTEGER NOT NULL,
  came_at INTEGER NOT NULL,
  zone TEXT NOT NULL,
  -- 'command': of a person of the office, obeyed or answered. 'need': of a client. 'kept': of anybody else.
  became TEXT NOT NULL CHECK (became IN ('command', 'need', 'kept')),
  person TEXT,
  need TEXT REFERENCES need (id)
) STRICT;
CREATE UNIQUE INDEX text_once ON text (coalesce(number, name, ''), sent_at, body);
CREATE INDEX text_came ON text (came_at);
CREATE INDEX text_need ON text (need) WHERE need IS NOT NULL;
CREATE INDEX outbox_texts ON outbox (delivered_at) WHERE channel = 'sms';

CREATE TABLE take_up_new (
  id INTEGER PRIMARY KEY,
  person TEXT NOT NULL,
  name TEXT NOT NULL,
  service TEXT NOT NULL CHECK (service IN ('duty', 'on-call')),
  level INTEGER NOT NULL,
  from_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  zone TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  step TEXT NOT NULL CHECK (step IN ('asked', 'rung', 'told')),
  stepped_at INTEGER NOT NULL,
  passed_at INTEGER,
  confirmed_at INTEGER,
  confirmed_how TEXT CHECK (confirmed_how IN ('link', 'key', 'call', 'need', 'page', 'command', 'text')),
  confirmed_id TEXT,
  confirmed_name TEXT,
  withdrawn_at INTEGER,
  missed_at INTEGER,
  UNIQUE (person, service, from_at)
) STRICT;
CREATE TABLE take_up_ask_new (
  id INTEGER PRIMARY KEY,
  take_up INTEGER NOT NULL REFERENCES take_up_new (id),
  what TEXT NOT NULL CHECK (what IN ('ask', 'tell')),
  person TEXT NOT NULL,
  name TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('email', 'call', 'text')),
  destination TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  begun_at INTEGER,
  answer TEXT,
  answered_at INTEGER,
  UNIQUE (take_up, person, channel)
) STRICT;
INSERT INTO take_up_new SELECT * FROM take_up;
INSERT INTO take_up_ask_new SELECT * FROM take_up_ask;
DROP TABLE take_up_ask;
DROP TABLE take_up;
ALTER TABLE take_up_new RENAME TO take_up;
ALTER TABLE take_up_ask_new RENAME TO take_up_ask;
CREATE INDEX take_up_time ON take_up (until_at, from_at);
CREATE INDEX take_up_ask_call ON take_up_ask (asked_at) WHERE channel = 'call' AND answer IS NULL;
`;
