/** The public holidays that an office works all the same, by their rules, as a JSON list: none in an office of before. */
export const workedHolidays = `
ALTER TABLE office ADD COLUMN worked_holidays TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(worked_holidays));
`;
