/**
 * What is kept for how long. `kept_at`: someone wants this message kept whatever the rule says. `forgotten_at`: when a
 * call lost who called. `message_gone`: messages whose row is deleted and whose file may still be on the disk. A trigger
 * of the journal steps aside once: it must not keep what the rule deletes.
 */
export const retention = `
ALTER TABLE message ADD COLUMN kept_at INTEGER;
ALTER TABLE message ADD COLUMN kept_by TEXT;
CREATE INDEX message_closed ON message (closed_at) WHERE closed_at IS NOT NULL AND kept_at IS NULL;
CREATE INDEX message_due ON message (due_at) WHERE due_at IS NOT NULL AND closed_at IS NULL;

ALTER TABLE call ADD COLUMN forgotten_at INTEGER;
CREATE INDEX call_remembered ON call (at) WHERE forgotten_at IS NULL;

CREATE TABLE message_gone (id TEXT PRIMARY KEY NOT NULL) STRICT;
CREATE INDEX outbox_message ON outbox (payload ->> 'message') WHERE kind = 'message';

DROP TRIGGER journal_no_update;
UPDATE journal SET before = json_remove(before, '$.caller', '$.note', '$.file'),
  after = json_remove(after, '$.caller', '$.note', '$.file') WHERE what = 'message.mark';
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
`;
