/**
 * Callers who wait in order: whether and how an office has it, which one of before has not until it chooses to; how long
 * each waited and how that ended, in the call and in what outlives it for statistics.
 */
const answer = "max(0, (call.answered_at - call.at + 500) / 1000)";
const hold = `CASE call.outcome WHEN 'forwarded' THEN
    (SELECT max(0, (min(step.at) - call.answered_at + 500) / 1000) FROM step WHERE step.call = call.id AND step.what = 'put-through') END`;
const waited = "max(0, (call.waited_ms + 500) / 1000)";
const tallyNew = `
  DELETE FROM tally WHERE call = NEW.id;
  INSERT INTO tally (call, at, outcome, answer, hold, waited, wait_end)
    SELECT id, at, outcome, ${answer}, ${hold}, ${waited}, wait_end FROM call WHERE id = NEW.id;`;

export const waiting = `
ALTER TABLE office ADD COLUMN waiting TEXT CHECK (waiting IS NULL OR json_valid(waiting));
UPDATE office SET waiting = '{"on":false,"seconds":120,"key":"#"}';

ALTER TABLE call ADD COLUMN waited_ms INTEGER;
ALTER TABLE call ADD COLUMN wait_end TEXT CHECK (wait_end IN
  ('put-through', 'key', 'limit', 'nobody', 'left', 'taken-here', 'failed', 'interrupted'));
CREATE INDEX call_waited ON call (at, id) WHERE wait_end IS NOT NULL;

-- In seconds.
ALTER TABLE tally ADD COLUMN waited INTEGER;
ALTER TABLE tally ADD COLUMN wait_end TEXT;
CREATE INDEX tally_waited ON tally (at, wait_end, waited) WHERE wait_end IS NOT NULL;
DROP TRIGGER call_tally_insert;
DROP TRIGGER call_tally_update;
CREATE TRIGGER call_tally_insert AFTER INSERT ON call BEGIN ${tallyNew} END;
CREATE TRIGGER call_tally_update AFTER UPDATE OF at, outcome, answered_at, waited_ms, wait_end ON call BEGIN ${tallyNew} END;
`;
