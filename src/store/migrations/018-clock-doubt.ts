/**
 * Stretches of the wall clock's time in which it was not to be believed, so that every stamp says whether it is: one
 * within such a stretch is not. `righted_at`: when the clock was right again, and so an instant at which whatever was
 * stamped in the stretch had happened for sure. The first: before any appliance was made.
 */
export const clockDoubt = `
CREATE TABLE clock_doubt (
  id INTEGER PRIMARY KEY,
  since_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  why TEXT NOT NULL,
  righted_at INTEGER
) STRICT;
INSERT INTO clock_doubt (id, since_at, until_at, why) VALUES (1, -1000000000000, 1577836799999, 'unset');
`;
