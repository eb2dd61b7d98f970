/** What is known of a client: other numbers, a note for whoever answers, relatives, language, hearing. */
export const knownClients = `
ALTER TABLE known_caller ADD COLUMN other_numbers TEXT CHECK (other_numbers IS NULL OR json_valid(other_numbers));
ALTER TABLE known_caller ADD COLUMN note TEXT;
ALTER TABLE known_caller ADD COLUMN relatives TEXT CHECK (relatives IS NULL OR json_valid(relatives));
ALTER TABLE known_caller ADD COLUMN language TEXT;
ALTER TABLE known_caller ADD COLUMN hard_of_hearing INTEGER NOT NULL DEFAULT 0;
`;
