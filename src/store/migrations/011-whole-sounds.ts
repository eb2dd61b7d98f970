/**
 * What a message is to the ear. `hardly_audible`: something of a person, and no sure voice. `untrimmed`: how long the sound
 * is that it was trimmed from, in milliseconds, while that is kept beside it; null where there is none.
 */
export const wholeSounds = `
ALTER TABLE message ADD COLUMN hardly_audible INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN untrimmed INTEGER;
CREATE INDEX message_untrimmed ON message (at) WHERE untrimmed IS NOT NULL AND kept_at IS NULL;
`;
