/** A number as the network gave it, in its one form as far as SQL can tell: what is dialled in France with a zero. */
const written = (number: string): string =>
  `CASE WHEN ${number} GLOB '00[1-9]*' THEN '+' || substr(${number}, 3)
     WHEN ${number} GLOB '0[1-9]*' AND length(${number}) = 10
       AND coalesce((SELECT country FROM office), 'FR') IN ('FR', 'GP', 'MQ', 'GF', 'RE', 'YT', 'PM', 'BL', 'MF')
       THEN '+33' || substr(${number}, 2)
     ELSE ${number} END`;

/**
 * What is owed to callers who were not served. `caller`: by which their needs are one, and of which at most one is open;
 * null for a number that was withheld or can't be read. What it is to be called by, `number`, may be another of theirs.
 *
 * Messages that were open become needs: one for each number, told of already, and so not asked for.
 */
export const needs = `
CREATE TABLE need (
  id TEXT PRIMARY KEY NOT NULL,
  caller TEXT,
  number TEXT,
  name TEXT,
  fragile INTEGER NOT NULL DEFAULT 0,
  weight TEXT NOT NULL CHECK (weight IN ('fragile', 'urgent', 'usual')),
  why TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  zone TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  owner TEXT,
  owner_name TEXT,
  taken_at INTEGER,
  closed_at INTEGER,
  closed_by TEXT,
  reason TEXT,
  round INTEGER NOT NULL DEFAULT 0,
  level INTEGER NOT NULL DEFAULT 0,
  next_ask_at INTEGER,
  last_resort_at INTEGER,
  revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX need_caller ON need (caller) WHERE closed_at IS NULL AND caller IS NOT NULL;
CREATE INDEX need_open ON need (due_at) WHERE closed_at IS NULL;
CREATE INDEX need_ask_next ON need (next_ask_at) WHERE closed_at IS NULL AND next_ask_at IS NOT NULL;
CREATE INDEX need_time ON need (opened_at, id);
CREATE INDEX need_closed ON need (closed_at, id) WHERE closed_at IS NOT NULL;

CREATE TABLE need_call (
  call TEXT PRIMARY KEY NOT NULL REFERENCES call (id) ON DELETE CASCADE,
  need TEXT NOT NULL REFERENCES need (id)
) STRICT;
CREATE INDEX need_call_need ON need_call (need);

CREATE TABLE need_event (
  need TEXT NOT NULL REFERENCES need (id),
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  what TEXT NOT NULL,
  detail TEXT NOT NULL CHECK (json_valid(detail)),
  PRIMARY KEY (need, seq)
) STRICT;

CREATE TEMP TABLE owed AS
  SELECT *, first_value(call) OVER (PARTITION BY coalesce(caller, call) ORDER BY at, message) AS need FROM (
    SELECT message.id AS message, message.call, message.at, message.zone, due_at, message.taken_by, message.taken_at, caller_name,
      CASE WHEN ${written("caller_number")} GLOB '+[1-9]*' THEN ${written("caller_number")} END AS caller
    FROM message JOIN call ON call.id = message.call WHERE closed_at IS NULL);
INSERT INTO need (id, caller, number, name, fragile, weight, why, opened_at, zone, due_at, owner_name, taken_at, last_resort_at)
  SELECT need, caller, caller, coalesce(known_caller.name, max(caller_name)), coalesce(fragile, 0),
    CASE WHEN fragile = 1 THEN 'fragile' ELSE 'usual' END, 'message', min(at), zone,
    coalesce(min(due_at), min(at) + 86400000), max(taken_by), max(taken_at), min(at)
  FROM owed LEFT JOIN known_caller ON known_caller.number = caller GROUP BY need;
INSERT INTO need_call SELECT DISTINCT call, need FROM owed;
INSERT INTO need_event
  SELECT need, row_number() OVER (PARTITION BY need ORDER BY at, call, part), at, what, detail FROM (
    SELECT need, min(at) AS at, call, 1 AS part, CASE WHEN call = need THEN 'opened' ELSE 'joined' END AS what,
      json_object('call', call, 'why', 'message') AS detail
    FROM owed GROUP BY call
    UNION ALL SELECT need, at, call, 2, 'message', json_object('message', message) FROM owed);
DROP TABLE temp.owed;
`;
