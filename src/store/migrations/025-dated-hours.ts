/** From when and until when a slot of the hours holds, and in which weeks: always and in each, in an office of before. */
export const datedHours = `
ALTER TABLE hours_slot ADD COLUMN starts TEXT;
ALTER TABLE hours_slot ADD COLUMN ends TEXT;
ALTER TABLE hours_slot ADD COLUMN interval INTEGER;
`;
