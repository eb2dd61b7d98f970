import assert from "node:assert/strict";
import { checkOffice } from "../../src/duty/check-office.ts";
import { dutyAt } from "../../src/duty/duty-at.ts";
import { roles } from "../../src/duty/office.ts";
import { parseOffice } from "../../src/duty/parse-office.ts";
import { Fault } from "../../src/kernel/fault.ts";
import { at, type OfficeData, officeWith, rule } from "./offices.ts";

const fine = [rule("alice", "duty", "09:00", "18:00")];
const noon = at("2026-11-23T12:00+01:00");

describe("an office's data, checked", () => {
  it("finds nothing in a plain office", () => assert.deepEqual(checkOffice(officeWith({ rota: fine })), []));

  const cases: readonly (readonly [where: string, words: RegExp, office: OfficeData])[] = [
    ["rota[1].person", /no person .*"ghost"/, { rota: [...fine, rule("ghost", "duty", "09:00", "18:00")] }],
    [
      "leave[0].person",
      /"ghost"/,
      { leave: [{ id: "l", person: "ghost", firstDay: "2026-01-01", lastDay: "2026-01-02" }] },
    ],
    [
      "overrides[0].people[1]",
      /"ghost"/,
      { overrides: [{ id: "o", service: "duty", from: 1, until: 2, people: ["alice", "ghost"] }] },
    ],
    [
      "people",
      /^Nobody is designated to: plan the duty, follow up on messages, watch over quality \(G20\)\.$/,
      {
        rota: fine,
        people: [
          { id: "alice", name: "Alice", numbers: ["0600000001"], roles: ["answers"] },
          { id: "bruno", name: "Bruno", numbers: ["0600000002"], roles: ["on-call", "answers"] },
        ],
      },
    ],
    ["escalation.supervisors[0]", /"ghost"/, { escalation: { supervisors: ["ghost"] } }],
    ["menu[0].people[0]", /"ghost"/, { menu: [{ key: "1", label: "Soins", people: ["ghost"] }] }],
    [
      "menu[1].key",
      /twice/,
      {
        menu: [
          { key: "1", label: "Soins" },
          { key: "1", label: "Factures" },
        ],
      },
    ],
    ["rota[1].id", /also the id of rota\[0\]/, { rota: [...fine, ...fine] }],
    ["absences[0].until", /before it begins/, { absences: [{ id: "a", from: noon, until: noon, by: "x" }] }],
    [
      "overrides[0].until",
      /before it begins/,
      { overrides: [{ id: "o", service: "duty", from: 2, until: 1, people: ["alice"] }] },
    ],
    [
      "closures[0].lastDay",
      /before it begins/,
      { closures: [{ id: "c", name: "x", firstDay: "2026-01-01", lastDay: "2026-01-01", from: "10:00", to: "09:00" }] },
    ],
    [
      "leave[0].lastDay",
      /before it begins/,
      { leave: [{ id: "l", person: "alice", firstDay: "2026-01-02", lastDay: "2026-01-01" }] },
    ],
    [
      "rota[1].ends",
      /before it begins/,
      { rota: [...fine, rule("alice", "duty", "09:00", "18:00", { ends: "2019-01-01" })] },
    ],
    [
      "rota[1].repeat",
      /no day/,
      {
        rota: [
          ...fine,
          rule("alice", "duty", "09:00", "18:00", {
            repeat: { every: "week", weekdays: [1] },
            starts: "2026-11-24",
            ends: "2026-11-29",
          }),
        ],
      },
    ],
    [
      "hours[1]",
      /overlap 20:00–08:00/,
      {
        hours: [
          { weekdays: [7], from: "20:00", to: "08:00" },
          { weekdays: [1], from: "07:00", to: "12:00" },
        ],
      },
    ],
    [
      "absences[1]",
      /overlaps absences\[0\]/,
      {
        absences: [
          { id: "a", from: 1, until: 3, by: "x" },
          { id: "b", from: 2, until: 4, by: "x" },
        ],
      },
    ],
    [
      "overrides[1]",
      /overlaps overrides\[0\]/,
      {
        overrides: [
          { id: "a", service: "duty", from: 1, until: 3, people: ["alice"] },
          { id: "b", service: "duty", from: 2, until: 4, people: ["alice"] },
        ],
      },
    ],
    [
      "people[1].numbers[0]",
      /also a number of A/,
      {
        people: [
          { id: "alice", name: "A", numbers: ["0600000001"], roles: [...roles] },
          { id: "b", name: "B", numbers: ["+33 6 00 00 00 01"] },
        ],
      },
    ],
    ["people[0].numbers[0]", /blocked/, { blocked: ["0600000001"] }],
    ["hours", /always closed/, { hours: [] }],
    ["rota", /Nobody is ever on duty/, { rota: [] }],
    ["region", /no region "75"/, { region: "75" }],
    ["country", /No public holidays/, { country: "XX", people: officeWith().people }],
    ["workedHolidays[1]", /"easter 51".*changes nothing/, { workedHolidays: ["easter 50", "easter 51"] }],
    ["workedHolidays[0]", /no public holiday of this region/, { workedHolidays: ["12-26"] }],
  ];
  for (const [where, words, office] of cases)
    it(`${where}: ${words.source}`, () => {
      const checked = officeWith({ rota: fine, ...office });
      const found = checkOffice(checked);
      assert.deepEqual(
        found.map((problem) => problem.where),
        [where],
      );
      assert.match(found[0]?.sentence.en ?? "", words);
      assert.notEqual(found[0]?.sentence.fr, found[0]?.sentence.en);
      assert.doesNotThrow(() => dutyAt(checked, noon));
    });

  it("says nothing of holidays that are worked where all are, nor of those of the office's region", () => {
    const found = (office: OfficeData) => checkOffice(officeWith({ rota: fine, ...office }));
    assert.deepEqual(found({ closedOnHolidays: false, workedHolidays: ["easter 51"] }), []);
    assert.deepEqual(found({ region: "57", workedHolidays: ["12-26", "easter -2"] }), []);
  });

  it("finds a person without numbers, whom the schema would refuse", () => {
    const office = officeWith({ rota: fine });
    const people = office.people.map((person) => ({ ...person, numbers: [] }));
    assert.equal(checkOffice({ ...office, people })[0]?.where, "people[0].numbers");
  });
});

describe("an office from outside", () => {
  const refused = (json: unknown): string => {
    try {
      parseOffice(json);
    } catch (fault) {
      assert.ok(fault instanceof Fault);
      assert.equal(fault.code, "duty.bad-office");
      return fault.message;
    }
    return "accepted";
  };

  it("is filled in with what it leaves out", () => {
    const office = parseOffice({ name: "Lac", zone: "Europe/Paris" });
    assert.deepEqual(
      [office.language, office.country, office.threshold, office.answerAfterRings],
      ["fr", "FR", { days: 5, hours: 7 }, 2],
    );
  });

  const cases: readonly (readonly [data: unknown, sentence: string])[] = [
    [null, "the office: must be an object with fields"],
    [{ zone: "UTC" }, "name: is missing (a text)"],
    [{ name: "Lac", zone: "Mars/Olympus" }, "zone: not a time zone"],
    [{ name: "Lac", zone: "UTC", country: "fr" }, "country: a country is two capital letters"],
    [
      { name: "Lac", zone: "UTC", hours: [{ weekdays: [8], from: "9:00", to: "24:30" }] },
      'hours[0].from: a time is "HH:MM"; hours[0].to: a time',
    ],
    [
      { name: "Lac", zone: "UTC", hours: [{ weekdays: [8], from: "09:00", to: "10:00" }] },
      "hours[0].weekdays[0]: must be at most 7",
    ],
    [
      { name: "Lac", zone: "UTC", people: [{ id: "a", name: "A", numbers: ["12"] }] },
      'people[0].numbers[0]: "12" is not a telephone number',
    ],
    [
      { name: "Lac", zone: "UTC", people: [{ id: "a", name: "A", numbers: [] }] },
      "people[0].numbers: must be a list of at least 1",
    ],
    [
      { name: "Lac", zone: "UTC", rota: [{ ...fine[0], starts: "2026-02-30" }] },
      "rota[0].starts: must be a date of the calendar",
    ],
    [
      { name: "Lac", zone: "UTC", rota: [{ ...fine[0], repeat: { every: "year" } }] },
      'rota[0].repeat.every: must be one of "week"',
    ],
    [
      { name: "Lac", zone: "UTC", absences: [{ id: "a", from: 1, by: "x" }] },
      "absences[0].until: is missing (a number)",
    ],
    [
      { name: "Lac", zone: "UTC", absences: [{ id: "a", from: 1, until: 9e15, by: "x" }] },
      "absences[0].until: must be at most",
    ],
    [{ name: "Lac", zone: "UTC", horaires: [] }, 'the office: has "horaires", which nobody knows'],
  ];
  for (const [data, sentence] of cases)
    it(sentence, () => {
      const words = refused(data);
      assert.ok(words.includes(sentence), words);
    });

  it("hears of all that is wrong at once", () => {
    const words = refused({ name: 3, zone: "UTC", ringSeconds: 2.5, language: "de" });
    for (const part of [
      "name: must be a text",
      "ringSeconds: must be a whole number",
      'language: must be one of "fr", "en"',
    ])
      assert.ok(words.includes(part), words);
  });
});
