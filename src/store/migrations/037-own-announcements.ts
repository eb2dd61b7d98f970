/**
 * What callers hear of a closure may be a text for each language: JSON from now on. An announcement of its own for one
 * closure (its kind names it) has a life, from a day to a day, both included; null for that of the closure.
 */
export const ownAnnouncements = `
UPDATE closure SET says = json_quote(says) WHERE says IS NOT NULL;
ALTER TABLE announcement ADD COLUMN first_day TEXT;
ALTER TABLE announcement ADD COLUMN last_day TEXT;
`;
