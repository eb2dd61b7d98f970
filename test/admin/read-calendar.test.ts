import assert from "node:assert/strict";
import { readCalendar } from "../../src/admin/calendar/read-calendar.ts";
import type { CalendarReading } from "../../src/admin/calendar/reading.ts";
import { instant } from "../../src/kernel/units.ts";
import { officeWith } from "../duty/offices.ts";

const NOW = instant(Date.parse("2026-11-23T10:00:00+01:00"));
const office = officeWith({
  people: [
    { id: "amelie", name: "Amélie Durand", numbers: ["06 39 98 00 01"], email: "amelie@tilleuls.example" },
    { id: "sophie", name: "Sophie Martin", numbers: ["06 39 98 00 03"] },
    { id: "sophie-2", name: "Sophie Petit", numbers: ["06 39 98 00 04"] },
    { id: "yann", name: "Yann Le Goff", numbers: ["06 39 98 00 05"] },
  ],
});

const calendar = (...events: readonly string[][]) =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", ...events.flatMap((e, n) => ["BEGIN:VEVENT", `UID:u${n}`, ...e, "END:VEVENT"])]
    .concat("END:VCALENDAR", "")
    .join("\r\n");

function read(
  text: string,
  more: { service?: "duty" | "on-call"; choices?: Record<string, string> } = {},
): CalendarReading {
  const answer = readCalendar({ file: text, office, now: NOW, service: "duty", choices: {}, ...more });
  assert.ok("reading" in answer, JSON.stringify(answer));
  return answer.reading;
}

const paris = (from: string, to: string) => [`DTSTART;TZID=Europe/Paris:${from}`, `DTEND;TZID=Europe/Paris:${to}`];
const rulesOf = ({ rota }: CalendarReading) =>
  rota.map(({ id: _, order: __, service, person, from, to, starts, ends, repeat }) => {
    const said =
      repeat.every === "week"
        ? `week/${repeat.interval} ${repeat.weekdays}`
        : repeat.every === "month"
          ? `month ${repeat.nth} ${repeat.weekday}`
          : repeat.every === "day"
            ? `day/${repeat.interval}`
            : "once";
    return `${service} ${person} ${from}-${to} ${said} ${starts}${ends ? `…${ends}` : ""}`;
  });

const rows: readonly [name: string, event: string[], expected: string[]][] = [
  [
    "a week-day repeat of Google's",
    [
      ...paris("20261102T083000", "20261102T130000"),
      "RRULE:FREQ=WEEKLY;BYDAY=MO,WE",
      "SUMMARY:Permanence Amélie Durand",
    ],
    ["duty amelie 08:30-13:00 week/1 1,3 2026-11-02"],
  ],
  [
    "every other week-end, across midnight",
    [
      ...paris("20261114T200000", "20261115T083000"),
      "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU",
      "SUMMARY:astreinte DURAND amelie",
    ],
    ["on-call amelie 20:00-08:30 week/2 6,7 2026-11-14"],
  ],
  [
    "a Friday evening to Monday morning",
    [...paris("20261127T180000", "20261130T080000"), "RRULE:FREQ=WEEKLY", "SUMMARY:Astreinte Yann"],
    ["on-call yann 18:00-18:00 week/1 5,6 2026-11-27", "on-call yann 18:00-08:00 week/1 7 2026-11-29"],
  ],
  [
    "the last Friday of the month",
    [...paris("20261127T090000", "20261127T120000"), "RRULE:FREQ=MONTHLY;BYDAY=-1FR", "SUMMARY:Permanence Yann"],
    ["duty yann 09:00-12:00 month -1 5 2026-11-27"],
  ],
  [
    "the same said by BYSETPOS",
    [
      ...paris("20261127T090000", "20261127T120000"),
      "RRULE:FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1",
      "SUMMARY:Permanence Yann",
    ],
    ["duty yann 09:00-12:00 month -1 5 2026-11-27"],
  ],
  [
    "a day taken out, and one that was moved away",
    [
      ...paris("20261123T090000", "20261123T170000"),
      "RRULE:FREQ=WEEKLY",
      "EXDATE;TZID=Europe/Paris:20261207T090000",
      "SUMMARY:Permanence Yann",
    ],
    ["duty yann 09:00-17:00 week/1 1 2026-11-23…2026-12-06", "duty yann 09:00-17:00 week/1 1 2026-12-14"],
  ],
  [
    "an end that is near",
    [...paris("20261124T090000", "20261124T170000"), "RRULE:FREQ=WEEKLY;COUNT=5", "SUMMARY:Permanence Yann"],
    ["duty yann 09:00-17:00 week/1 2 2026-11-24…2026-12-22"],
  ],
  [
    "an invitation by mail, in Outlook's name of the zone",
    [
      "DTSTART;TZID=Romance Standard Time:20261201T140000",
      "DTEND;TZID=Romance Standard Time:20261201T180000",
      "SUMMARY:Bureau",
      "ATTENDEE;CN=x:MAILTO:Amelie@tilleuls.example",
    ],
    ["duty amelie 14:00-18:00 once 2026-12-01"],
  ],
  [
    "a time in UTC",
    ["DTSTART:20261201T130000Z", "DURATION:PT4H", "SUMMARY:Permanence : Yann Le Goff"],
    ["duty yann 14:00-18:00 once 2026-12-01"],
  ],
  [
    "whole days on call",
    ["DTSTART;VALUE=DATE:20261205", "DTEND;VALUE=DATE:20261207", "SUMMARY:Yann d’astreinte"],
    ["on-call yann 00:00-24:00 once 2026-12-05", "on-call yann 00:00-24:00 once 2026-12-06"],
  ],
];

describe("a calendar file", () => {
  for (const [name, event, expected] of rows)
    it(`with ${name} becomes lines of the rota`, () =>
      assert.deepEqual(rulesOf(read(calendar(event))).sort(), [...expected].sort()));

  it("has a moved time of a repeat stand by itself", () => {
    const text = calendar(
      [...paris("20261123T090000", "20261123T170000"), "RRULE:FREQ=WEEKLY", "SUMMARY:Permanence Yann"],
      [
        ...paris("20261201T100000", "20261201T120000"),
        "RECURRENCE-ID;TZID=Europe/Paris:20261130T090000",
        "SUMMARY:Permanence Yann",
      ],
    ).replace("UID:u1", "UID:u0");
    assert.deepEqual(rulesOf(read(text)).sort(), [
      "duty yann 09:00-17:00 week/1 1 2026-11-23…2026-11-29",
      "duty yann 09:00-17:00 week/1 1 2026-12-07",
      "duty yann 10:00-12:00 once 2026-12-01",
    ]);
  });

  it("by the file's own zone keeps the hour of the wall there", () => {
    const zone = [
      "BEGIN:VTIMEZONE",
      "TZID:Chez nous",
      "BEGIN:STANDARD",
      "DTSTART:19700101T000000",
      "TZOFFSETFROM:+0500",
      "TZOFFSETTO:+0500",
      "END:STANDARD",
      "END:VTIMEZONE",
    ];
    const text = calendar([
      "DTSTART;TZID=Chez nous:20261201T140000",
      "DTEND;TZID=Chez nous:20261201T150000",
      "SUMMARY:Permanence Yann",
    ]).replace("VERSION:2.0", ["VERSION:2.0", ...zone].join("\r\n"));
    assert.deepEqual(rulesOf(read(text)), ["duty yann 10:00-11:00 once 2026-12-01"]);
  });

  it("takes a repeat that the rota can't say date by date, for a year, and says so", () => {
    const reading = read(
      calendar([
        ...paris("20261115T090000", "20261115T120000"),
        "RRULE:FREQ=MONTHLY;BYMONTHDAY=15",
        "SUMMARY:Permanence Yann",
      ]),
    );
    assert.equal(reading.rota.length, 12);
    assert.deepEqual(reading.lines[0]?.why, ["repeat-by-dates"]);
    // The hour of another zone moves on this clock twice a year.
    const elsewhere = read(
      calendar(["DTSTART:20261124T080000Z", "DTEND:20261124T110000Z", "RRULE:FREQ=WEEKLY", "SUMMARY:Permanence Yann"]),
    );
    assert.deepEqual(elsewhere.lines[0]?.why, ["repeat-by-dates"]);
    assert.deepEqual([...new Set(elsewhere.rota.map(({ from }) => from))].sort(), ["09:00", "10:00"]);
  });

  it("makes leave of whole days, and closures of what nobody is named in", () => {
    const reading = read(
      calendar(
        ["DTSTART;VALUE=DATE:20261221", "DTEND;VALUE=DATE:20270103", "SUMMARY:Congés Yann"],
        ["DTSTART;VALUE=DATE:20270503", "SUMMARY:Agence fermée"],
        [...paris("20261224T120000", "20261224T180000"), "SUMMARY:Fermeture de Noël"],
      ),
    );
    assert.deepEqual(
      reading.leave.map(({ id: _, ...leave }) => leave),
      [{ person: "yann", firstDay: "2026-12-21", lastDay: "2027-01-02" }],
    );
    assert.deepEqual(
      reading.closures.map(({ id: _, ...closure }) => closure),
      [
        { name: "Agence fermée", firstDay: "2027-05-03", lastDay: "2027-05-03", from: "00:00", to: "24:00" },
        { name: "Fermeture de Noël", firstDay: "2026-12-24", lastDay: "2026-12-24", from: "12:00", to: "18:00" },
      ],
    );
  });

  it("says of each entry that it leaves out why", () => {
    const times = paris("20261201T090000", "20261201T120000");
    const reading = read(
      calendar(
        [...times, "SUMMARY:Anniversaire de Paul"],
        [...times, "SUMMARY:Permanence Sophie"],
        [...times, "SUMMARY:Permanence Yann", "STATUS:CANCELLED"],
        [...paris("20261001T090000", "20261001T120000"), "SUMMARY:Permanence Yann"],
        [...times, "SUMMARY:Congés Yann"],
        ["SUMMARY:Permanence Yann"],
        [...paris("20261201T120000", "20261201T090000"), "SUMMARY:Permanence Yann"],
        [...paris("20261201T120000", "20270301T090000"), "SUMMARY:Permanence Yann"],
        ["DTSTART;TZID=Lune/Tranquillité:20261202T090000", "DURATION:PT1H", "SUMMARY:Permanence Yann"],
      ),
    );
    assert.deepEqual(
      reading.lines.map(({ why }) => why.join()),
      ["nobody", "unsure", "cancelled", "past", "part-day-leave", "no-time", "no-time", "too-long", "unknown-zone"],
    );
    assert.deepEqual(rulesOf(reading), ["duty yann 09:00-10:00 once 2026-12-02"]);
    const [paul, sophie] = reading.lines;
    assert.ok(paul && sophie);
    const chosen = read(calendar([...times, "SUMMARY:Anniversaire de Paul"], [...times, "SUMMARY:Permanence Sophie"]), {
      service: "on-call",
      choices: { [paul.key]: "closure", [sophie.key]: "sophie-2" },
    });
    assert.deepEqual(rulesOf(chosen), ["duty sophie-2 09:00-12:00 once 2026-12-01"]);
    assert.equal(chosen.closures[0]?.name, "Anniversaire de Paul");
  });

  it("that is none, or far too long, is refused", () => {
    const answer = (text: string) => readCalendar({ file: text, office, now: NOW, service: "duty", choices: {} });
    for (const text of ["", "nom;téléphone", "BEGIN:VCARD\r\nEND:VCARD", "BEGIN:VCALENDAR", "\u0000\u0001"])
      assert.deepEqual(answer(text), { refused: "no-calendar" }, JSON.stringify(text));
    const many = calendar(...Array.from({ length: 2001 }, () => ["SUMMARY:x"]));
    assert.deepEqual(answer(many), { refused: "calendar-too-long" });
    // Followed without an end, these would never be done.
    for (const rule of [
      "FREQ=SECONDLY",
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
      "FREQ=DAILY;INTERVAL=0",
      "FREQ=DAILY;BYMONTH=13",
    ])
      read(calendar([...paris("20200101T090000", "20200101T120000"), `RRULE:${rule}`, "SUMMARY:Permanence Yann"]));
  });
});
