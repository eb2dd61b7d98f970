import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoOffice } from "../../src/app/demo-office.ts";
import { office } from "../../src/duty/office.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { type Instant, instant } from "../../src/kernel/units.ts";
import { openStore } from "../../src/store/store.ts";
import { fillYear } from "./busy-year.ts";
import type { Measurement } from "./figure.ts";

const DAY = 86_400_000;
const DAYS = 60;
/** So often the office stepped out on each of these days. */
const ABSENCES = 10;

export const seal: Measurement = {
  about: "sealing a day of an office with 100 000 calls in the year, that stepped out ten times a day",
  async measure() {
    const folder = await mkdtemp(join(tmpdir(), "seal-bench-"));
    let now = instant(systemClock.now() - (DAYS + 2) * DAY);
    const clock = { ...systemClock, now: (): Instant => now };
    const store = await openStore({ file: join(folder, "permanence.db"), folder, clock, log: silentLog });
    try {
      const whole = office.parse(demoOffice);
      await store.office.replace(whole, "bench");
      const until = systemClock.now();
      await fillYear(store, { folder, office: whole, until, calls: 100_000, messages: 0 });
      for (let n = 0; n < DAYS * ABSENCES; n++) {
        now = instant(now + DAY / ABSENCES);
        const absence = { id: `a-${n}`, from: now, until: instant(now + 600_000), by: "bench" };
        await store.office.save("absences", absence, "bench");
        if (n > 3) await store.office.remove("absences", `a-${n - 3}`, "bench");
      }
      now = until;
      const values: number[] = [];
      while (values.length < DAYS - 1) {
        const before = performance.now();
        if ((await store.seals.sealDays(now, now)) === 0) break;
        values.push(performance.now() - before);
      }
      const look: number[] = [];
      for (let n = 0; n < 20; n++) {
        const before = performance.now();
        await store.seals.note(now);
        look.push(performance.now() - before);
      }
      return [
        { name: "a day is sealed", unit: "ms", values, aim: 50 },
        { name: "a look whether something else is in force", unit: "ms", values: look },
      ];
    } finally {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
