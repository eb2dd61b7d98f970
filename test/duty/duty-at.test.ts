import assert from "node:assert/strict";
import { awayAt, dutyAt } from "../../src/duty/duty-at.ts";
import { nextChange } from "../../src/duty/next-change.ts";
import { slotsBetween } from "../../src/duty/slots.ts";
import { instant } from "../../src/kernel/units.ts";
import { at, ids, type OfficeData, officeWith, rule } from "./offices.ts";

interface Case {
  readonly name: string;
  readonly office: OfficeData;
  readonly at: string;
  readonly closed?: string | null;
  readonly onDuty?: readonly string[];
  readonly onCall?: readonly string[];
}

const nights = { rota: [rule("bruno", "on-call", "22:00", "06:00")] };
const dayAndNight = { rota: [rule("alice", "duty", "09:00", "18:00"), rule("bruno", "on-call", "18:00", "09:00")] };

describe("who is on duty", () => {
  const cases: readonly Case[] = [
    { name: "open on a Monday morning", office: dayAndNight, at: "2026-11-23T09:00+01:00", closed: null },
    { name: "closed for lunch", office: dayAndNight, at: "2026-11-23T12:00+01:00", closed: "hours" },
    { name: "closed on Sunday", office: dayAndNight, at: "2026-11-22T10:00+01:00", closed: "hours" },
    { name: "closed on 11 November", office: {}, at: "2026-11-11T10:00+01:00", closed: "holiday" },
    {
      name: "open on 11 November by choice",
      office: { closedOnHolidays: false },
      at: "2026-11-11T10:00+01:00",
      closed: null,
    },
    {
      name: "open on the Monday of Pentecost, which it works",
      office: { ...dayAndNight, workedHolidays: ["easter 50"] },
      at: "2027-05-17T10:00+02:00",
      closed: null,
      onDuty: ["alice"],
    },
    {
      name: "in the evening of a holiday that it works, closed as on any day",
      office: { ...dayAndNight, workedHolidays: ["easter 50"] },
      at: "2027-05-17T20:00+02:00",
      closed: "hours",
      onCall: ["bruno"],
    },
    {
      name: "closed on the Monday of Easter all the same",
      office: { ...dayAndNight, workedHolidays: ["easter 50"] },
      at: "2027-03-29T10:00+02:00",
      closed: "holiday",
    },
    { name: "26 December in Paris", office: {}, at: "2025-12-26T10:00+01:00", closed: null },
    { name: "26 December in Moselle", office: { region: "57" }, at: "2025-12-26T10:00+01:00", closed: "holiday" },
    {
      name: "a holiday is one before its hours as well",
      office: { hours: [{ weekdays: [2], from: "20:00", to: "02:00" }] },
      at: "2026-07-14T01:00+02:00",
      closed: "holiday",
    },
    {
      name: "hours begun on a holiday stay closed past midnight",
      office: { hours: [{ weekdays: [2], from: "20:00", to: "02:00" }] },
      at: "2026-07-15T01:00+02:00",
      closed: "holiday",
    },
    {
      name: "hours begun the evening before a holiday run to their end",
      office: { hours: [{ weekdays: [1], from: "20:00", to: "02:00" }] },
      at: "2026-07-14T01:00+02:00",
      closed: null,
    },
    {
      name: "the whole day",
      office: { hours: [{ weekdays: [1], from: "08:00", to: "08:00" }] },
      at: "2026-11-24T07:59+01:00",
      closed: null,
    },
    {
      name: "a closure, from its hour on",
      office: {
        closures: [{ id: "c", name: "Inventaire", firstDay: "2026-11-23", lastDay: "2026-11-24", from: "11:00" }],
      },
      at: "2026-11-23T11:00+01:00",
      closed: "closure",
    },
    {
      name: "before the closure's hour",
      office: {
        closures: [{ id: "c", name: "Inventaire", firstDay: "2026-11-23", lastDay: "2026-11-24", from: "11:00" }],
      },
      at: "2026-11-23T10:59+01:00",
      closed: null,
    },
    {
      name: "a closure's last day is included",
      office: { closures: [{ id: "c", name: "Inventaire", firstDay: "2026-11-23", lastDay: "2026-11-24" }] },
      at: "2026-11-24T17:59+01:00",
      closed: "closure",
    },
    { name: "on call before midnight", office: nights, at: "2026-11-23T22:00+01:00", onCall: ["bruno"] },
    { name: "on call after midnight", office: nights, at: "2026-11-24T05:59+01:00", onCall: ["bruno"] },
    { name: "on call no longer", office: nights, at: "2026-11-24T06:00+01:00", onCall: [] },
    { name: "on-call on a holiday as on any day", office: nights, at: "2026-12-25T23:00+01:00", onCall: ["bruno"] },
    {
      name: "in the order to ring, then by id",
      office: {
        rota: [
          rule("chloe", "duty", "09:00", "18:00", { order: 2 }),
          rule("bruno", "duty", "09:00", "18:00", { id: "b" }),
          rule("alice", "duty", "09:00", "18:00", { id: "a" }),
        ],
      },
      at: "2026-11-23T10:00+01:00",
      onDuty: ["alice", "bruno", "chloe"],
    },
    {
      name: "a person twice in the rota is there once",
      office: { rota: [rule("alice", "duty", "09:00", "18:00"), rule("alice", "duty", "10:00", "18:00")] },
      at: "2026-11-23T10:00+01:00",
      onDuty: ["alice"],
    },
    {
      name: "a person on leave is not there, on its last day either",
      office: {
        rota: [rule("alice", "duty", "09:00", "18:00"), rule("bruno", "duty", "09:00", "18:00", { order: 2 })],
        leave: [{ id: "l", person: "alice", firstDay: "2026-11-20", lastDay: "2026-11-23" }],
      },
      at: "2026-11-23T17:59+01:00",
      onDuty: ["bruno"],
    },
    {
      name: "a night begun before the leave runs to its end (F9)",
      office: { ...nights, leave: [{ id: "l", person: "bruno", firstDay: "2026-11-24", lastDay: "2026-11-24" }] },
      at: "2026-11-24T05:59+01:00",
      onCall: ["bruno"],
    },
    {
      name: "a night that begins in the leave is not taken up (F9)",
      office: { ...nights, leave: [{ id: "l", person: "bruno", firstDay: "2026-11-24", lastDay: "2026-11-24" }] },
      at: "2026-11-24T22:00+01:00",
      onCall: [],
    },
    {
      name: "a night that began in the leave is not taken up at midnight (F9)",
      office: { ...nights, leave: [{ id: "l", person: "bruno", firstDay: "2026-11-24", lastDay: "2026-11-24" }] },
      at: "2026-11-25T03:00+01:00",
      onCall: [],
    },
    {
      name: "a replaced night begun before the leave runs to its end (F9)",
      office: {
        leave: [{ id: "l", person: "chloe", firstDay: "2026-11-24", lastDay: "2026-11-30" }],
        overrides: [
          {
            id: "o",
            service: "on-call",
            people: ["chloe"],
            from: at("2026-11-23T20:00+01:00"),
            until: at("2026-11-24T08:00+01:00"),
          },
        ],
      },
      at: "2026-11-24T07:59+01:00",
      onCall: ["chloe"],
    },
    {
      name: "a replacement of many days does not hold through the leave (F9)",
      office: {
        leave: [{ id: "l", person: "chloe", firstDay: "2026-11-24", lastDay: "2026-11-24" }],
        overrides: [
          {
            id: "o",
            service: "on-call",
            people: ["chloe"],
            from: at("2026-11-23T20:00+01:00"),
            until: at("2026-11-29T08:00+01:00"),
          },
        ],
      },
      at: "2026-11-24T00:00+01:00",
      onCall: [],
    },
    {
      name: "an override replaces the rota",
      office: {
        ...dayAndNight,
        overrides: [
          {
            id: "o",
            service: "duty",
            from: at("2026-11-23T09:30+01:00"),
            until: at("2026-11-23T11:00+01:00"),
            people: ["chloe", "bruno"],
          },
        ],
      },
      at: "2026-11-23T10:00+01:00",
      onDuty: ["chloe", "bruno"],
    },
    {
      name: "and ends",
      office: {
        ...dayAndNight,
        overrides: [
          {
            id: "o",
            service: "duty",
            from: at("2026-11-23T09:30+01:00"),
            until: at("2026-11-23T11:00+01:00"),
            people: ["chloe"],
          },
        ],
      },
      at: "2026-11-23T11:00+01:00",
      onDuty: ["alice"],
    },
    {
      name: "an inverted override has no effect",
      office: {
        ...dayAndNight,
        overrides: [
          {
            id: "o",
            service: "duty",
            until: at("2026-11-23T09:30+01:00"),
            from: at("2026-11-23T11:00+01:00"),
            people: ["chloe"],
          },
        ],
      },
      at: "2026-11-23T10:00+01:00",
      onDuty: ["alice"],
    },
    {
      name: "someone whom nobody knows is passed over",
      office: {
        rota: [rule("ghost", "duty", "09:00", "18:00"), rule("alice", "duty", "09:00", "18:00", { order: 2 })],
      },
      at: "2026-11-23T10:00+01:00",
      onDuty: ["alice"],
    },
  ];
  for (const { name, office, at: when, closed, onDuty, onCall } of cases)
    it(`${name} (${when})`, () => {
      const duty = dutyAt(officeWith(office), at(when));
      if (closed !== undefined) assert.equal(duty.closed?.by ?? null, closed);
      if (onDuty) assert.deepEqual(ids(duty.onDuty), onDuty);
      if (onCall) assert.deepEqual(ids(duty.onCall), onCall);
    });

  it("gives a reason for all that decided", () => {
    const office = officeWith({
      rota: [
        rule("alice", "duty", "09:00", "18:00"),
        rule("bruno", "duty", "09:00", "18:00", { order: 2 }),
        rule("ghost", "duty", "09:00", "18:00", { order: 3 }),
      ],
      leave: [{ id: "l", person: "alice", firstDay: "2026-11-20", lastDay: "2026-11-23" }],
      absences: [{ id: "a", from: at("2026-11-23T10:00+01:00"), until: at("2026-11-23T10:30+01:00"), by: "Bruno" }],
    });
    assert.deepEqual(dutyAt(office, at("2026-11-23T10:00+01:00")).because, [
      { code: "open", values: { from: "09:00", to: "12:00" } },
      { code: "absence", values: { by: "Bruno", until: "2026-11-23 10:30" } },
      { code: "leave", values: { service: "duty", person: "Alice", until: "2026-11-23" } },
      { code: "rota", values: { service: "duty", person: "Bruno", from: "09:00", to: "18:00" } },
      { code: "unknown-person", values: { service: "duty", person: "ghost" } },
      { code: "nobody", values: { service: "on-call" } },
    ]);
    assert.deepEqual([...awayAt(office, at("2026-11-23T10:00+01:00"))], ["alice"]);
  });

  it("ends an absence by itself (G18)", () => {
    const until = at("2026-11-23T10:30+01:00");
    const office = officeWith({ absences: [{ id: "a", from: at("2026-11-23T10:00+01:00"), until, by: "Bruno" }] });
    assert.equal(dutyAt(office, instant(until - 1)).absence?.id, "a");
    assert.equal(dutyAt(office, until).absence, null);
  });
});

describe("both daylight-saving nights", () => {
  const relay = { rota: [rule("alice", "on-call", "22:00", "02:30"), rule("bruno", "on-call", "02:30", "06:00")] };
  const nightsOf = [
    { name: "the short night", from: "2026-03-28T22:00+01:00", until: "2026-03-29T06:00+02:00", hours: 7 },
    { name: "the long night", from: "2026-10-24T22:00+02:00", until: "2026-10-25T06:00+01:00", hours: 9 },
  ];
  for (const { name, from, until, hours } of nightsOf) {
    it(`${name}: 22:00 to 06:00 covers it whole`, () => {
      const office = officeWith(nights);
      for (let t: number = at(from); t < at(until); t += 300_000)
        assert.deepEqual(ids(dutyAt(office, instant(t)).onCall), ["bruno"]);
      assert.deepEqual(ids(dutyAt(office, instant(at(from) - 1)).onCall), []);
      assert.deepEqual(ids(dutyAt(office, at(until)).onCall), []);
      const [slot] = slotsBetween(office, at(from), at(until)).rota;
      assert.equal(slot && (slot.until - slot.from) / 3_600_000, hours);
    });

    it(`${name}: who hands over at 02:30 does so once, with nobody left out and nobody twice`, () => {
      const office = officeWith(relay);
      const seen: string[] = [];
      for (let t: number = at(from); t < at(until); t += 300_000) {
        const onCall = ids(dutyAt(office, instant(t)).onCall);
        assert.equal(onCall.length, 1);
        if (seen.at(-1) !== onCall[0]) seen.push(...onCall);
      }
      assert.deepEqual(seen, ["alice", "bruno"]);
    });
  }
});

describe("hours with dates", () => {
  const monday = { weekdays: [1, 2, 3, 4, 5], from: "09:00" };
  const open = (hours: Parameters<typeof officeWith>[0], iso: string) =>
    dutyAt(officeWith({ closedOnHolidays: false, ...hours }), at(iso)).closed === null;

  it("change by themselves on the day for which the change was prepared", () => {
    const hours = [
      { ...monday, to: "18:00", ends: "2026-12-31" },
      { ...monday, to: "16:00", starts: "2027-01-01" },
    ];
    assert.equal(open({ hours }, "2026-12-31T17:00+01:00"), true);
    assert.equal(open({ hours }, "2027-01-01T17:00+01:00"), false);
    assert.equal(open({ hours }, "2027-01-01T15:59+01:00"), true);
  });

  it("of every second week count from the ISO week of their first day", () => {
    // A Wednesday: the Saturday of that week is the first.
    const hours = [{ weekdays: [6], from: "09:00", to: "12:00", starts: "2026-11-25", interval: 2 }];
    const saturdays = ["2026-11-21", "2026-11-28", "2026-12-05", "2026-12-12"];
    assert.deepEqual(
      saturdays.map((day) => open({ hours }, `${day}T10:00+01:00`)),
      [false, true, false, true],
    );
  });

  it("of a night begun on their last day run to their end", () => {
    const hours = [{ weekdays: [5], from: "20:00", to: "06:00", ends: "2026-11-27" }];
    assert.equal(open({ hours }, "2026-11-28T05:00+01:00"), true);
    assert.equal(open({ hours }, "2026-12-05T05:00+01:00"), false);
  });

  it("of every second week without a first day are refused with a sentence", () => {
    const hours = [{ weekdays: [6], from: "09:00", to: "12:00", interval: 2 }];
    assert.throws(() => officeWith({ hours }), /hours\[0\]\.starts: hours of every second week need the date/);
  });
});

describe("the next change", () => {
  const office = officeWith(dayAndNight);
  const cases = [
    ["2026-11-23T08:00+01:00", "2026-11-23T09:00+01:00"],
    ["2026-11-23T09:00+01:00", "2026-11-23T12:00+01:00"],
  ] as const;
  for (const [from, next] of cases)
    it(`after ${from} is ${next}`, () => assert.equal(nextChange(office, at(from)), at(next)));

  it("is no midnight at which all goes on as before", () => {
    assert.equal(nextChange(office, at("2026-11-23T18:00+01:00")), at("2026-11-24T09:00+01:00"));
  });

  it("is none where nothing ever changes", () => {
    assert.equal(nextChange(officeWith({ hours: [], closedOnHolidays: false }), at("2026-11-23T18:00+01:00")), null);
  });
});
