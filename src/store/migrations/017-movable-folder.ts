/**
 * The data folder may be moved or renamed: recorded announcements are named by a path within it. Whatever folder a path
 * of before led through, recordings have only ever been kept in `announcements/`.
 */
export const movableFolder = `
UPDATE announcement SET file = 'announcements/' || replace(file, rtrim(file, replace(file, '/', '')), '')
  WHERE origin = 'recorded' AND file LIKE '/%';
`;
