/** Who has read a text of a stranger; those that were there before came to nobody's eyes. */
export const textsRead = `
ALTER TABLE text ADD COLUMN read_at INTEGER;
ALTER TABLE text ADD COLUMN read_by TEXT;
CREATE INDEX text_unread ON text (id) WHERE became = 'kept' AND read_at IS NULL;
`;
