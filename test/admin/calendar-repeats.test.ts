import assert from "node:assert/strict";
import fc from "fast-check";
import ICAL from "ical.js";
import { parseRule } from "../../src/admin/calendar/parse-rule.ts";
import { readCalendar } from "../../src/admin/calendar/read-calendar.ts";
import type { CalendarReading } from "../../src/admin/calendar/reading.ts";
import { repeatDays } from "../../src/admin/calendar/repeat-days.ts";
import { slotsBetween } from "../../src/duty/slots.ts";
import { dateOfDay, dayOfDate, zoneNamed } from "../../src/duty/wall-clock.ts";
import { instant } from "../../src/kernel/units.ts";
import { officeWith } from "../duty/offices.ts";

const NOW = instant(Date.parse("2026-11-23T10:00:00+01:00"));
const office = officeWith({ people: [{ id: "yann", name: "Yann Le Goff", numbers: ["06 39 98 00 05"] }] });

const eventOf = (lines: readonly string[]) => ["BEGIN:VEVENT", ...lines, "END:VEVENT"];
const calendar = (...events: readonly string[][]) =>
  ["BEGIN:VCALENDAR", ...events.flatMap(eventOf), "END:VCALENDAR", ""].join("\r\n");

function read(file: string, choices: Record<string, string> = {}): CalendarReading {
  const answer = readCalendar({ file, office, now: NOW, service: "duty", choices });
  assert.ok("reading" in answer, JSON.stringify(answer));
  return answer.reading;
}

/** Every shift that the reading gives between two days, on the office's clock. */
function shifts({ rota }: CalendarReading, from = "2026-11-23", until = "2028-12-31"): string[] {
  const zone = zoneNamed(office.zone);
  const [since, end] = [zone.instantOf(dayOfDate(from), 0), zone.instantOf(dayOfDate(until) + 1, 0)];
  return slotsBetween({ ...office, rota: [...rota] }, since, end)
    .rota.map((slot) => `${zone.show(slot.from)}–${zone.show(slot.until).slice(11)}`)
    .sort();
}

const paris = (from: string, to: string) => [`DTSTART;TZID=Europe/Paris:${from}`, `DTEND;TZID=Europe/Paris:${to}`];
const yann = "SUMMARY:Permanence Yann";
const repeat = (rule: string, from = "20261123T180000", to = "20261123T200000") =>
  calendar(["UID:u", ...paris(from, to), `RRULE:${rule}`, yann]);

describe("a repeat of a calendar", () => {
  it("with BYHOUR and BYMINUTE as its beginning has them is followed (F2)", () => {
    const reading = read(repeat("FREQ=WEEKLY;BYDAY=MO;BYHOUR=18;BYMINUTE=0;BYSECOND=0"));
    assert.deepEqual(reading.rota[0]?.repeat, { every: "week", weekdays: [1], interval: 1 });
    assert.deepEqual(reading.lines[0]?.why, []);
    assert.deepEqual(shifts(reading, "2026-11-23", "2026-12-06"), ["2026-11-23 18:00–20:00", "2026-11-30 18:00–20:00"]);
  });

  it("with several hours of a day is followed (F2)", () => {
    const reading = read(repeat("FREQ=DAILY;BYHOUR=8,18;COUNT=5"));
    assert.deepEqual(
      shifts(reading).map((each) => each.slice(0, 16)),
      ["2026-11-23 18:00", "2026-11-24 08:00", "2026-11-24 18:00", "2026-11-25 08:00", "2026-11-25 18:00"],
    );
  });

  it("day by day until two years ahead, or eight, is followed to its end in few lines (F2)", () => {
    for (const [until, last] of [
      ["20281122T235959Z", "2028-11-22"],
      ["20341122T235959Z", "2034-11-22"],
    ] as const) {
      const reading = read(repeat(`FREQ=DAILY;UNTIL=${until}`));
      const all = shifts(reading, "2026-11-23", "2036-12-31");
      assert.equal(all.length, dayOfDate(last) - dayOfDate("2026-11-23") + 1);
      assert.equal(all.at(-1), `${last} 18:00–20:00`);
      assert.ok(reading.rota.length < 10);
      assert.deepEqual([reading.lines[0]?.why, reading.lines[0]?.coveredUntil], [[], null]);
    }
  });

  it("that is many dates and no line says the last day that is covered (F2)", () => {
    const endless = read(repeat("FREQ=MONTHLY;BYMONTHDAY=15"));
    assert.deepEqual(endless.lines[0]?.why, ["repeat-by-dates"]);
    assert.equal(endless.lines[0]?.coveredUntil, "2027-11-15");
    const days = read(repeat("FREQ=DAILY;BYMONTHDAY=1,3,5,7,9,11,13,15,17,19,21,23,25,27,29;UNTIL=20361231T000000Z"));
    const covered = days.lines[0]?.coveredUntil;
    assert.ok(covered && covered > "2028-06-01", `${covered}`);
    assert.equal(shifts(days, "2026-11-23", "2040-01-01").at(-1)?.slice(0, 10), covered);
    const leave = calendar(["UID:u", "DTSTART;VALUE=DATE:20261201", "RRULE:FREQ=WEEKLY", "SUMMARY:Congés Yann"]);
    const last = read(leave).leave.at(-1)?.firstDay;
    assert.ok(last && last > "2027-11-01");
    assert.equal(read(leave).lines[0]?.coveredUntil, last);
  });

  it("from a time on moved, for somebody else or longer, is followed on both sides (F2)", () => {
    const moved = calendar(
      ["UID:u", ...paris("20261123T180000", "20261123T200000"), "RRULE:FREQ=WEEKLY;COUNT=6", yann],
      [
        ...["UID:u", ...paris("20261208T190000", "20261208T220000")],
        ...["RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Paris:20261207T180000", "SUMMARY:Astreinte Yann"],
      ],
      [
        "UID:u",
        ...paris("20261216T100000", "20261216T110000"),
        "RECURRENCE-ID;TZID=Europe/Paris:20261214T180000",
        yann,
      ],
    );
    const reading = read(moved);
    assert.deepEqual(
      reading.lines.map(({ why }) => why.join()),
      ["", "", ""],
    );
    assert.deepEqual(shifts(reading), [
      ...["2026-11-23 18:00–20:00", "2026-11-30 18:00–20:00", "2026-12-08 19:00–22:00"],
      ...["2026-12-16 10:00–11:00", "2026-12-22 19:00–22:00", "2026-12-29 19:00–22:00"],
    ]);
    assert.deepEqual([...new Set(reading.rota.map(({ service }) => service))].sort(), ["duty", "on-call"]);
  });

  it("moved from a day on, which is said without its time or in UTC, keeps its new hours (F2)", () => {
    for (const id of ["VALUE=DATE:20261207", "20261207T170000Z"])
      assert.deepEqual(
        shifts(
          read(
            calendar(
              ["UID:u", ...paris("20261123T180000", "20261123T200000"), "RRULE:FREQ=WEEKLY;COUNT=4", yann],
              [
                ...["UID:u", ...paris("20261207T190000", "20261207T210000"), yann],
                `RECURRENCE-ID;RANGE=THISANDFUTURE${id.startsWith("VALUE") ? ";" : ":"}${id}`,
              ],
            ),
          ),
        ),
        ["2026-11-23 18:00–20:00", "2026-11-30 18:00–20:00", "2026-12-07 19:00–21:00", "2026-12-14 19:00–21:00"],
      );
  });

  it("moved twice, without an end, goes on as it was moved last (F2)", () => {
    const change = (id: string, from: string, to: string) => [
      ...["UID:u", ...paris(from, to)],
      ...[`RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Paris:${id}`, yann],
    ];
    const reading = read(
      calendar(
        ["UID:u", ...paris("20261123T180000", "20261123T200000"), "RRULE:FREQ=WEEKLY", yann],
        change("20261221T180000", "20261221T080000", "20261221T090000"),
        change("20261207T180000", "20261207T190000", "20261207T200000"),
      ),
    );
    assert.deepEqual(shifts(reading, "2026-11-23", "2027-01-10"), [
      ...["2026-11-23 18:00–20:00", "2026-11-30 18:00–20:00", "2026-12-07 19:00–20:00", "2026-12-14 19:00–20:00"],
      ...["2026-12-21 08:00–09:00", "2026-12-28 08:00–09:00", "2027-01-04 08:00–09:00"],
    ]);
  });

  const unmet: readonly (readonly [what: string, file: string, names: readonly string[]])[] = [
    ["by the hour", repeat("FREQ=HOURLY;INTERVAL=12"), ["FREQ=HOURLY"]],
    ["by a calendar of its own", repeat("FREQ=MONTHLY;RSCALE=HEBREW"), ["RSCALE"]],
    ["with a month that is none", repeat("FREQ=YEARLY;BYMONTH=13"), ["BYMONTH"]],
    ["with no interval", repeat("FREQ=DAILY;INTERVAL=0"), ["INTERVAL"]],
    ["with an end that is no time", repeat("FREQ=DAILY;UNTIL=bientôt"), ["UNTIL"]],
    ["with a week number in a month", repeat("FREQ=MONTHLY;BYWEEKNO=3"), ["BYWEEKNO"]],
    ["with days that are none", repeat("FREQ=WEEKLY;BYDAY=LU,MA"), ["BYDAY"]],
    ["that is none", repeat("tous les lundis"), ["RRULE"]],
    ["with a second rule", repeat("FREQ=DAILY\r\nRRULE:FREQ=WEEKLY"), ["RRULE"]],
    ["with a rule of exceptions", repeat("FREQ=DAILY\r\nEXRULE:FREQ=WEEKLY"), ["EXRULE"]],
    ["with periods", repeat("FREQ=DAILY\r\nRDATE;VALUE=PERIOD:20261201T180000Z/PT1H"), ["RDATE;VALUE=PERIOD"]],
    ["with an exception that is no time", repeat("FREQ=DAILY\r\nEXDATE:demain"), ["EXDATE"]],
    [
      "of which only the end is there",
      calendar([
        "UID:x",
        ...paris("20261201T180000", "20261201T190000"),
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20261201T170000Z",
        yann,
      ]),
      ["RECURRENCE-ID;RANGE=THISANDFUTURE"],
    ],
    [
      "of which what was is moved",
      calendar([
        "UID:x",
        ...paris("20261201T180000", "20261201T190000"),
        "RECURRENCE-ID;RANGE=THISANDPRIOR:20261201T170000Z",
        yann,
      ]),
      ["RECURRENCE-ID;RANGE=THISANDPRIOR"],
    ],
  ];
  for (const [what, file, names] of unmet)
    it(`${what} says what is not followed, by its name, and is not taken until someone says so (F2)`, () => {
      const reading = read(file);
      const [line] = reading.lines;
      assert.deepEqual([line?.becomes, line?.why, line?.unmet, reading.rota], [null, ["not-obeyed"], names, []]);
      const anyway = read(file, { [line?.key ?? ""]: "yann" });
      assert.ok(anyway.rota.length > 0 && anyway.lines[0]?.why.includes("not-obeyed"));
    });

  const rules: readonly (readonly [rule: string, days: readonly string[]])[] = [
    ["FREQ=MONTHLY;BYDAY=2TU,-1FR;COUNT=4", ["2026-11-27", "2026-12-08", "2026-12-25", "2027-01-12"]],
    ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3", ["2026-11-30", "2026-12-31", "2027-01-29"]],
    ["FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=1", ["2027-08-13"]],
    ["FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3", ["2026-12-31", "2027-01-31", "2027-03-31"]],
    ["FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", ["2026-11-30", "2026-12-31", "2027-01-31"]],
    ["FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO;COUNT=3", ["2027-01-04", "2027-03-01", "2027-05-03"]],
    ["FREQ=YEARLY;COUNT=2", ["2026-11-23", "2027-11-23"]],
    ["FREQ=YEARLY;BYMONTH=12;BYDAY=-1SU;COUNT=2", ["2026-12-27", "2027-12-26"]],
    ["FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO;COUNT=2", ["2027-01-04", "2028-01-03"]],
    ["FREQ=YEARLY;BYYEARDAY=-1;COUNT=2", ["2026-12-31", "2027-12-31"]],
    ["FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU;COUNT=4", ["2026-11-24", "2026-12-06", "2026-12-08", "2026-12-20"]],
    ["FREQ=DAILY;BYMONTH=12;COUNT=2", ["2026-12-01", "2026-12-02"]],
    ["FREQ=DAILY;BYMONTH=12;BYDAY=SA,SU;COUNT=3", ["2026-12-05", "2026-12-06", "2026-12-12"]],
    ["FREQ=WEEKLY;UNTIL=20261207", ["2026-11-23", "2026-11-30", "2026-12-07"]],
    ["FREQ=WEEKLY;UNTIL=20261207T165959Z", ["2026-11-23", "2026-11-30"]],
    ["FREQ=WEEKLY;UNTIL=20261207T170000Z", ["2026-11-23", "2026-11-30", "2026-12-07"]],
    ["FREQ=WEEKLY;COUNT=3\r\nEXDATE;TZID=Europe/Paris:20261130T180000", ["2026-11-23", "2026-12-07"]],
    ["FREQ=WEEKLY;COUNT=3\r\nEXDATE:20261130T170000Z", ["2026-11-23", "2026-12-07"]],
    ["FREQ=WEEKLY;COUNT=3\r\nEXDATE;VALUE=DATE:20261130", ["2026-11-23", "2026-12-07"]],
    [
      "FREQ=WEEKLY;COUNT=2\r\nRDATE;TZID=Europe/Paris:20261125T180000,20261127T180000",
      ["2026-11-23", "2026-11-25", "2026-11-27", "2026-11-30"],
    ],
  ];
  for (const [rule, days] of rules)
    it(`${JSON.stringify(rule)} comes on its days (F2)`, () => {
      const reading = read(repeat(rule));
      assert.deepEqual(reading.lines[0]?.why, []);
      assert.deepEqual(
        shifts(reading, "2026-11-23", "2036-12-31").map((each) => each.slice(0, 10)),
        days,
      );
    });

  it("comes on the days that another reader finds (F2)", () => {
    const list = (min: number, max: number) =>
      fc.uniqueArray(
        fc.integer({ min, max }).filter((n) => n !== 0),
        { minLength: 1, maxLength: 3 },
      );
    const weekdays = fc.uniqueArray(fc.constantFrom("MO", "TU", "WE", "TH", "FR", "SA", "SU"), {
      minLength: 1,
      maxLength: 3,
    });
    const nth = fc
      .tuple(fc.constantFrom("1", "2", "4", "-1", "-2"), fc.constantFrom("MO", "WE", "SU"))
      .map((each) => each.join(""));
    const parts = fc.oneof(
      weekdays.map((days) => `FREQ=DAILY;BYDAY=${days}`),
      fc.constant("FREQ=DAILY"),
      weekdays.map((days) => `FREQ=WEEKLY;BYDAY=${days}`),
      fc.constant("FREQ=WEEKLY"),
      list(-28, 28).map((days) => `FREQ=MONTHLY;BYMONTHDAY=${days}`),
      nth.map((day) => `FREQ=MONTHLY;BYDAY=${day}`),
      fc.tuple(weekdays, fc.constantFrom(1, 2, -1)).map(([days, pos]) => `FREQ=MONTHLY;BYDAY=${days};BYSETPOS=${pos}`),
      fc.constant("FREQ=MONTHLY"),
      fc.tuple(list(1, 12), nth).map(([months, day]) => `FREQ=YEARLY;BYMONTH=${months};BYDAY=${day}`),
      fc.constant("FREQ=YEARLY"),
    );
    fc.assert(
      fc.property(
        parts,
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 20_000, max: 21_500 }),
        (text, every, day) => {
          const value = `${text};INTERVAL=${every}`;
          const start = { day, minute: 540, whole: false, zone: null };
          const { data, unmet } = parseRule({ name: "RRULE", parameters: "", value }, start);
          assert.deepEqual(unmet, []);
          assert.ok(data);
          const last = day + 1500;
          const daysFrom = (from = day) =>
            [...repeatDays(data.rule, start, last, from)]
              .filter((each) => each.day >= from && each.day <= last)
              .map((each) => dateOfDay(each.day));
          const ours = daysFrom();
          const from = ICAL.Time.fromDateTimeString(`${dateOfDay(day)}T09:00:00`, null as never);
          const others: string[] = [];
          const found = ICAL.Recur.fromString(value).iterator(from);
          for (let next = found.next(); next; next = found.next()) {
            const date = next.toString().slice(0, 10);
            if (dayOfDate(date) > last) break;
            // It gives the first day of a daily rule even where that is no day of the rule.
            if (date !== dateOfDay(day) || ours[0] === date) others.push(date);
          }
          assert.deepEqual(ours, others, `${value} from ${dateOfDay(day)}`);
          assert.deepEqual(
            daysFrom(day + 700),
            ours.filter((date) => dayOfDate(date) >= day + 700),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it("of long ago is followed at once (F2)", () => {
    const begun = performance.now();
    const reading = read(repeat("FREQ=DAILY;INTERVAL=3", "00010101T180000", "00010101T200000"));
    assert.ok(performance.now() - begun < 2000);
    assert.equal(reading.lines.length, 1);
  });
});
