import { attend } from "../../src/attendant/attend.ts";
import { dutyAt } from "../../src/duty/duty-at.ts";
import type { Office } from "../../src/duty/office.ts";
import { instant } from "../../src/kernel/units.ts";
import { bigOffice } from "./big-office.ts";

export interface PlanFigures {
  /** A plan on a day asked about before. Microseconds, the median. */
  readonly warm: number;
  /** A plan for any day of the ten years, seldom asked about before. Microseconds, the median. */
  readonly cold: number;
  /** The first answer of an office just loaded, holidays' library included in a new process. Milliseconds. */
  readonly first: number;
  /** The first answer after a change of the office. Milliseconds, the median. */
  readonly changed: number;
  readonly rotaLines: number;
}

const TEN_YEARS_MINUTES = 10 * 365 * 1440;
const caller = { number: null, name: null, withheld: true };

/** How long a plan takes with ten years of rota for twenty people. */
export function benchPlan(): PlanFigures {
  const office = bigOffice();
  const monday = Date.UTC(2026, 10, 23);
  const first = time(() => dutyAt(office, instant(monday))) / 1000;
  const changed =
    median(
      samples(
        15,
        (_, other) => dutyAt(other, instant(monday)),
        () => ({ ...office }),
      ),
    ) / 1000;
  const plan = (minutes: number) =>
    attend(caller, instant(Date.UTC(2020, 0, 6) + minutes * 60_000), office, { forwards: true });
  const today = (monday - Date.UTC(2020, 0, 6)) / 60_000;
  // Spread over the ten years by a step that shares no factor with them; run in first.
  const spread = (n: number) => (n * 1_234_577) % TEN_YEARS_MINUTES;
  for (let n = 0; n < 4000; n++) plan(spread(n));
  const cold = median(
    samples(
      4000,
      (n) => plan(spread(n + 4000)),
      () => office,
    ),
  );
  const warm = median(
    samples(
      4000,
      (n) => plan(today + (n % 1440)),
      () => office,
    ),
  );
  return { warm, cold, first, changed, rotaLines: office.rota.length };
}

function samples(count: number, run: (n: number, office: Office) => unknown, make: () => Office): readonly number[] {
  return Array.from({ length: count }, (_, n) => {
    const office = make();
    return time(() => run(n, office));
  });
}

/** Microseconds. */
function time(run: () => unknown): number {
  const start = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - start) / 1000;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
