import assert from "node:assert/strict";
import { dateOfDay, dayOfDate, minuteOf, weekdayOf, zoneNamed } from "../../src/duty/wall-clock.ts";
import { at } from "./offices.ts";

describe("the clock on the office's wall", () => {
  const cases: readonly (readonly [zone: string, date: string, time: string, instant: string, why: string])[] = [
    ["Europe/Paris", "2026-01-15", "09:00", "2026-01-15T09:00+01:00", "winter"],
    ["Europe/Paris", "2026-07-15", "09:00", "2026-07-15T09:00+02:00", "summer"],
    ["Europe/Paris", "2026-07-15", "24:00", "2026-07-16T00:00+02:00", "the end of a day"],
    ["Europe/Paris", "2026-03-29", "01:59", "2026-03-29T01:59+01:00", "before the missing hour"],
    ["Europe/Paris", "2026-03-29", "02:00", "2026-03-29T03:00+02:00", "a missing time moves to the end of the gap"],
    ["Europe/Paris", "2026-03-29", "02:30", "2026-03-29T03:00+02:00", "and so does every other of that hour"],
    ["Europe/Paris", "2026-10-25", "02:00", "2026-10-25T02:00+02:00", "a doubled time is its first coming"],
    ["Europe/Paris", "2026-10-25", "02:59", "2026-10-25T02:59+02:00", "a doubled time is its first coming"],
    ["Europe/Paris", "2026-10-25", "03:00", "2026-10-25T03:00+01:00", "after the doubled hour"],
    ["America/Havana", "2026-03-08", "00:00", "2026-03-08T01:00-04:00", "a day without its midnight"],
    ["Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-04T02:30+11:00", "half an hour missing"],
    ["UTC", "2026-10-25", "02:30", "2026-10-25T02:30Z", "a clock that never changes"],
  ];
  for (const [zone, date, time, expected, why] of cases)
    it(`${zone} ${date} ${time}: ${why}`, () => {
      assert.equal(zoneNamed(zone).instantOf(dayOfDate(date), minuteOf(time)), at(expected));
    });

  it("never runs backwards through a year", () => {
    const zone = zoneNamed("Europe/Paris");
    let before = Number.NEGATIVE_INFINITY;
    for (let day = dayOfDate("2026-01-01"); day < dayOfDate("2027-01-01"); day++)
      for (let minute = 0; minute < 1440; minute += 15) {
        const now = zone.instantOf(day, minute);
        assert.ok(now >= before);
        before = now;
      }
  });

  it("knows the day of an instant and shows its wall time", () => {
    const zone = zoneNamed("Europe/Paris");
    assert.equal(dateOfDay(zone.dayAt(at("2026-07-14T22:30Z"))), "2026-07-15");
    assert.equal(zone.show(at("2026-10-25T01:30Z")), "2026-10-25 02:30");
  });

  it("counts weekdays as ISO does", () => {
    assert.deepEqual(
      ["2026-11-23", "2026-11-29", "1969-12-29"].map((date) => weekdayOf(dayOfDate(date))),
      [1, 7, 1],
    );
  });
});
