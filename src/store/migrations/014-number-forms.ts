/** Digits of the French plan that are overseas, by calling code, as `kernel/french-plan.ts` had them in this release. */
const overseas: readonly (readonly [code: string, starts: readonly string[]])[] = [
  ["+590", ["590", "5987", "690", "691"]],
  ["+594", ["594", "5988", "694"]],
  ["+596", ["596", "5989", "696", "697"]],
  ["+262", ["262", "263", "269", "2688", "2689", "692", "693"]],
  ["+262", ["6390[0-79]", "6391[019]", "639[267]", "6393[09]", "63940", "6395[05-9]", "6399[04-79]"]],
  ["+508", ["708"]],
];

const whens = overseas.map(
  ([code, starts]) =>
    `WHEN ${starts.map((start) => `number GLOB '+33${start}*'`).join(" OR ")} THEN '${code}' || substr(number, 4)`,
);
const canonical = `CASE ${whens.join(" ")} WHEN number GLOB '+33508*' THEN '+' || substr(number, 4) ELSE number END`;

const inOneForm = (table: string): string => `
UPDATE OR IGNORE ${table} SET number = ${canonical} WHERE number <> ${canonical};
DELETE FROM ${table} WHERE number <> ${canonical};`;

/** Overseas numbers that were kept as if they were of France itself. Whoever is there twice then is one, fragile if either was. */
export const numberForms = `
UPDATE person_number SET number = ${canonical} WHERE number <> ${canonical};
UPDATE known_caller SET fragile = 1 WHERE number IN (SELECT ${canonical} FROM known_caller WHERE fragile = 1);
${inOneForm("known_caller")}
${inOneForm("blocked_number")}
`;
