import type { Office } from "../../src/duty/office.ts";
import { officeWith, rule } from "../duty/offices.ts";

const YEARS = 10;
const FIRST_MONDAY = Date.UTC(2020, 0, 6);
const DAY = 86_400_000;
const date = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/**
 * Ten years of rota for twenty people, planned week by week as offices do: every week five on duty in two shifts and
 * two on call at night, each as a line of its own (9 396 of them); three leaves a person a year, a swap a week.
 */
export function bigOffice(): Office {
  const people = Array.from({ length: 20 }, (_, i) => ({
    id: `p${i}`,
    name: `Personne ${i}`,
    numbers: [`06000001${String(i).padStart(2, "0")}`],
  }));
  const weeks = Array.from({ length: Math.ceil((YEARS * 365.25) / 7) }, (_, i) => FIRST_MONDAY + i * 7 * DAY);
  const someone = (n: number) => `p${n % 20}`;
  const week = (starts: number) => ({ starts: date(starts), ends: date(starts + 6 * DAY) });
  return officeWith({
    people,
    rota: weeks.flatMap((starts, w) => [
      ...Array.from({ length: 16 }, (_, n) =>
        rule(someone(w + n), "duty", n % 2 ? "08:00" : "13:00", n % 2 ? "13:00" : "19:00", {
          ...week(starts),
          order: (n >> 1) + 1,
          repeat: { every: "week" as const, weekdays: [(n % 5) + 1, ((n + 2) % 5) + 1] },
        }),
      ),
      ...[17, 18].map((n) => rule(someone(w + n), "on-call", "19:00", "08:00", { ...week(starts), order: n - 16 })),
    ]),
    leave: people.flatMap(({ id }, i) =>
      Array.from({ length: YEARS * 3 }, (_, n) => {
        const first = FIRST_MONDAY + (n * 120 + i * 6) * DAY;
        return { id: `l-${i}-${n}`, person: id, firstDay: date(first), lastDay: date(first + 6 * DAY) };
      }),
    ),
    overrides: weeks.map((starts, w) => ({
      id: `o-${w}`,
      service: "duty" as const,
      from: starts + 33 * 3_600_000,
      until: starts + 36 * 3_600_000,
      people: [someone(w + 3), someone(w + 4)],
    })),
    callers: Array.from({ length: 500 }, (_, n) => ({
      number: `01400${String(n).padStart(5, "0")}`,
      name: `Client ${n}`,
    })),
  });
}
