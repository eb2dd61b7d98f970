import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { dutyAt } from "../../src/duty/duty-at.ts";
import { parseOffice } from "../../src/duty/parse-office.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { millis } from "../../src/kernel/units.ts";
import { openStore } from "../../src/store/store.ts";
import type { Measurement } from "./figure.ts";

const DAY = 86_400_000;
const PEOPLE = 200;
const WEEKS = 520;
const LINES_A_WEEK = 40;
const CHANGES = 20;

/** Ten years of a rota by weeks, a swap on each day, five weeks of leave a year for each person. */
function tenYears(now: number) {
  const day = (n: number): string => new Date(now + n * DAY).toISOString().slice(0, 10);
  const person = (n: number): string => `p-${((n % PEOPLE) + PEOPLE) % PEOPLE}`;
  const weeks = Array.from({ length: WEEKS }, (_, n) => n - WEEKS / 2);
  return parseOffice({
    name: "Les Tilleuls",
    zone: "Europe/Paris",
    people: Array.from({ length: PEOPLE }, (_, n) => ({
      id: person(n),
      name: `Personne ${n}`,
      numbers: [`+336399${10_000 + n}`, `+331990${10_000 + n}`],
    })),
    rota: weeks.flatMap((week) =>
      Array.from({ length: LINES_A_WEEK }, (_, n) => ({
        id: `r-${week + WEEKS}-${n}`,
        service: n % 2 ? ("duty" as const) : ("on-call" as const),
        person: person(week * LINES_A_WEEK + n),
        from: "08:00",
        to: "18:00",
        repeat: { every: "week" as const, weekdays: [1, 2, 3, 4, 5] },
        starts: day(week * 7),
        ends: day(week * 7 + 6),
      })),
    ),
    overrides: weeks.flatMap((week) =>
      Array.from({ length: 7 }, (_, n) => ({
        id: `o-${week + WEEKS}-${n}`,
        service: "duty" as const,
        from: now + (week * 7 + n) * DAY,
        until: now + (week * 7 + n) * DAY + DAY / 6,
        people: [person(week + n), person(week + n + 100)],
      })),
    ),
    leave: weeks
      .filter((week) => week % 10 === 0)
      .flatMap((week) =>
        Array.from({ length: PEOPLE }, (_, n) => ({
          id: `l-${week + WEEKS}-${n}`,
          person: person(n),
          firstDay: day(week * 7),
          lastDay: day(week * 7 + 6),
        })),
      ),
  });
}

export const schedule: Measurement = {
  about: "how long whoever answers calls stands still when a schedule of ten years for 200 people changes",
  async measure() {
    const folder = await mkdtemp(join(tmpdir(), "schedule-bench-"));
    const common = { file: join(folder, "permanence.db"), folder, clock: systemClock, log: silentLog };
    const office = await openStore(common);
    await office.office.replace(tenYears(systemClock.now()), "bench");
    const telephone = await openStore({ ...common, reach: { behind: millis(7 * DAY), ahead: millis(35 * DAY) } });
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const values: number[] = [];
    try {
      await telephone.office.read();
      for (let n = 0; n < CHANGES; n++) {
        await office.office.save("blocked", `+3319900${1000 + n}` as never, "bench");
        await wait(200);
        delay.enable();
        delay.reset();
        const read = await telephone.office.read();
        // As the next call does it.
        dutyAt(read, systemClock.now());
        await wait(5);
        delay.disable();
        values.push(delay.max / 1e6);
      }
      return [{ name: "the longest stop of the telephone at a change", unit: "ms", values, aim: 20 }];
    } finally {
      await telephone.close();
      await office.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
