/**
 * People, duty and what else an office decides. Wall-clock stays wall-clock text (`22:00`, `2026-12-25`), instants are
 * UTC epoch milliseconds, `position` keeps the order in which the office wrote its lists.
 */
const tables = `
CREATE TABLE office (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  name TEXT NOT NULL,
  zone TEXT NOT NULL,
  language TEXT NOT NULL,
  country TEXT NOT NULL,
  region TEXT,
  closed_on_holidays INTEGER NOT NULL,
  threshold_days INTEGER NOT NULL,
  threshold_hours REAL NOT NULL,
  answer_after_rings INTEGER NOT NULL,
  ring_seconds INTEGER NOT NULL,
  screening INTEGER NOT NULL,
  message_seconds INTEGER NOT NULL
) STRICT;

CREATE TABLE hours_slot (
  position INTEGER PRIMARY KEY,
  weekdays TEXT NOT NULL CHECK (json_valid(weekdays)),
  from_time TEXT NOT NULL,
  to_time TEXT NOT NULL
) STRICT;

CREATE TABLE person (
  id TEXT PRIMARY KEY NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  email TEXT,
  language TEXT NOT NULL
) STRICT;

CREATE TABLE person_number (
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  number TEXT NOT NULL,
  PRIMARY KEY (person, position)
) STRICT;

CREATE TABLE rota_rule (
  id TEXT PRIMARY KEY NOT NULL,
  position INTEGER NOT NULL,
  service TEXT NOT NULL CHECK (service IN ('duty', 'on-call')),
  person TEXT NOT NULL REFERENCES person (id),
  "order" INTEGER NOT NULL,
  from_time TEXT NOT NULL,
  to_time TEXT NOT NULL,
  every TEXT NOT NULL CHECK (every IN ('day', 'week', 'month', 'once')),
  weekdays TEXT CHECK (json_valid(weekdays)),
  interval INTEGER,
  weekday INTEGER,
  nth INTEGER,
  starts TEXT NOT NULL,
  ends TEXT
) STRICT;
CREATE INDEX rota_rule_person ON rota_rule (person);

CREATE TABLE closure (
  id TEXT PRIMARY KEY NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  from_time TEXT NOT NULL,
  to_time TEXT NOT NULL
) STRICT;

CREATE TABLE leave (
  id TEXT PRIMARY KEY NOT NULL,
  position INTEGER NOT NULL,
  person TEXT NOT NULL REFERENCES person (id),
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL
) STRICT;
CREATE INDEX leave_person ON leave (person);

CREATE TABLE absence (
  id TEXT PRIMARY KEY NOT NULL,
  position INTEGER NOT NULL,
  from_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  by TEXT NOT NULL
) STRICT;

CREATE TABLE override (
  id TEXT PRIMARY KEY NOT NULL,
  position INTEGER NOT NULL,
  service TEXT NOT NULL CHECK (service IN ('duty', 'on-call')),
  from_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL
) STRICT;

CREATE TABLE override_person (
  override TEXT NOT NULL REFERENCES override (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  person TEXT NOT NULL REFERENCES person (id),
  PRIMARY KEY (override, position)
) STRICT;
CREATE INDEX override_person_person ON override_person (person);

CREATE TABLE known_caller (
  number TEXT PRIMARY KEY NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  fragile INTEGER NOT NULL
) STRICT;

CREATE TABLE blocked_number (
  number TEXT PRIMARY KEY NOT NULL,
  position INTEGER NOT NULL
) STRICT;

CREATE TABLE menu_key (
  key TEXT PRIMARY KEY NOT NULL,
  position INTEGER NOT NULL,
  label TEXT NOT NULL,
  information TEXT
) STRICT;

CREATE TABLE menu_person (
  key TEXT NOT NULL REFERENCES menu_key (key) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  person TEXT NOT NULL REFERENCES person (id),
  PRIMARY KEY (key, position)
) STRICT;
CREATE INDEX menu_person_person ON menu_person (person);

CREATE TABLE office_revision (id INTEGER PRIMARY KEY CHECK (id = 1), revision INTEGER NOT NULL) STRICT;
INSERT INTO office_revision VALUES (1, 0);
`;

const counted = [
  "office",
  "hours_slot",
  "person",
  "person_number",
  "rota_rule",
  "closure",
  "leave",
  "absence",
  "override",
  "override_person",
  "known_caller",
  "blocked_number",
  "menu_key",
  "menu_person",
];

/** Any change, whoever makes it and with whatever tool, moves the revision, by which a cached office is found stale. */
const triggers = counted.flatMap((table) =>
  ["INSERT", "UPDATE", "DELETE"].map(
    (change) => `CREATE TRIGGER ${table}_${change.toLowerCase()} AFTER ${change} ON ${table}
BEGIN UPDATE office_revision SET revision = revision + 1; END;`,
  ),
);

export const office = [tables, ...triggers].join("\n");
