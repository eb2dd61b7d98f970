import fc from "fast-check";
import { type Office, office } from "../../src/duty/office.ts";

/** Something of everything that an office can hold. */
export const fullOffice: Office = office.parse({
  name: "Les Tilleuls",
  zone: "Europe/Paris",
  region: "57",
  language: "fr",
  closedOnHolidays: false,
  workedHolidays: ["easter 50", "12-26 and if sunday then next monday"],
  threshold: { days: 6, hours: 7.5 },
  hours: [
    { weekdays: [1, 2, 3, 4, 5], from: "09:00", to: "12:00" },
    { weekdays: [5, 1], from: "22:00", to: "06:00" },
  ],
  people: [
    {
      id: "zoe",
      name: "Zoé d’Août; DROP TABLE person",
      numbers: ["+33612345678", "+33387654321"],
      email: "zoe@example.org",
      roles: ["on-call", "answers"],
      told: { messages: "all", missedCalls: "none" },
    },
    { id: "ann", name: "Ann", numbers: ["+33698765432"], language: "en" },
  ],
  rota: [
    {
      id: "w",
      service: "duty",
      person: "zoe",
      from: "09:00",
      to: "17:00",
      order: 2,
      repeat: { every: "week", weekdays: [5, 1], interval: 2 },
      starts: "2026-01-05",
      ends: "2026-12-31",
    },
    {
      id: "m",
      service: "on-call",
      person: "ann",
      from: "22:00",
      to: "06:00",
      repeat: { every: "month", weekday: 1, nth: -1 },
      starts: "2026-01-05",
    },
    {
      id: "d",
      service: "on-call",
      person: "zoe",
      from: "00:00",
      to: "24:00",
      repeat: { every: "day", interval: 3 },
      starts: "2026-01-05",
    },
    {
      id: "o",
      service: "duty",
      person: "ann",
      from: "08:00",
      to: "09:00",
      repeat: { every: "once" },
      starts: "2026-11-23",
    },
  ],
  closures: [{ id: "c", name: "Inventaire", firstDay: "2026-12-24", lastDay: "2027-01-02", from: "12:00" }],
  leave: [{ id: "l", person: "ann", firstDay: "2026-08-01", lastDay: "2026-08-15" }],
  absences: [{ id: "a", from: 1795400000000, until: 1795403600000, by: "zoe" }],
  overrides: [{ id: "x", service: "duty", from: 1795400000000, until: 1795403600000, people: ["zoe", "ann"] }],
  callers: [
    {
      number: "+33387000001",
      otherNumbers: ["+33612000001"],
      name: "Mme Petit",
      fragile: true,
      note: "La clé est chez la voisine.",
      relatives: [{ name: "Paul Petit", relation: "fils", number: "+33612000002" }, { name: "Mme Roux" }],
      language: "en",
      hardOfHearing: true,
    },
    { number: "+33387000003", name: "M. Grand" },
  ],
  blocked: ["+33899000000", "+33170000000"],
  menu: [
    { key: "2", label: "Rendez-vous", information: "Préparez votre carte vitale.", people: ["ann", "zoe"] },
    { key: "1", label: "Autre" },
  ],
});

const id = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,8}$/);
const time = fc.tuple(fc.nat(23), fc.nat(59)).map(([h, m]) => `${pad(h)}:${pad(m)}`);
const date = fc
  .date({ min: new Date("2020-01-01"), max: new Date("2040-01-01"), noInvalidDate: true })
  .map((d) => d.toISOString().slice(0, 10));
const number = fc.nat(99_999_999).map((n) => `+336${String(n).padStart(8, "0")}`);
const name = fc.string({ minLength: 1, maxLength: 30, unit: "grapheme" }).filter((text) => text.trim().length > 0);
const moment = fc.integer({ min: 0, max: 4_000_000_000_000 });
const pad = (n: number) => String(n).padStart(2, "0");
const weekdays = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 });
const service = fc.constantFrom("duty" as const, "on-call" as const);
const repeat = fc.oneof(
  fc.record({ every: fc.constant("week" as const), weekdays, interval: fc.integer({ min: 1, max: 53 }) }),
  fc.record({
    every: fc.constant("month" as const),
    weekday: fc.integer({ min: 1, max: 7 }),
    nth: fc.constantFrom(-1, 1, 2, 3, 4, 5),
  }),
  fc.record({ every: fc.constant("day" as const), interval: fc.integer({ min: 1, max: 366 }) }),
  fc.record({ every: fc.constant("once" as const) }),
);

/** Any office whose ids are given once and whose people are all there. */
export const anyOffice: fc.Arbitrary<Office> = fc
  .uniqueArray(
    fc.record(
      {
        id,
        name,
        numbers: fc.array(number, { minLength: 1, maxLength: 5 }),
        email: fc.constant("a@example.org"),
        ringSeconds: fc.array(fc.option(fc.integer({ min: 5, max: 120 })), { maxLength: 5 }),
      },
      { requiredKeys: ["id", "name", "numbers"] },
    ),
    { minLength: 1, maxLength: 4, selector: (person) => person.id },
  )
  .chain((people) => {
    const person = fc.constantFrom(...people.map((one) => one.id));
    const several = fc.array(person, { minLength: 1, maxLength: 3 });
    const many = <T extends { id: string }>(one: fc.Arbitrary<T>) =>
      fc.uniqueArray(one, { maxLength: 3, selector: (entry) => entry.id });
    return fc.record({
      name: name,
      zone: fc.constantFrom("Europe/Paris", "America/Montreal", "UTC"),
      people: fc.constant(people),
      hours: fc.array(
        fc.oneof(
          fc.record({ weekdays, from: time, to: time }),
          fc.record({
            weekdays,
            from: time,
            to: time,
            starts: fc.constantFrom("2026-01-01", "2027-02-28"),
            interval: fc.integer({ min: 1, max: 4 }),
          }),
          fc.record({ weekdays, from: time, to: time, ends: fc.constantFrom("2026-12-31", "2028-02-29") }),
        ),
        { maxLength: 3 },
      ),
      rota: many(
        fc.record(
          {
            id,
            service,
            person,
            order: fc.integer({ min: 1, max: 99 }),
            from: time,
            to: time,
            repeat,
            starts: date,
            ends: date,
          },
          { requiredKeys: ["id", "service", "person", "from", "to", "repeat", "starts"] },
        ),
      ),
      closures: many(fc.record({ id, name, firstDay: date, lastDay: date, from: time, to: time })),
      leave: many(fc.record({ id, person, firstDay: date, lastDay: date })),
      absences: many(fc.record({ id, from: moment, until: moment, by: name })),
      overrides: many(fc.record({ id, service, from: moment, until: moment, people: several })),
      callers: fc.uniqueArray(fc.record({ number, name, fragile: fc.boolean() }), {
        maxLength: 3,
        selector: (c) => c.number,
      }),
      blocked: fc.uniqueArray(number, { maxLength: 3 }),
      menu: fc.uniqueArray(
        fc.record(
          { key: fc.constantFrom("1", "2", "3"), label: name, information: name, people: several },
          { requiredKeys: ["key", "label"] },
        ),
        { maxLength: 3, selector: (entry) => entry.key },
      ),
      closedOnHolidays: fc.boolean(),
      workedHolidays: fc.uniqueArray(name, { maxLength: 3, selector: (rule) => rule.trim() }),
      ringSeconds: fc.integer({ min: 5, max: 120 }),
      screening: fc.boolean(),
    });
  })
  .map((value) => office.safeParse(value))
  .filter((parsed) => parsed.success)
  .map((parsed) => parsed.data);
