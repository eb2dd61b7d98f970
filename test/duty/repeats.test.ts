import assert from "node:assert/strict";
import type { Repeat } from "../../src/duty/office.ts";
import { occurrences } from "../../src/duty/repeats.ts";
import { dateOfDay, dayOfDate } from "../../src/duty/wall-clock.ts";

describe("repeats", () => {
  const cases: readonly {
    readonly name: string;
    readonly repeat: Repeat;
    readonly starts: string;
    readonly ends?: string;
    readonly inFiveWeeks: readonly string[];
  }[] = [
    {
      name: "every other week counts from the ISO week of the start, also for days before it in that week",
      repeat: { every: "week", weekdays: [1, 4], interval: 2 },
      starts: "2026-11-04",
      inFiveWeeks: ["2026-11-05", "2026-11-16", "2026-11-19", "2026-11-30", "2026-12-03"],
    },
    {
      name: "the first Monday",
      repeat: { every: "month", weekday: 1, nth: 1 },
      starts: "2026-11-01",
      inFiveWeeks: ["2026-11-02"],
    },
    {
      name: "the last Friday",
      repeat: { every: "month", weekday: 5, nth: -1 },
      starts: "2026-11-01",
      inFiveWeeks: ["2026-11-27"],
    },
    {
      name: "a fifth Sunday, in the months that have one",
      repeat: { every: "month", weekday: 7, nth: 5 },
      starts: "2026-11-01",
      inFiveWeeks: ["2026-11-29"],
    },
    {
      name: "every tenth day, its last day included",
      repeat: { every: "day", interval: 10 },
      starts: "2026-11-01",
      ends: "2026-11-21",
      inFiveWeeks: ["2026-11-01", "2026-11-11", "2026-11-21"],
    },
    { name: "once", repeat: { every: "once" }, starts: "2026-11-09", inFiveWeeks: ["2026-11-09"] },
    {
      name: "once, ended before",
      repeat: { every: "once" },
      starts: "2026-11-09",
      ends: "2026-11-08",
      inFiveWeeks: [],
    },
  ];
  for (const { name, repeat, starts, ends, inFiveWeeks } of cases)
    it(name, () => {
      const days = occurrences(repeat, starts, ends);
      const first = dayOfDate("2026-11-01");
      const found = Array.from({ length: 35 }, (_, n) => first + n).filter((day) => days.on(day));
      assert.deepEqual(found.map(dateOfDay), inFiveWeeks);
    });
});
