/** How long each number of a person is rung, as a JSON list in the order of the numbers; null where nobody said so. */
export const everyNumber = `
ALTER TABLE person ADD COLUMN ring_seconds TEXT CHECK (json_valid(ring_seconds));
`;
