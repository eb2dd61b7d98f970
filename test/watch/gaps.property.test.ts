import assert from "node:assert/strict";
import fc from "fast-check";
import type { Office } from "../../src/duty/office.ts";
import { type Instant, instant } from "../../src/kernel/units.ts";
import { type Alarm, nothingWrong } from "../../src/watch/alarm.ts";
import { foresee } from "../../src/watch/foresee.ts";
import { offices } from "../duty/offices.ts";
import { FORTNIGHT_MINUTES, reckon } from "./minute-by-minute.ts";

const MINUTE = 60_000;
const OFFICES = 2000;

/** Nights of all kinds of clocks, year's ends, weeks of holidays, and weeks of nothing. */
const DATES = [
  "2024-03-20",
  "2024-10-20",
  "2024-12-20",
  "2025-03-24",
  "2025-04-28",
  "2025-10-25",
  "2025-12-29",
  "2026-07-10",
  "2026-11-28",
] as const;

const moments = fc
  .tuple(fc.constantFrom(...DATES), fc.integer({ min: 0, max: 1439 }))
  .map(([date, minute]) => ({ date, at: instant(Date.parse(`${date}T00:00Z`) + minute * MINUTE) }));

/** Some are well but for what befalls them: at every hour somebody is there. */
const someOffices = fc
  .tuple(offices, fc.boolean(), fc.constantFrom("as it is", "as it is", "well", "on call"))
  .map(([office, fragile, how]): Office => {
    const always = (service: "duty" | "on-call") => ({
      id: `always-${service}`,
      service,
      person: "bruno",
      order: 9,
      from: "00:00",
      to: "24:00",
      repeat: { every: "day" as const, interval: 1 },
      starts: "2020-01-01",
    });
    return {
      ...office,
      rota: [
        ...office.rota,
        ...(how === "well" ? [always("duty"), always("on-call")] : how === "on call" ? [always("on-call")] : []),
      ],
      callers: fragile
        ? [
            {
              ...office.callers[0],
              number: "+33387000001",
              name: "Mme Roche",
              fragile: true,
            } as Office["callers"][number],
          ]
        : [],
    };
  });

/** The minutes of the alarms of one kind, ahead and within the days that are watched. */
function told(alarms: readonly Alarm[], at: Instant, kind: "nobody-on-duty" | "nobody-on-call"): Uint8Array {
  const minutes = new Uint8Array(FORTNIGHT_MINUTES);
  for (const alarm of alarms)
    if (alarm.kind === kind)
      for (const { from, until } of alarm.detail.gaps)
        for (let n = Math.max(from - at, 0) / MINUTE; n < Math.min((until - at) / MINUTE, FORTNIGHT_MINUTES); n++) {
          if (minutes[n] === 1) assert.fail(`told twice: ${shown(at, n)}`);
          minutes[n] = 1;
        }
  return minutes;
}

const shown = (at: Instant, minute: number): string => new Date(at + minute * MINUTE).toISOString();

describe("the watch over fourteen days (P17)", () => {
  it("misses no minute without anybody, and claims none, as reckoned minute by minute: 2 000 offices", () => {
    let [well, ill] = [0, 0];
    fc.assert(
      fc.property(someOffices, moments, (office, { date, at }) => {
        const right = reckon(office, at, date);
        const alarms = foresee(office, nothingWrong, { now: at, hour: at });
        for (const [kind, reckoned] of [
          ["nobody-on-duty", right.duty],
          ["nobody-on-call", right.onCall],
        ] as const) {
          const found = told(alarms, at, kind);
          const wrong = reckoned.findIndex((nobody, n) => nobody !== found[n]);
          if (wrong >= 0) assert.fail(`${kind} ${reckoned[wrong] === 1 ? "missed" : "claimed"}: ${shown(at, wrong)}`);
        }
        if (right.duty.includes(1) || right.onCall.includes(1)) ill++;
        else well++;
      }),
      { numRuns: OFFICES },
    );
    assert.ok(well > 50 && ill > 500, `${well} well, ${ill} not`);
  });
});
