import assert from "node:assert/strict";
import fc from "fast-check";
import {
  comingHolidays,
  holidayClosing,
  holidaysOfYear,
  holidaysOn,
  knowsHolidays,
  rulesOf,
} from "../../src/duty/holidays.ts";
import { dateOfDay, dayOfDate } from "../../src/duty/wall-clock.ts";

/** Fixed by article L3133-1 of the labour code; the four that move with Easter are given year by year. */
const FIXED = ["01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"];
const MOVING: Readonly<
  Record<number, { easterMonday: string; ascension: string; whitMonday: string; goodFriday: string }>
> = {
  2024: { easterMonday: "04-01", ascension: "05-09", whitMonday: "05-20", goodFriday: "03-29" },
  2025: { easterMonday: "04-21", ascension: "05-29", whitMonday: "06-09", goodFriday: "04-18" },
  2026: { easterMonday: "04-06", ascension: "05-14", whitMonday: "05-25", goodFriday: "04-03" },
  2027: { easterMonday: "03-29", ascension: "05-06", whitMonday: "05-17", goodFriday: "03-26" },
  2028: { easterMonday: "04-17", ascension: "05-25", whitMonday: "06-05", goodFriday: "04-14" },
  2029: { easterMonday: "04-02", ascension: "05-10", whitMonday: "05-21", goodFriday: "03-30" },
  2030: { easterMonday: "04-22", ascension: "05-30", whitMonday: "06-10", goodFriday: "04-19" },
};

describe("public holidays of France", () => {
  for (const [text, { easterMonday, ascension, whitMonday, goodFriday }] of Object.entries(MOVING)) {
    const year = Number(text);
    const inParis = [...FIXED, easterMonday, ascension, whitMonday];
    const dates = (region?: string) =>
      [...holidaysOfYear({ country: "FR", region, language: "fr" }, year).keys()].map(dateOfDay).toSorted();
    const of = (days: readonly string[]) => [...new Set(days)].map((day) => `${year}-${day}`).toSorted();

    it(`${year} in Paris`, () => assert.deepEqual(dates(), of(inParis)));
    for (const [region, name] of [
      ["57", "Moselle"],
      ["67", "Bas-Rhin"],
      ["68", "Haut-Rhin"],
    ] as const)
      it(`${year} in ${name}: Good Friday and 26 December as well`, () =>
        assert.deepEqual(dates(region), of([...inParis, goodFriday, "12-26"])));
  }

  it("have names in French and English", () => {
    const day = dayOfDate("2026-12-25");
    assert.deepEqual(holidaysOn({ country: "FR", language: "fr" }, day), [{ rule: "12-25", name: "Noël" }]);
    assert.deepEqual(holidaysOn({ country: "FR", language: "en" }, day), [{ rule: "12-25", name: "Christmas Day" }]);
    assert.deepEqual(holidaysOn({ country: "FR", language: "fr" }, day - 1), []);
  });

  it("are none where the country is not known", () => {
    assert.equal(holidaysOfYear({ country: "XX", language: "fr" }, 2026).size, 0);
    assert.deepEqual(
      [knowsHolidays("FR"), knowsHolidays("FR", "57"), knowsHolidays("FR", "75"), knowsHolidays("XX")],
      [true, true, false, false],
    );
  });
});

describe("public holidays that are worked", () => {
  const paris = { country: "FR", language: "fr", closedOnHolidays: true } as const;
  const pentecost = { ...paris, workedHolidays: ["easter 50"] };

  it("the Monday of Pentecost is worked each year, and every other one closes", () => {
    for (const [year, { whitMonday, easterMonday }] of Object.entries(MOVING)) {
      assert.equal(holidayClosing(pentecost, dayOfDate(`${year}-${whitMonday}`)), null);
      assert.equal(holidayClosing(pentecost, dayOfDate(`${year}-${easterMonday}`)), "Lundi de Pâques");
      assert.equal(holidayClosing(pentecost, dayOfDate(`${year}-12-25`)), "Noël");
    }
  });

  it("of two on one day, one is enough to close: in 2008 Ascension was on the 1st of May", () => {
    const day = dayOfDate("2008-05-01");
    const closing = (...workedHolidays: string[]) => holidayClosing({ ...paris, workedHolidays }, day);
    assert.deepEqual(
      [closing("05-01"), closing("easter 39"), closing("05-01", "easter 39")],
      ["Ascension", "Fête du Travail", null],
    );
  });

  it("a day that makes up for a holiday goes with it", () => {
    const britain = { country: "GB", region: "ENG", language: "en", closedOnHolidays: true } as const;
    const { rule } = holidaysOn(britain, dayOfDate("2027-12-27"))[0] ?? { rule: "" };
    assert.notEqual(holidayClosing({ ...britain, workedHolidays: [] }, dayOfDate("2027-12-27")), null);
    assert.equal(holidayClosing({ ...britain, workedHolidays: [rule] }, dayOfDate("2027-12-27")), null);
  });

  it("whatever is worked and where: a day closes exactly when one of its holidays is not worked", () => {
    const places = [
      ["FR", undefined],
      ["FR", "57"],
      ["FR", "GP"],
      ["BE", undefined],
      ["LU", undefined],
      ["GB", "ENG"],
      ["JP", undefined],
    ] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.integer({ min: 2020, max: 2060 }),
        fc.boolean(),
        fc.infiniteStream(fc.boolean()),
        ([country, region], year, closedOnHolidays, coins) => {
          const place = { country, region, language: "fr" } as const;
          const all = holidaysOfYear(place, year);
          const known = rulesOf(country, region);
          const workedHolidays = [...known].map(String).filter(() => coins.next().value);
          for (const [day, holidays] of all) {
            assert.ok(
              holidays.every(({ rule }) => known.has(rule)),
              "each rule is one of the place",
            );
            const closes = closedOnHolidays && !holidays.every(({ rule }) => workedHolidays.includes(rule));
            assert.equal(holidayClosing({ ...place, closedOnHolidays, workedHolidays }, day) !== null, closes);
            if (!all.has(day + 1))
              assert.equal(holidayClosing({ ...place, closedOnHolidays, workedHolidays }, day + 1), null);
          }
        },
      ),
    );
  });

  it("are chosen from those to come, each once, with its days of this year and the next", () => {
    const coming = comingHolidays({ country: "FR", language: "fr" }, dayOfDate("2026-11-11"));
    assert.equal(coming.length, 11);
    assert.deepEqual(coming.slice(0, 3), [
      { rule: "11-11", name: "Armistice du 11 Novembre", days: ["2026-11-11", "2027-11-11"] },
      { rule: "12-25", name: "Noël", days: ["2026-12-25", "2027-12-25"] },
      { rule: "01-01", name: "Jour de l’An", days: ["2027-01-01"] },
    ]);
    const pentecostDay = coming.find(({ rule }) => rule === "easter 50");
    assert.deepEqual(pentecostDay, { rule: "easter 50", name: "Lundi de Pentecôte", days: ["2027-05-17"] });
    assert.deepEqual(comingHolidays({ country: "XX", language: "fr" }, 20_000), []);
  });
});
