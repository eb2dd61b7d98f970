const NO_ONE =
  "(SELECT 1 FROM caller WHERE number = coalesce(NEW.caller_number, '') AND name = coalesce(NEW.caller_name, ''))";
const IS_NEW = "number = coalesce(NEW.caller_number, '') AND name = coalesce(NEW.caller_name, '')";
const IS_OLD = "number = coalesce(OLD.caller_number, '') AND name = coalesce(OLD.caller_name, '')";
/** As statements that no conflict policy of the change that fires them could alter. */
const countIn = `
  INSERT INTO caller SELECT coalesce(NEW.caller_number, ''), coalesce(NEW.caller_name, ''), 0
    WHERE coalesce(NEW.caller_number, NEW.caller_name) IS NOT NULL AND NOT EXISTS ${NO_ONE};
  UPDATE caller SET calls = calls + 1 WHERE ${IS_NEW};`;
const countOut = `
  UPDATE caller SET calls = calls - 1 WHERE ${IS_OLD};
  DELETE FROM caller WHERE ${IS_OLD} AND calls <= 0;`;

const answer = "max(0, (call.answered_at - call.at + 500) / 1000)";
const hold = `CASE call.outcome WHEN 'forwarded' THEN
    (SELECT max(0, (min(step.at) - call.answered_at + 500) / 1000) FROM step WHERE step.call = call.id AND step.what = 'put-through') END`;
const tallied = `SELECT id, at, outcome, ${answer}, ${hold} FROM call`;
const tallyNew = `
  DELETE FROM tally WHERE call = NEW.id;
  INSERT INTO tally ${tallied} WHERE id = NEW.id;`;

/**
 * What makes a year of calls quick to look through. `caller`: each number and name that ever called, with how many calls
 * are kept of them, so that a search looks at thousands of callers instead of a hundred thousand calls ('' where the
 * network gave none). `tally`: what statistics need of each call, in seconds, and nothing personal: it outlives the call.
 * Triggers keep both, whoever writes.
 */
export const quickLooks = `
CREATE TABLE caller (number TEXT NOT NULL, name TEXT NOT NULL, calls INTEGER NOT NULL, PRIMARY KEY (number, name)) STRICT;
INSERT INTO caller SELECT coalesce(caller_number, ''), coalesce(caller_name, ''), count(*) FROM call
  WHERE coalesce(caller_number, caller_name) IS NOT NULL GROUP BY 1, 2;
CREATE TRIGGER call_caller_insert AFTER INSERT ON call BEGIN ${countIn} END;
CREATE TRIGGER call_caller_update AFTER UPDATE OF caller_number, caller_name ON call
  WHEN OLD.caller_number IS NOT NEW.caller_number OR OLD.caller_name IS NOT NEW.caller_name BEGIN ${countOut} ${countIn} END;
CREATE TRIGGER call_caller_delete AFTER DELETE ON call BEGIN ${countOut} END;

CREATE TABLE tally (
  call TEXT PRIMARY KEY NOT NULL,
  at INTEGER NOT NULL,
  outcome TEXT,
  answer INTEGER,
  hold INTEGER
) STRICT;
INSERT INTO tally ${tallied};
CREATE INDEX tally_time ON tally (at, outcome, answer, hold);
CREATE TRIGGER call_tally_insert AFTER INSERT ON call BEGIN ${tallyNew} END;
CREATE TRIGGER call_tally_update AFTER UPDATE OF at, outcome, answered_at ON call BEGIN ${tallyNew} END;
CREATE TRIGGER step_tally_insert AFTER INSERT ON step WHEN NEW.what = 'put-through' BEGIN
  UPDATE tally SET hold = (SELECT ${hold} FROM call WHERE id = NEW.call) WHERE call = NEW.call;
END;

DROP INDEX call_caller;
CREATE INDEX call_caller ON call (caller_number, caller_name, at, id, outcome);
CREATE INDEX call_line ON call (line, at, id);
`;
