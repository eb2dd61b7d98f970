/**
 * Taking up duty: each shift that somebody was asked about, how far the asking went, who said that they are there, how
 * and when; whom the box asked or told of it, nobody twice by the same way. An office of before asks nobody until it
 * chooses to.
 */
export const takeUps = `
ALTER TABLE office ADD COLUMN take_up TEXT CHECK (take_up IS NULL OR json_valid(take_up));
UPDATE office SET take_up = '{"who":"off","before":30,"calls":true,"callAfter":0,"tellAfter":10}';

CREATE TABLE take_up (
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
  -- They said that they can't.
  passed_at INTEGER,
  confirmed_at INTEGER,
  confirmed_how TEXT CHECK (confirmed_how IN ('link', 'key', 'call', 'need', 'page', 'command')),
  confirmed_id TEXT,
  confirmed_name TEXT,
  -- The shift is another's by now, or nobody's.
  withdrawn_at INTEGER,
  -- It was over, and nobody had said so.
  missed_at INTEGER,
  UNIQUE (person, service, from_at)
) STRICT;
CREATE INDEX take_up_time ON take_up (until_at, from_at);

CREATE TABLE take_up_ask (
  id INTEGER PRIMARY KEY,
  take_up INTEGER NOT NULL REFERENCES take_up (id),
  -- 'ask': whose shift it is. 'tell': who hears that nobody said so.
  what TEXT NOT NULL CHECK (what IN ('ask', 'tell')),
  person TEXT NOT NULL,
  name TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('email', 'call')),
  destination TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  -- A call: when it was begun. What was begun and has no answer was cut off.
  begun_at INTEGER,
  answer TEXT,
  answered_at INTEGER,
  UNIQUE (take_up, person, channel)
) STRICT;
CREATE INDEX take_up_ask_call ON take_up_ask (asked_at) WHERE channel = 'call' AND answer IS NULL;
`;
