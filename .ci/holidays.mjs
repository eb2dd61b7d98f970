// npm run holidays: writes src/duty/holiday-table.ts from the calendars of `date-holidays`, after an update of that package.

import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inEverydayFrench, withApostrophes } from "./everyday-french.mjs";

const Holidays = createRequire(import.meta.url)("date-holidays");
const { version } = createRequire(import.meta.url)("date-holidays/package.json");

const [FIRST, LAST] = [2000, 2060];
const DAY = 86_400_000;
const ORIGIN = Date.UTC(FIRST, 0) / DAY;
const dayOf = (date) => Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / DAY;

/** Every day of a place's public holidays by rule and names; an empty name where a language has it not. */
function rulesOf(country, state) {
  // One for each language: what was asked for last would have a say in what is not translated.
  const [french, english] = ["fr", "en"].map(
    () => new Holidays({ country, ...(state && { state }) }, { types: ["public"] }),
  );
  const found = new Map();
  const order = french.getRules().flatMap(({ rule }) => rule || []);
  for (const rule of order) found.set(`${rule}|`, { rule, names: ["", ""], days: [] });
  for (let year = FIRST; year <= LAST; year++) {
    const all = new Map();
    for (const [n, holidays] of [french.getHolidays(year, "fr"), english.getHolidays(year, "en")].entries())
      for (const { rule, name, date, start, end } of holidays ?? []) {
        const each = all.get(`${rule} ${date}`) ?? {
          rule,
          date,
          names: ["", ""],
          length: Math.round((end - start) / DAY),
        };
        each.names[n] = n === 0 ? inEverydayFrench(name) : name;
        all.set(`${rule} ${date}`, each);
      }
    for (const { rule, date, names, length } of all.values()) {
      const key = `${rule}|${names.join("|")}`;
      const entry = found.get(key) ?? { rule, names, days: [] };
      found.set(key, entry);
      for (let day = 0; day < Math.max(1, length); day++) entry.days.push(dayOf(date) + day);
    }
  }
  const dated = new Set([...found.values()].filter(({ days }) => days.length > 0).map(({ rule }) => rule));
  // Of two on one day, the one that the library gives first.
  return [...found.values()]
    .filter(({ rule, days }) => days.length > 0 || !dated.has(rule))
    .sort((one, other) => (one.rule < other.rule ? -1 : one.rule > other.rule ? 1 : 0));
}

function easter(year) {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return Date.UTC(year, month - 1, (h + l - 7 * m + 33 * month + 19) % 32) / DAY;
}

/** `=` where the rule itself says every day of the years; else the days, each as the distance from the one before. */
function written({ rule, days }) {
  const years = Array.from({ length: LAST - FIRST + 1 }, (_, n) => FIRST + n);
  const [, fixed] = /^(\d\d-\d\d)$/.exec(rule) ?? [];
  const [, moved] = /^easter ?(-?\d+)?$/.exec(rule) ?? [];
  const said = fixed
    ? years.map((year) => dayOf(`${year}-${fixed}`))
    : rule.startsWith("easter")
      ? years.map((year) => easter(year) + Number(moved ?? 0))
      : [];
  if (said.length > 0 && said.join() === days.join()) return "=";
  return days.map((day, n) => (day - (days[n - 1] ?? ORIGIN)).toString(36)).join(" ");
}

const all = new Holidays();
const lines = Object.keys(all.getCountries())
  .sort()
  .map((country) => {
    const rules = new Map();
    const place = (state) =>
      rulesOf(country, state).map((each) => {
        const text = JSON.stringify([each.rule, ...each.names, written(each)]);
        if (!rules.has(text)) rules.set(text, rules.size);
        return rules.get(text);
      });
    const whole = place();
    const [french, english] = ["fr", "en"].map((language) => all.getStates(country, language) ?? {});
    const states = Object.keys(french).map((code) => [
      code,
      withApostrophes(french[code]),
      english[code],
      place(code).join(" "),
    ]);
    const table = { whole: whole.join(" "), states, rules: [...rules.keys()].map((text) => JSON.parse(text)) };
    const text = JSON.stringify(table).replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${");
    return `  ${country}: () => \`${text}\`,`;
  });
writeFileSync(
  "src/duty/holiday-table.ts",
  `/**
 * Public holidays of ${lines.length} countries and their regions from ${FIRST} to ${LAST}. Made by \`npm run holidays\` from
 * date-holidays ${version} (github.com/commenthol/date-holidays): code ISC, © commenthol; data CC BY-SA 3.0, taken there
 * from Wikipedia and others. What is made from them here is under CC BY-SA 3.0 as well. Each country: its rules,
 * with their names in French and English and their days (\`=\`: as the rule says), those of the whole, and of each region.
 */
export const holidayTable: Readonly<Record<string, () => string>> = {
${lines.join("\n")}
};
`,
);
