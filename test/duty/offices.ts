import fc from "fast-check";
import { IANAZone } from "luxon";
import type { z } from "zod";
import { type Office, type office, roles } from "../../src/duty/office.ts";
import { parseOffice } from "../../src/duty/parse-office.ts";
import { type Instant, instant } from "../../src/kernel/units.ts";

export type OfficeData = Partial<z.input<typeof office>>;

/** An office in Paris with three people and plain week-day hours, changed as the test needs it. */
export function officeWith(data: OfficeData = {}): Office {
  return parseOffice({
    name: "Aide à domicile du Lac",
    zone: "Europe/Paris",
    hours: [
      { weekdays: [1, 2, 3, 4, 5], from: "09:00", to: "12:00" },
      { weekdays: [1, 2, 3, 4, 5], from: "14:00", to: "18:00" },
    ],
    people: [
      { id: "alice", name: "Alice", numbers: ["06 00 00 00 01", "06 00 00 00 11"], roles: [...roles] },
      { id: "bruno", name: "Bruno", numbers: ["06 00 00 00 02"] },
      { id: "chloe", name: "Chloé", numbers: ["06 00 00 00 03"], language: "en" },
    ],
    ...data,
  });
}

let rules = 0;

/** A line of the rota; every day of the week unless told. */
export function rule(
  person: string,
  service: "duty" | "on-call",
  from: string,
  to: string,
  more: Partial<z.input<typeof office>["rota"] extends (infer R)[] | undefined ? R : never> = {},
) {
  rules++;
  return {
    id: `rule-${rules}`,
    service,
    person,
    from,
    to,
    repeat: { every: "week" as const, weekdays: [1, 2, 3, 4, 5, 6, 7] },
    starts: "2020-01-06",
    ...more,
  };
}

/** Wall-clock text with its offset, so that a test says which of two equal hours it means. */
export const at = (iso: string): Instant => instant(Date.parse(iso));

export const ids = (people: readonly { readonly id: string }[]): readonly string[] => people.map(({ id }) => id);

/** Zones that differ in what their clocks do: an hour, half an hour, at midnight, for a month, never. */
export const zones = ["Europe/Paris", "Australia/Lord_Howe", "America/Havana", "Africa/Casablanca", "UTC"] as const;

/** The instants of 2024 to 2026 at which any of the zones changes its clocks. */
const changes: readonly number[] = zones.flatMap((name) => {
  const zone = IANAZone.create(name);
  const found: number[] = [];
  const step = 900_000;
  let before = zone.offset(Date.UTC(2024, 0));
  // By weeks first, then by quarters of an hour in the week of a change.
  for (let week = Date.UTC(2024, 0); week < Date.UTC(2027, 0); week += 672 * step) {
    if (zone.offset(week + 672 * step) === before) continue;
    for (let t = week; t < week + 672 * step; t += step)
      if (zone.offset(t + step) !== before) {
        found.push(t + step);
        before = zone.offset(t + step);
      }
  }
  return found;
});

const MINUTE = 60_000;
export const instants: fc.Arbitrary<Instant> = fc
  .oneof(
    { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -1800, max: 1800 })) },
    { weight: 1, arbitrary: fc.tuple(fc.constant(Date.UTC(2020, 0)), fc.integer({ min: 0, max: 3653 * 1440 })) },
  )
  .map(([origin, minutes]) => instant(origin + minutes * MINUTE));

const quarters = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom("00", "15", "30", "45"));
const wallTime = fc.oneof(
  quarters.map(([h, m]) => `${String(h).padStart(2, "0")}:${m}`),
  fc.constantFrom("00:00", "24:00", "01:30", "02:00", "02:30", "03:00"),
);
const quarterMs = 900_000;
const days = fc.integer({ min: Date.UTC(2024, 0) / 86_400_000, max: Date.UTC(2027, 0) / 86_400_000 });
/** Most lines of a rota have begun long ago. */
const early = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 18_000, max: 19_700 }) },
  { weight: 1, arbitrary: days },
);
const isoDate = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 });
const date = days.map(isoDate);
/** Hours of always, mostly; or from a date, until a date, of some weeks only. */
const hoursSlot = fc.oneof(
  { weight: 2, arbitrary: fc.record({ weekdays, from: wallTime, to: wallTime }) },
  fc.record({ weekdays, from: wallTime, to: wallTime, starts: date }),
  fc.record({ weekdays, from: wallTime, to: wallTime, ends: date }),
  fc.record({ weekdays, from: wallTime, to: wallTime, starts: date, interval: fc.integer({ min: 1, max: 3 }) }),
);
const who = fc.constantFrom("alice", "bruno", "chloe", "ghost");

const repeats = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ every: fc.constant("week" as const), weekdays, interval: fc.integer({ min: 1, max: 3 }) }),
  },
  fc.record({
    every: fc.constant("month" as const),
    weekday: fc.integer({ min: 1, max: 7 }),
    nth: fc.constantFrom(1, 2, 3, 4, 5, -1),
  }),
  fc.record({ every: fc.constant("day" as const), interval: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ every: fc.constant("once" as const) }),
);

const numbered = <T extends object>(prefix: string, list: readonly T[]) =>
  list.map((item, i) => ({ id: `${prefix}-${i}`, ...item }));

const dayRange = fc.tuple(days, fc.integer({ min: 0, max: 200 })).map(([first, length]) => ({
  firstDay: isoDate(first),
  lastDay: isoDate(first + length),
}));
const timeRange = fc
  .tuple(instants, fc.oneof(fc.integer({ min: -4, max: 400 }), fc.integer({ min: 20_000, max: 80_000 })))
  .map(([from, quartersLong]) => {
    const start = Math.floor(from / quarterMs) * quarterMs;
    return { from: start, until: start + quartersLong * quarterMs };
  });

/** Offices of all sorts; boundaries lie on quarters of an hour. Some name a person who is not there. */
export const offices: fc.Arbitrary<Office> = fc
  .record({
    zone: fc.constantFrom(...zones),
    closedOnHolidays: fc.boolean(),
    workedHolidays: fc.subarray(["01-01", "easter 1", "05-01", "easter 39", "easter 50", "07-14", "12-25", "none"]),
    hours: fc.array(hoursSlot, { minLength: 1, maxLength: 4 }),
    rota: fc.array(
      fc.record({
        service: fc.constantFrom("duty" as const, "on-call" as const),
        person: who,
        order: fc.integer({ min: 1, max: 3 }),
        from: wallTime,
        to: wallTime,
        repeat: repeats,
        starts: early.map(isoDate),
        ends: fc.option(days.map(isoDate), { nil: undefined, freq: 2 }),
      }),
      { minLength: 3, maxLength: 14, size: "+1" },
    ),
    closures: fc.array(fc.tuple(dayRange, wallTime, wallTime), { maxLength: 2 }),
    leave: fc.array(fc.tuple(dayRange, who), { maxLength: 2 }),
    overrides: fc.array(
      fc.tuple(timeRange, fc.constantFrom("duty" as const, "on-call" as const), fc.array(who, { minLength: 1 })),
      { maxLength: 3 },
    ),
    absences: fc.array(timeRange, { maxLength: 2 }),
  })
  .map(({ zone, closedOnHolidays, workedHolidays, hours, rota, closures, leave, overrides, absences }) =>
    officeWith({
      zone,
      closedOnHolidays,
      workedHolidays,
      hours,
      rota: numbered("r", rota),
      closures: numbered(
        "c",
        closures.map(([range, from, to]) => ({ ...range, from, to, name: "Travaux" })),
      ),
      leave: numbered(
        "l",
        leave.map(([range, person]) => ({ ...range, person })),
      ),
      overrides: numbered(
        "o",
        overrides.map(([range, service, people]) => ({ ...range, service, people })),
      ),
      absences: numbered(
        "a",
        absences.map((range) => ({ ...range, by: "Alice" })),
      ),
    }),
  );
