import assert from "node:assert/strict";
import fc from "fast-check";
import { dayOfDate, minuteOf, zoneNamed } from "../../src/duty/wall-clock.ts";
import { timesIn } from "../../src/page/lib/when.ts";
import { instants, zones } from "../duty/offices.ts";

describe("a time that is chosen on the page", () => {
  it("is the instant that the schedule takes it for, on each night that clocks change (F6)", () => {
    const chosen = fc.tuple(fc.constantFrom(...zones), instants, fc.integer({ min: -90, max: 90 }));
    fc.assert(
      fc.property(chosen, ([zone, around, minutes]) => {
        // A wall time near a change, whether or not it exists.
        const wall = zoneNamed(zone).show(around);
        const text = new Date(Date.parse(`${wall.replace(" ", "T")}:00Z`) + minutes * 60_000)
          .toISOString()
          .slice(0, 16);
        const right = zoneNamed(zone).instantOf(dayOfDate(text.slice(0, 10)), minuteOf(text.slice(11)));
        assert.equal(timesIn(zone, "fr").instant(text), right, `${text} in ${zone}`);
      }),
      { numRuns: 400 },
    );
  });
});
