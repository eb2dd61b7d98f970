import assert from "node:assert/strict";
import { holidayOn, holidaysOfYear, knowsHolidays } from "../../src/duty/holidays.ts";
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
    assert.equal(holidayOn({ country: "FR", language: "fr" }, day), "Noël");
    assert.equal(holidayOn({ country: "FR", language: "en" }, day), "Christmas Day");
    assert.equal(holidayOn({ country: "FR", language: "fr" }, day - 1), null);
  });

  it("are none where the country is not known", () => {
    assert.equal(holidaysOfYear({ country: "XX", language: "fr" }, 2026).size, 0);
    assert.deepEqual(
      [knowsHolidays("FR"), knowsHolidays("FR", "57"), knowsHolidays("FR", "75"), knowsHolidays("XX")],
      [true, true, false, false],
    );
  });
});
