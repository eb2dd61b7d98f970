/**
 * What each SIM and its operator do when a caller is to be put through, as far as it was seen: in a trial, or in a call. And
 * which SIM each line has.
 */
export const sims = `
CREATE TABLE sim_ability (
  sim TEXT NOT NULL,
  operator TEXT NOT NULL,
  ability TEXT NOT NULL,
  works INTEGER NOT NULL CHECK (works IN (0, 1)),
  at INTEGER NOT NULL,
  seen_in TEXT NOT NULL CHECK (seen_in IN ('trial', 'call')),
  PRIMARY KEY (sim, operator, ability)
) STRICT;
CREATE TABLE line_sim (
  line TEXT PRIMARY KEY,
  sim TEXT NOT NULL,
  operator TEXT NOT NULL
) STRICT;
`;
