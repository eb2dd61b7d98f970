/**
 * What the watch sees: since when, what of it somebody was told (`told`: its parts, as JSON), and since when it is gone.
 * A row outlives its alarm, so that one that comes and goes is told of once.
 */
export const alarms = `
CREATE TABLE alarm (
  key TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  first_seen_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  gone_at INTEGER,
  told_at INTEGER,
  told TEXT NOT NULL CHECK (json_valid(told))
) STRICT;
`;
