import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type Holidays from "date-holidays";
import { projectRoot } from "../../src/app/paths.ts";
import { holidayPlaces, holidaysOfYear, regionsOf, rulesOf } from "../../src/duty/holidays.ts";
import type { Language } from "../../src/duty/office.ts";
import { DAY_MS, dayOfDate } from "../../src/duty/wall-clock.ts";

const Library = createRequire(import.meta.url)("date-holidays") as typeof Holidays;

/** What the table makes of the library's French: the names that people use. */
const { inEverydayFrench, withApostrophes } = (await import(
  pathToFileURL(join(projectRoot, ".ci", "everyday-french.mjs")).href
)) as Readonly<Record<"inEverydayFrench" | "withApostrophes", (name: string) => string>>;
const named = (name: string, language: Language) => (language === "fr" ? inEverydayFrench(name) : name);

/** A year as the library that the table was made from has it. */
function fromLibrary(country: string, region: string | undefined, language: Language, year: number) {
  const calendar = new Library({ country, ...(region && { state: region }) }, { types: ["public"] });
  const found = new Map<number, { rule: string; name: string }[]>();
  for (const { rule, name, date, start, end } of calendar.getHolidays(year, language)) {
    const first = dayOfDate(date.slice(0, 10));
    for (let n = 0; n < Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY_MS)); n++)
      found.set(first + n, [...(found.get(first + n) ?? []), { rule, name: named(name, language) }]);
  }
  return [...found].sort(([a], [b]) => a - b);
}

describe("the table of public holidays", function () {
  this.timeout(180_000);
  const whole = [
    "FR",
    "BE",
    "CH",
    "LU",
    "DE",
    "GB",
    "ES",
    "IT",
    "PT",
    "NL",
    "US",
    "RE",
    "GP",
    "MQ",
    "GF",
    "YT",
    "PM",
    "NC",
    "PF",
  ];

  for (const country of whole)
    it(`of ${country} and its regions is that of the library, day by day, from 2020 to 2060`, () => {
      for (const region of [undefined, ...regionsOf(country, "fr").map(({ code }) => code)])
        for (let year = 2020; year <= 2060; year++)
          for (const language of year % 10 === 6 ? (["fr", "en"] as const) : (["fr"] as const))
            assert.deepEqual(
              inOrder([...holidaysOfYear({ country, region, language }, year)]),
              inOrder(fromLibrary(country, region, language, year)),
              `${country} ${region} ${year} ${language}`,
            );
    });

  it("has each country of the library, each region and each rule that an office may have kept", () => {
    const library = new Library();
    assert.deepEqual(holidayPlaces().sort(), Object.keys(library.getCountries()).sort());
    for (const country of holidayPlaces()) {
      for (const language of ["fr", "en"] as const) {
        const known = Object.entries(library.getStates(country, language) ?? {});
        assert.deepEqual(
          Object.fromEntries(regionsOf(country, language).map(({ code, name }) => [code, name])),
          Object.fromEntries(known.map(([code, name]) => [code, language === "fr" ? withApostrophes(name) : name])),
        );
      }
      const rules = new Library({ country }, { types: ["public"] }).getRules();
      const named = new Set(rules.flatMap((each) => ("rule" in each && each.rule ? String(each.rule) : [])));
      assert.deepEqual([...rulesOf(country, undefined)].sort(), [...named].sort(), country);
    }
  });

  it("of every country is that of the library in one year", () => {
    const [first, last] = [dayOfDate("2027-01-01"), dayOfDate("2027-12-31")];
    for (const country of holidayPlaces())
      assert.deepEqual(
        inOrder([...holidaysOfYear({ country, language: "en" }, 2027)]),
        // What begins in December and goes on is of the next year too.
        inOrder(together([2026, 2027].flatMap((year) => fromLibrary(country, undefined, "en", year)))).filter(
          ([day]) => day >= first && day <= last,
        ),
        country,
      );
  });
});

/** Two of one day in the order of their rules: which the library gives first depends on the hour at which a feast begins. */
function inOrder(days: readonly (readonly [number, readonly { readonly rule: string }[]])[]) {
  const order = (a: { readonly rule: string }, b: { readonly rule: string }) => (a.rule < b.rule ? -1 : 1);
  return days.map(([day, all]) => [day, [...all].sort(order)] as const);
}

function together<T>(days: readonly (readonly [number, readonly T[]])[]): [number, T[]][] {
  const all = new Map<number, T[]>();
  for (const [day, some] of days) all.set(day, [...(all.get(day) ?? []), ...some]);
  return [...all].sort(([a], [b]) => a - b);
}
