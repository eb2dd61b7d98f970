import assert from "node:assert/strict";
import { coverage } from "../../src/duty/coverage.ts";
import { at, officeWith, rule } from "./offices.ts";

const HOUR = 3_600_000;
const always = [rule("alice", "duty", "09:00", "18:00"), rule("bruno", "on-call", "00:00", "24:00")];

describe("a week's coverage (G1)", () => {
  it("meets the threshold of 5 days and 7 hours", () => {
    const week = coverage(officeWith({ rota: always }), "2026-11-26");
    assert.equal(week.monday, "2026-11-23");
    assert.deepEqual([week.daysMet, week.meets, week.short, week.gaps], [5, true, [], []]);
    assert.deepEqual(
      week.days.map(({ covered }) => covered / HOUR),
      [7, 7, 7, 7, 7, 0, 0],
    );
  });

  it("is met but for a legal holiday in the week of 11 November, which is no fault of the office (P15)", () => {
    const week = coverage(officeWith({ rota: always }), "2026-11-11");
    assert.deepEqual([week.daysMet, week.verdict, week.meets, week.short], [4, "met-but-for", true, []]);
    const { covered, missing, butFor, closed } = week.days[2] ?? {};
    assert.deepEqual(
      [covered, missing, butFor, closed],
      [0, 7 * HOUR, true, { by: "holiday", name: "Armistice du 11 Novembre" }],
    );
  });

  it("is met but for an announced closure, of half a day or of the whole week, and is met where five days are left (P15)", () => {
    const closed = (firstDay: string, lastDay: string, from = "00:00") =>
      coverage(
        officeWith({ rota: always, closures: [{ id: "c", name: "Inventaire", firstDay, lastDay, from }] }),
        "2026-11-23",
      );
    assert.deepEqual(
      [closed("2026-11-26", "2026-11-26", "12:00"), closed("2026-11-23", "2026-11-29")].map(({ verdict, daysMet }) => [
        verdict,
        daysMet,
      ]),
      [
        ["met-but-for", 4],
        ["met-but-for", 0],
      ],
    );
    assert.equal(closed("2026-11-28", "2026-11-29").verdict, "met");
  });

  it("is short where leave, an unfilled rota or missing hours are what keeps it from the threshold (P15)", () => {
    const leave = [{ id: "l", person: "alice", firstDay: "2026-11-12", lastDay: "2026-11-12" }];
    const closures = [{ id: "c", name: "Inventaire", firstDay: "2026-11-26", lastDay: "2026-11-26", from: "17:00" }];
    const mornings = [rule("alice", "duty", "09:00", "12:00")];
    const weeks = [
      coverage(officeWith({ rota: always, leave }), "2026-11-11"),
      coverage(officeWith({ rota: [] }), "2026-11-11"),
      // A day of which the closure takes one hour, and on which nobody came for three of the others.
      coverage(officeWith({ rota: mornings, closures }), "2026-11-26"),
      coverage(
        officeWith({ rota: always, hours: [{ weekdays: [1, 2, 4], from: "09:00", to: "18:00" }] }),
        "2026-11-11",
      ),
    ];
    assert.deepEqual(
      weeks.map(({ verdict, meets }) => [verdict, meets]),
      weeks.map(() => ["short", false]),
    );
    assert.deepEqual(
      weeks[0]?.short.map(({ date }) => date),
      ["2026-11-12"],
    );
  });

  it("counts a holiday that is worked as any day", () => {
    const week = coverage(officeWith({ rota: always, workedHolidays: ["easter 50"] }), "2027-05-17");
    assert.deepEqual([week.daysMet, week.meets, week.short, week.gaps], [5, true, [], []]);
  });

  it("has no gap in a night that was begun before the leave, and one in each that is not taken up (F9)", () => {
    const rota = [rule("alice", "on-call", "20:00", "08:00"), rule("bruno", "on-call", "08:00", "20:00")];
    const leave = [{ id: "l", person: "alice", firstDay: "2026-11-25", lastDay: "2026-11-26" }];
    const week = coverage(officeWith({ rota, leave, hours: [] }), "2026-11-23");
    assert.deepEqual(
      week.gaps.map(({ kind, fromWall, untilWall }) => [kind, fromWall, untilWall]),
      [
        ["nobody-on-call", "2026-11-25 20:00", "2026-11-26 08:00"],
        ["nobody-on-call", "2026-11-26 20:00", "2026-11-27 08:00"],
      ],
    );
  });

  it("counts no hour of a person on leave, and says which", () => {
    const leave = [{ id: "l", person: "alice", firstDay: "2026-11-25", lastDay: "2026-11-25" }];
    const week = coverage(officeWith({ rota: always, leave }), "2026-11-23");
    assert.deepEqual(
      week.short.map(({ date }) => date),
      ["2026-11-25"],
    );
    assert.deepEqual(
      week.gaps.map(({ kind, fromWall, untilWall }) => `${kind} ${fromWall} ${untilWall}`),
      ["nobody-on-duty 2026-11-25 09:00 2026-11-25 12:00", "nobody-on-duty 2026-11-25 14:00 2026-11-25 18:00"],
    );
  });

  it("counts no absence, which is no gap", () => {
    const from = at("2026-11-23T09:00+01:00");
    const absences = [{ id: "a", from, until: from + HOUR, by: "Alice" }];
    const week = coverage(officeWith({ rota: always, absences }), "2026-11-23");
    assert.deepEqual([week.days[0]?.covered, week.days[0]?.open, week.gaps], [6 * HOUR, 7 * HOUR, []]);
  });

  it("finds the hours with nobody on call, one gap across midnight (G6)", () => {
    const rota = [rule("alice", "duty", "09:00", "18:00"), rule("bruno", "on-call", "06:00", "22:00")];
    const week = coverage(officeWith({ rota }), "2026-11-23");
    assert.deepEqual(
      week.gaps.slice(0, 3).map(({ kind, fromWall, untilWall }) => `${kind} ${fromWall} ${untilWall}`),
      [
        "nobody-on-call 2026-11-23 00:00 2026-11-23 06:00",
        "nobody-on-call 2026-11-23 22:00 2026-11-24 06:00",
        "nobody-on-call 2026-11-24 22:00 2026-11-25 06:00",
      ],
    );
    assert.equal(week.gaps.at(-1)?.untilWall, "2026-11-30 00:00");
  });

  it("counts real hours on the nights when clocks change", () => {
    const hours = [{ weekdays: [7], from: "00:00", to: "24:00" }];
    const rota = [rule("alice", "duty", "00:00", "24:00")];
    const sunday = (week: string) => coverage(officeWith({ hours, rota }), week).days[6]?.covered;
    assert.deepEqual(
      [sunday("2026-03-29"), sunday("2026-10-25"), sunday("2026-11-22")],
      [23 * HOUR, 25 * HOUR, 24 * HOUR],
    );
  });
});
