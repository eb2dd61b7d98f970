/** What each person is designated for, as a JSON list, and of what they are told. */
export const roles = `
ALTER TABLE person ADD COLUMN roles TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(roles));
ALTER TABLE person ADD COLUMN told_messages TEXT NOT NULL DEFAULT 'own' CHECK (told_messages IN ('own', 'all', 'none'));
ALTER TABLE person ADD COLUMN told_missed TEXT NOT NULL DEFAULT 'own' CHECK (told_missed IN ('own', 'all', 'none'));
`;
