import assert from "node:assert/strict";
import fc from "fast-check";
import { readCalendar } from "../../src/admin/calendar/read-calendar.ts";
import type { CalendarReading } from "../../src/admin/calendar/reading.ts";
import { instant } from "../../src/kernel/units.ts";
import { officeWith } from "../duty/offices.ts";
import { withBoss } from "./with-boss.ts";

const NOW = instant(Date.parse("2026-11-23T10:00:00+01:00"));
const office = officeWith({
  people: [
    { id: "yann", name: "Yann Le Goff", numbers: ["06 39 98 00 05"] },
    { id: "chloe", name: "Chloé Martin", numbers: ["06 39 98 00 06"] },
  ],
});

function read(file: string | Uint8Array): CalendarReading {
  const answer = readCalendar({ file, office, now: NOW, service: "duty", choices: {} });
  assert.ok("reading" in answer, JSON.stringify(answer));
  return answer.reading;
}
const told = (file: string | Uint8Array) =>
  read(file).lines.map(({ title, becomes, people, why }) => [title, becomes ?? why.join(), ...people].join(" · "));

const lines = [
  ...["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:1", "DTSTART;TZID=Europe/Paris:20261201T090000"],
  ...["DTEND;TZID=Europe/Paris:20261201T120000", "SUMMARY:Permanence Chloé", "BEGIN:VALARM", "TRIGGER:-PT15M"],
  ...["DTSTART:19990101T000000", "SUMMARY:Rappel", "END:VALARM", "END:VEVENT"],
  ...["BEGIN:VEVENT", "UID:2", "DTSTART:20261202T080000Z", "DURATION:PT2H", "SUMMARY:Astreinte Yann", "END:VEVENT"],
  "END:VCALENDAR",
];
const both = ["Permanence Chloé · shift · chloe", "Astreinte Yann · shift · yann"];
const text = (change: (line: string) => string = (line) => line, end = "\r\n") => lines.map(change).join(end) + end;

describe("whatever is in a calendar file is accounted for", () => {
  const files: readonly (readonly [what: string, file: string | Uint8Array])[] = [
    ["a trailing blank behind each word", text((line) => `${line} `)],
    ["a trailing blank at its beginnings", text((line) => line.replace(/^BEGIN:VEVENT$/, "BEGIN:VEVENT "))],
    ["a tab behind its ends", text((line) => line.replace(/^END:.*/, "$&\t"))],
    ["blanks around the colons of its frame", text((line) => line.replace(/^(BEGIN|END):/, "$1 : "))],
    [
      "small letters",
      text((line) =>
        line.startsWith("SUMMARY")
          ? line.replace("SUMMARY", "summary")
          : line.toLowerCase().replace("europe/paris", "Europe/Paris"),
      ),
    ],
    ["its mark of UTF-8", `\ufeff${text()}`],
    ["no ends of line but CR", text(undefined, "\r")],
    ["no ends of line but LF", text(undefined, "\n")],
    ["empty lines between", text(undefined, "\r\n\r\n")],
    ["every line folded", text((line) => line.replace(/^(.{9})(.+)$/, "$1\r\n $2"))],
    ["every line folded by tabs", text((line) => line.replace(/^(.{4})(.+)$/, "$1\r\n\t$2"))],
    ["its lines indented", text((line) => (/VCALENDAR/.test(line) ? line : `  ${line}`))],
    [
      "its lines indented by their depth",
      text((line) => (/VCALENDAR/.test(line) ? line : /:VEVENT/.test(line) ? `\t${line}` : `\t\t${line}`)),
    ],
    ["no end of its first entry", text((line) => (line === "END:VEVENT" ? "X-LOST:1" : line))],
    ["no end at all", lines.slice(0, -2).join("\r\n")],
    ["lines that are none", text((line) => (line.startsWith("UID") ? `${line}\r\nceci n’est rien` : line))],
    [
      "properties that nobody knows",
      text((line) => (line.startsWith("UID") ? `${line}\r\nX-A;B="c:d":e\r\nATTACH:data:x` : line)),
    ],
    ["Latin-1", Buffer.from(text(), "latin1")],
    ["UTF-16", Buffer.from(`\ufeff${text()}`, "utf16le")],
    ["UTF-8 as bytes", Buffer.from(text())],
    [
      "quoted-printable",
      text((line) =>
        line.replace(
          "SUMMARY:Permanence Chloé",
          "SUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Permanence Chlo=C3=A9",
        ),
      ),
    ],
  ];
  for (const [what, file] of files) it(`with ${what} (F3, F8)`, () => assert.deepEqual(told(file), both));

  it("an entry without its beginning, one without a time, a task and a journal are each a line (F3)", () => {
    const file = [
      ...["BEGIN:VCALENDAR", "BEGIN VEVENT", "UID:9", "DTSTART:20261202T080000Z", "DURATION:PT2H"],
      ...["SUMMARY:Astreinte Yann", "END:VEVENT", "BEGIN:VEVENT", "SUMMARY:Permanence Yann", "END:VEVENT"],
      ...[
        "BEGIN:VEVENT",
        "DTSTART:20261350T080000Z",
        "SUMMARY:Permanence Chloé",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "END:VEVENT",
      ],
      ...["BEGIN:VTODO", "SUMMARY:Acheter du papier", "END:VTODO", "BEGIN:VJOURNAL", "SUMMARY:Notes", "END:VJOURNAL"],
      "END:VCALENDAR",
    ].join("\r\n");
    assert.deepEqual(told(file), [
      ...["Astreinte Yann · shift · yann", "Permanence Yann · no-time", "Permanence Chloé · no-time", " · no-time"],
      ...["Acheter du papier · no-event", "Notes · no-event"],
    ]);
  });

  it("as many lines as beginnings, however a file is mangled (F3)", () => {
    const mangle = fc.array(
      fc.record({ at: fc.nat(lines.length - 1), how: fc.constantFrom("blank", "lower", "drop-end", "tab") }),
    );
    fc.assert(
      fc.property(mangle, (changes) => {
        const next = [...lines];
        for (const { at, how } of changes) {
          const line = next[at] ?? "";
          if (how === "blank") next[at] = `${line}  `;
          if (how === "tab") next[at] = `${line}\t`;
          if (how === "lower" && /^(BEGIN|END)/.test(line)) next[at] = line.toLowerCase();
          if (how === "drop-end" && /^END:VEVENT/i.test(line)) next[at] = "X-GONE:1";
        }
        assert.equal(read(next.join("\r\n")).lines.length, 2);
      }),
    );
  });
});

describe("a large calendar file", () => {
  const past = (n: number) =>
    [
      "BEGIN:VEVENT",
      `UID:p${n}`,
      `DTSTART:2019${String((n % 12) + 1).padStart(2, "0")}01T080000Z`,
      "DURATION:PT1H",
      "SUMMARY:Permanence Yann",
      "END:VEVENT",
    ].join("\r\n");
  const ahead = lines.slice(2, -1).join("\r\n");
  const whole = (entries: readonly string[]) => ["BEGIN:VCALENDAR", ...entries, "END:VCALENDAR"].join("\r\n");

  it("of 2 500 past entries and some ahead is read (F8)", () => {
    const file = whole([...Array.from({ length: 2500 }, (_, n) => past(n)), ahead]);
    const reading = read(file);
    assert.equal(reading.rota.length, 2);
    assert.equal(reading.lines.filter(({ why }) => why.includes("past")).length + reading.pastUnlisted, 2500);
  });

  it("of 20 000 past entries says how many of them have no line (F8)", () => {
    const reading = read(whole([...Array.from({ length: 20_000 }, (_, n) => past(n)), ahead]));
    assert.equal(reading.lines.length + reading.pastUnlisted, 20_002);
    assert.ok(reading.lines.length < 5000 && reading.rota.length === 2);
  });

  const { boss } = withBoss();
  it("of 140 000 beginnings is refused at once, and nobody waits meanwhile (R11)", async () => {
    const file = `BEGIN:VCALENDAR\r\n${"BEGIN:VEVENT\n".repeat(140_000)}END:VCALENDAR\r\n`;
    const begun = performance.now();
    assert.deepEqual(readCalendar({ file, office, now: NOW, service: "duty", choices: {} }), {
      refused: "calendar-too-long",
    });
    assert.ok(performance.now() - begun < 2000, `${performance.now() - begun} ms`);

    let longest = 0;
    let last = performance.now();
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const refusal = await boss.refused("readCalendar", { body: { text: file } });
    clearInterval(watch);
    assert.equal(refusal.is, "422 admin.calendar-too-long", "entries without their end are entries all the same");
    assert.ok(longest < 1000, `the loop stood still for ${longest} ms`);
  });

  it("in Latin-1 is taken as bytes (F8)", async () => {
    const bytes = Buffer.from(
      text((line) => line.replace("Chloé", "Amélie")),
      "latin1",
    ).toString("base64");
    const { lines: read, based } = await boss.ask("readCalendar", { body: { bytes } });
    assert.deepEqual([read[0]?.title, read[0]?.people], ["Permanence Amélie", ["amelie"]]);
    await boss.ask("importCalendar", { body: { bytes, based } });
    assert.equal((await boss.refused("readCalendar", { body: {} })).is, "422 admin.no-calendar");
  });
});
