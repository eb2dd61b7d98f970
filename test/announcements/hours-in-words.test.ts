import assert from "node:assert/strict";
import fc from "fast-check";
import { hoursInWords, timeInWords } from "../../src/announcements/hours-in-words.ts";
import { digitsInWords, numberInWords } from "../../src/announcements/number-words.ts";
import type { HoursSlot } from "../../src/duty/office.ts";

const week = [1, 2, 3, 4, 5, 6, 7];
const workdays = [1, 2, 3, 4, 5];
const slot = (weekdays: number[], from: string, to: string): HoursSlot => ({ weekdays, from, to });

const tables: { name: string; hours: HoursSlot[]; fr: string; en: string }[] = [
  { name: "no hours", hours: [], fr: "", en: "" },
  {
    name: "two slots a day",
    hours: [slot(workdays, "14:00", "18:00"), slot(workdays, "09:00", "12:30")],
    fr: "du lundi au vendredi, de neuf heures à douze heures trente et de quatorze heures à dix-huit heures",
    en: "from Monday to Friday, from nine a.m. to twelve thirty p.m. and from two p.m. to six p.m.",
  },
  {
    name: "another Saturday",
    hours: [slot(workdays, "08:15", "17:05"), slot([6], "09:00", "12:00")],
    fr: "du lundi au vendredi, de huit heures quinze à dix-sept heures cinq, et le samedi, de neuf heures à midi",
    en: "from Monday to Friday, from eight fifteen a.m. to five oh five p.m., and on Saturday, from nine a.m. to noon",
  },
  {
    name: "days apart and two in a row",
    hours: [slot([1, 2, 4], "10:00", "12:00")],
    fr: "le lundi, le mardi et le jeudi, de dix heures à midi",
    en: "on Monday, on Tuesday and on Thursday, from ten a.m. to noon",
  },
  {
    name: "a run and a day",
    hours: [slot([1, 2, 3, 5], "10:00", "12:00")],
    fr: "du lundi au mercredi et le vendredi, de dix heures à midi",
    en: "from Monday to Wednesday and on Friday, from ten a.m. to noon",
  },
  {
    name: "across midnight, every day",
    hours: [slot(week, "22:00", "06:00")],
    fr: "tous les jours, de vingt-deux heures à six heures le lendemain",
    en: "every day, from ten p.m. to six a.m. the next morning",
  },
  {
    name: "until midnight is not the next day",
    hours: [slot([7], "21:00", "24:00"), slot([6], "21:00", "00:00")],
    fr: "le samedi et le dimanche, de vingt et une heures à minuit",
    en: "on Saturday and on Sunday, from nine p.m. to midnight",
  },
  {
    name: "always",
    hours: [slot(week, "00:00", "24:00")],
    fr: "sept jours sur sept, vingt-quatre heures sur vingt-quatre",
    en: "seven days a week, twenty-four hours a day",
  },
  {
    name: "slots that touch are one",
    hours: [slot([3], "09:00", "12:00"), slot([3], "12:00", "17:30"), slot([3], "10:00", "11:00")],
    fr: "le mercredi, de neuf heures à dix-sept heures trente",
    en: "on Wednesday, from nine a.m. to five thirty p.m.",
  },
  {
    name: "one o'clock, elided",
    hours: [slot([2], "01:00", "11:00")],
    fr: "le mardi, d'une heure à onze heures",
    en: "on Tuesday, from one a.m. to eleven a.m.",
  },
  {
    name: "three kinds of days",
    hours: [slot([1], "09:00", "12:00"), slot([3], "09:00", "13:00"), slot([5], "09:00", "14:00")],
    fr: "le lundi, de neuf heures à midi, le mercredi, de neuf heures à treize heures, et le vendredi, de neuf heures à quatorze heures",
    en: "on Monday, from nine a.m. to noon, on Wednesday, from nine a.m. to one p.m., and on Friday, from nine a.m. to two p.m.",
  },
];

describe("hours in words (G7)", () => {
  for (const { name, hours, fr, en } of tables)
    it(name, () => {
      assert.equal(hoursInWords(hours, "fr"), fr);
      assert.equal(hoursInWords(hours, "en"), en);
    });

  it("says a time as it is said", () => {
    const times: [number, string, string][] = [
      [0, "minuit", "midnight"],
      [30, "minuit trente", "twelve thirty a.m."],
      [61, "une heure une", "one oh one a.m."],
      [12 * 60, "midi", "noon"],
      [12 * 60 + 45, "douze heures quarante-cinq", "twelve forty-five p.m."],
      [21 * 60 + 21, "vingt et une heures vingt et une", "nine twenty-one p.m."],
      [24 * 60, "minuit", "midnight"],
    ];
    for (const [minutes, fr, en] of times) {
      assert.equal(timeInWords(minutes, "fr"), fr);
      assert.equal(timeInWords(minutes, "en"), en);
    }
  });

  it("never leaves a figure for an engine to read", () => {
    const wall = fc
      .nat(1439)
      .map((m) => `${String(Math.floor(m / 60)).padStart(2, "0")}:${String(m % 60).padStart(2, "0")}`);
    const slots = fc.array(
      fc.record({ weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), from: wall, to: wall }),
    );
    fc.assert(
      fc.property(slots, fc.constantFrom("fr" as const, "en" as const), (hours, language) => {
        const said = hoursInWords(hours, language);
        assert.doesNotMatch(said, /\d|undefined|NaN|^\s|\s$| {2}/);
        assert.equal(said === "", hours.length === 0);
      }),
    );
  });
});

describe("numbers in words", () => {
  it("counts in French", () => {
    const words = {
      1: "un",
      17: "dix-sept",
      21: "vingt et un",
      60: "soixante",
      61: "soixante et un",
      70: "soixante-dix",
      71: "soixante et onze",
      77: "soixante-dix-sept",
      80: "quatre-vingts",
      81: "quatre-vingt-un",
      90: "quatre-vingt-dix",
      91: "quatre-vingt-onze",
      99: "quatre-vingt-dix-neuf",
    };
    for (const [n, said] of Object.entries(words)) assert.equal(numberInWords(Number(n), "fr"), said);
  });

  it("counts in English", () => {
    assert.equal(numberInWords(40, "en"), "forty");
    assert.equal(numberInWords(99, "en"), "ninety-nine");
    assert.equal(numberInWords(100, "en"), "100");
  });

  it("reads telephone numbers pair by pair in French, figure by figure in English", () => {
    assert.equal(
      digitsInWords("06 12 34 56 78", "fr"),
      "zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit",
    );
    assert.equal(
      digitsInWords("01 00 07 80 90", "fr"),
      "zéro un, zéro zéro, zéro sept, quatre-vingts, quatre-vingt-dix",
    );
    assert.equal(
      digitsInWords("+44 20 7946 0958", "fr"),
      "plus quarante-quatre, vingt, soixante-dix-neuf, quarante-six, zéro neuf, cinquante-huit",
    );
    assert.equal(digitsInWords("3631", "fr"), "trente-six, trente et un");
    assert.equal(digitsInWords("112", "fr"), "un, douze");
    assert.equal(digitsInWords("020 7946", "en"), "zero two zero, seven nine four six");
    assert.equal(digitsInWords("", "fr"), "");
  });
});
