import assert from "node:assert/strict";
import { openAnnouncements } from "../../src/announcements/library.ts";
import { saidHours, wordsOf } from "../../src/announcements/said-hours.ts";
import type { Spoken } from "../../src/announcements/spoken.ts";
import { textFor } from "../../src/announcements/text.ts";
import { readTexts, type Texts } from "../../src/announcements/texts.ts";
import { dutyAt } from "../../src/duty/duty-at.ts";
import { instant } from "../../src/kernel/units.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";
import { at, type OfficeData, officeWith } from "../duty/offices.ts";
import { fakeEngine, keptLog } from "./fake-engine.ts";
import { shipped } from "./project.ts";

const workdays = [1, 2, 3, 4, 5];
const hours = [
  { weekdays: workdays, from: "08:30", to: "12:30" },
  { weekdays: workdays, from: "14:00", to: "18:00" },
];
const closure = (firstDay: string, lastDay: string, more: object = {}) => ({
  id: `c-${firstDay}`,
  name: "Travaux",
  firstDay,
  lastDay,
  ...more,
});
const autumn = { closures: [closure("2026-11-27", "2026-12-13")] };
const noon = { closures: [closure("2026-12-24", "2026-12-27", { from: "12:00" })] };

/** A change that is prepared for a holiday. */
const january = {
  hours: [
    { weekdays: workdays, from: "09:00", to: "17:00", ends: "2026-12-31" },
    { weekdays: workdays, from: "10:00", to: "16:00", starts: "2027-01-01" },
  ],
};
/** 2026 has a week 53: weeks are counted from one of them, not by the calendar's numbers. */
const fortnight = {
  hours: [
    { weekdays: [1, 2, 3, 4], from: "09:00", to: "17:00", starts: "2026-11-23", interval: 2 },
    { weekdays: [2, 3, 4, 5], from: "10:00", to: "18:00", starts: "2026-11-30", interval: 2 },
  ],
};

/** What is said instead of, or behind, the weekly hours. */
interface Case {
  readonly name: string;
  readonly office: OfficeData;
  readonly at: string;
  readonly fr: RegExp;
  readonly en: RegExp;
}

const cases: readonly Case[] = [
  {
    name: "a closure is said with its last day and the reopening (P13)",
    office: autumn,
    at: "2026-11-28T10:00+01:00",
    fr: /fermés jusqu'au dimanche treize décembre inclus\. Nous vous répondrons de nouveau le lundi quatorze décembre à huit heures trente\./,
    en: /closed up to and including Sunday December 13\. We will answer again on Monday December 14 at eight thirty a\.m\./,
  },
  {
    name: "on the last day but one of a closure (P13)",
    office: autumn,
    at: "2026-12-12T10:00+01:00",
    fr: /fermés jusqu'à demain inclus\. .* de nouveau le lundi quatorze décembre à/,
    en: /closed up to and including tomorrow\. .* again on Monday December 14 at/,
  },
  {
    name: "on the last day of a closure (P13)",
    office: autumn,
    at: "2026-12-13T10:00+01:00",
    fr: /fermés aujourd'hui\. .* de nouveau demain à huit heures trente\./,
    en: /closed today\. .* again tomorrow at eight thirty a\.m\./,
  },
  {
    name: "on the eve of a closure (P13)",
    office: autumn,
    at: "2026-11-26T19:00+01:00",
    fr: /fermés en ce moment\. Nous vous répondons du lundi au vendredi, .*, sauf de demain au dimanche treize décembre inclus\./,
    en: /We answer from Monday to Friday, .*, except from tomorrow up to and including Sunday December 13\./,
  },
  {
    name: "some days before a closure (P13)",
    office: autumn,
    at: "2026-11-22T19:00+01:00",
    fr: /, sauf du vendredi vingt-sept novembre au dimanche treize décembre inclus\./,
    en: /, except from Friday November 27 up to and including Sunday December 13\./,
  },
  {
    name: "the evening before a closure that begins at noon (P12)",
    office: noon,
    at: "2026-12-23T19:00+01:00",
    fr: /, sauf de demain à midi au dimanche vingt-sept décembre inclus\./,
    en: /, except from tomorrow at noon up to and including Sunday December 27\./,
  },
  {
    name: "in a closure that began at noon today (P12)",
    office: noon,
    at: "2026-12-24T12:10+01:00",
    fr: /fermés jusqu'au dimanche vingt-sept décembre inclus\. .* le lundi vingt-huit décembre à huit heures trente\./,
    en: /closed up to and including Sunday December 27\. .* on Monday December 28 at eight thirty a\.m\./,
  },
  {
    name: "a closure that ends at two in the afternoon (P12)",
    office: { closures: [closure("2026-12-21", "2026-12-22", { to: "14:00" })] },
    at: "2026-12-21T10:00+01:00",
    fr: /fermés jusqu'à demain à quatorze heures\./,
    en: /closed until tomorrow at two p\.m\./,
  },
  {
    name: "the last hours of a closure (P12)",
    office: { closures: [closure("2026-12-21", "2026-12-22", { to: "14:00" })] },
    at: "2026-12-22T10:00+01:00",
    fr: /fermés jusqu'à quatorze heures\. Nous vous répondrons de nouveau à quatorze heures\./,
    en: /closed until two p\.m\. We will answer again at two p\.m\./,
  },
  {
    name: "the evening before an hour's closure (P12)",
    office: { closures: [closure("2026-11-27", "2026-11-27", { from: "10:00", to: "11:00" })] },
    at: "2026-11-26T19:00+01:00",
    fr: /, sauf demain de dix heures à onze heures\./,
    en: /, except tomorrow from ten a\.m\. to eleven a\.m\./,
  },
  {
    name: "a closure after which comes a holiday",
    office: { closures: [closure("2026-12-21", "2026-12-24")] },
    at: "2026-12-22T10:00+01:00",
    fr: /jusqu'au vendredi vingt-cinq décembre inclus\. .* le lundi vingt-huit décembre à/,
    en: /up to and including Friday December 25\. .* on Monday December 28 at/,
  },
  {
    name: "closures with a week-end between them",
    office: { closures: [closure("2026-12-07", "2026-12-11"), closure("2026-12-14", "2026-12-18")] },
    at: "2026-12-08T10:00+01:00",
    fr: /jusqu'au vendredi dix-huit décembre inclus\. .* le lundi vingt et un décembre à/,
    en: /up to and including Friday December 18\. .* on Monday December 21 at/,
  },
  {
    name: "a closure over the end of the year",
    office: { closures: [closure("2026-12-24", "2027-01-03")] },
    at: "2026-12-29T10:00+01:00",
    fr: /jusqu'au dimanche trois janvier inclus\. .* le lundi quatre janvier à huit heures trente/,
    en: /up to and including Sunday January 3\. .* on Monday January 4 at/,
  },
  {
    name: "a closure whose end nobody has planned",
    office: { closures: [closure("2026-11-27", "2029-12-13")] },
    at: "2026-11-28T10:00+01:00",
    fr: /^Bonjour, [^.]*\. Nos bureaux sont fermés en ce moment\. Vous pouvez/,
    en: /closed at the moment\. You can/,
  },
  {
    name: "a closure for which the office wrote words of its own",
    office: { closures: [closure("2026-11-27", "2026-12-13", { says: "Toute l'équipe est en formation !" })] },
    at: "2026-11-28T10:00+01:00",
    fr: /\. Toute l'équipe est en formation\. Nous vous répondrons de nouveau le lundi quatorze décembre/,
    en: /We will answer again on Monday December 14/,
  },
  {
    name: "the eve of a holiday",
    office: {},
    at: "2026-12-24T19:00+01:00",
    fr: /, sauf demain, jour férié\./,
    en: /, except tomorrow, a public holiday\./,
  },
  {
    name: "the eve of a holiday that is worked",
    office: { workedHolidays: ["12-25"] },
    at: "2026-12-24T19:00+01:00",
    fr: /à dix-huit heures\. Vous pouvez/,
    en: /to six p\.m\. You can/,
  },
  {
    name: "a holiday",
    office: {},
    at: "2026-07-14T10:00+02:00",
    fr: /fermés aujourd'hui, jour férié\. Nous vous répondons du lundi au vendredi, [^.]*à dix-huit heures\. Vous/,
    en: /closed today, a public holiday\. We answer from Monday to Friday, .* to six p\.m\. You/,
  },
  {
    name: "the night that a holiday keeps closed past midnight",
    office: { hours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: "20:00", to: "06:00" }] },
    at: "2026-12-26T02:00+01:00",
    fr: /fermés jusqu'à vingt heures\./,
    en: /closed until eight p\.m\./,
  },
  {
    name: "an absence that outlasts the day's hours ends when the office opens",
    office: {
      absences: [{ id: "a", from: at("2026-11-26T10:00+01:00"), until: at("2026-11-26T19:00+01:00"), by: "Alice" }],
    },
    at: "2026-11-26T11:00+01:00",
    fr: /de retour demain à huit heures trente\./,
    en: /back tomorrow at eight thirty a\.m\./,
  },
  {
    name: "an absence with another behind it",
    office: {
      absences: [
        { id: "a", from: at("2026-11-26T10:00+01:00"), until: at("2026-11-26T11:00+01:00"), by: "Alice" },
        { id: "b", from: at("2026-11-26T11:00+01:00"), until: at("2026-11-26T12:00+01:00"), by: "Alice" },
      ],
    },
    at: "2026-11-26T10:30+01:00",
    fr: /de retour à midi\./,
    en: /back at noon\./,
  },
  {
    name: "a week-end",
    office: {},
    at: "2026-11-28T10:00+01:00",
    fr: /en ce moment\. Nous vous répondons du lundi au vendredi, [^.]* à dix-huit heures\. Vous/,
    en: /We answer from Monday to Friday, .* to six p\.m\. You/,
  },
  {
    name: "hours that change within the week",
    office: {
      hours: [
        { weekdays: [1, 2], from: "09:00", to: "17:00", ends: "2026-12-06" },
        { weekdays: [1, 2], from: "10:00", to: "16:00", starts: "2026-12-07" },
      ],
    },
    at: "2026-11-30T07:00+01:00",
    fr: /répondons le lundi et le mardi, de neuf heures à dix-sept heures, et à partir du lundi sept décembre, le lundi et le mardi, de dix heures à seize heures\./,
    en: /and from Monday December 7 on, on Monday and on Tuesday, from ten a\.m\. to four p\.m\./,
  },
  {
    name: "new hours of which the old ones leave nothing before: as in the evening before",
    office: january,
    at: "2026-12-31T18:00+01:00",
    fr: /répondons du lundi au vendredi, de dix heures à seize heures, sauf demain, jour férié\./,
    en: /answer from Monday to Friday, from ten a\.m\. to four p\.m\., except tomorrow, a public holiday\./,
  },
  {
    name: "new hours that begin on a holiday: from the first day on which they can be met, what is before them first",
    office: january,
    at: "2026-12-31T08:00+01:00",
    fr: /à dix-sept heures, sauf demain, jour férié, et à partir du lundi quatre janvier, du lundi au vendredi, de dix heures à seize heures\./,
    en: /to five p\.m\., except tomorrow, a public holiday, and from Monday January 4 on, from Monday to Friday, from ten/,
  },
  {
    name: "new hours on the day and after",
    office: january,
    at: "2027-01-04T09:30+01:00",
    fr: /fermés en ce moment\. Nous vous répondons du lundi au vendredi, de dix heures à seize heures\./,
    en: /closed at the moment\. We answer from Monday to Friday, from ten a\.m\. to four p\.m\./,
  },
  {
    name: "new hours from tomorrow on",
    office: {
      hours: [
        { weekdays: workdays, from: "09:00", to: "17:00", ends: "2026-12-08" },
        { weekdays: workdays, from: "10:00", to: "16:00", starts: "2026-12-09" },
      ],
    },
    at: "2026-12-08T08:00+01:00",
    fr: /à dix-sept heures, et à partir de demain, du lundi au vendredi, de dix heures à seize heures\./,
    en: /to five p\.m\., and from tomorrow on, from Monday to Friday, from ten a\.m\./,
  },
  {
    name: "hours before which there were none",
    office: { hours: [{ weekdays: workdays, from: "09:00", to: "17:00", starts: "2026-12-07" }] },
    at: "2026-12-03T10:00+01:00",
    fr: /Nous vous répondons à partir du lundi sept décembre, du lundi au vendredi, de neuf heures à dix-sept heures\./,
    en: /We answer from Monday December 7 on, from Monday to Friday, from nine a\.m\. to five p\.m\./,
  },
  {
    name: "hours that end, with nothing planned behind them: their last day",
    office: { hours: [{ weekdays: workdays, from: "09:00", to: "17:00", ends: "2026-12-10" }] },
    at: "2026-12-08T08:00+01:00",
    fr: /Nous vous répondons du lundi au vendredi, de neuf heures à dix-sept heures, jusqu'au jeudi dix décembre inclus\./,
    en: /We answer from Monday to Friday, .* to five p\.m\., up to and including Thursday December 10\./,
  },
  {
    name: "every second Saturday, prepared anew from a day of a week without: no change but that of the others",
    office: {
      hours: [
        { weekdays: workdays, from: "09:00", to: "17:00" },
        { weekdays: [6], from: "09:00", to: "12:00", starts: "2026-11-28", interval: 2, ends: "2026-12-31" },
        { weekdays: [6], from: "09:00", to: "12:00", starts: "2027-01-04", interval: 2 },
      ],
    },
    at: "2027-01-01T10:00+01:00",
    fr: /répondons du lundi au vendredi, de neuf heures à dix-sept heures, et un samedi sur deux, de neuf heures à midi\./,
    en: /answer from Monday to Friday, from nine a\.m\. to five p\.m\., and one Saturday in two, from nine a\.m\. to noon\./,
  },
  {
    name: "one week and the other over the end of a year: shortly, by the week that it is",
    office: fortnight,
    at: "2027-01-03T10:00+01:00",
    fr: /Nous vous répondons de nouveau demain à neuf heures\./,
    en: /We answer again tomorrow at nine a\.m\./,
  },
  {
    name: "one week and the other, in the last one of the year",
    office: fortnight,
    at: "2026-12-28T10:00+01:00",
    fr: /Nous vous répondons de nouveau demain à dix heures\./,
    en: /We answer again tomorrow at ten a\.m\./,
  },
  {
    name: "hours of every second Saturday",
    office: {
      hours: [
        { weekdays: workdays, from: "09:00", to: "17:00" },
        { weekdays: [6], from: "09:00", to: "12:00", starts: "2026-11-23", interval: 2 },
      ],
    },
    at: "2026-11-26T19:00+01:00",
    fr: /, et un samedi sur deux, de neuf heures à midi\./,
    en: /, and one Saturday in two, from nine a\.m\. to noon\./,
  },
  {
    name: "irregular hours are said shortly",
    office: { hours: workdays.map((day) => ({ weekdays: [day], from: `0${day}:15`, to: `1${day}:45` })) },
    at: "2026-11-26T19:00+01:00",
    fr: /Nous vous répondons de nouveau demain à cinq heures quinze\./,
    en: /We answer again tomorrow at five fifteen a\.m\./,
  },
];

describe("what callers hear is what the planner knows", () => {
  const texts: Record<"fr" | "en", Texts> = { fr: {}, en: {} };
  before(async () => {
    for (const language of ["fr", "en"] as const) texts[language] = await readTexts(shipped, language);
  });

  /** As the attendant chooses it. */
  function heard(data: OfficeData, iso: string, language: "fr" | "en", urgent = false): string {
    const office = officeWith({ hours, ...data });
    const now = at(iso);
    const { closed, absence } = dutyAt(office, now);
    const kind = closed === null ? (absence ? "absence" : "welcome") : closed.by === "hours" ? "closed" : closed.by;
    return textFor({ kind, language, urgent }, office, {}, texts[language], now);
  }

  for (const { name, office, at: when, fr, en } of cases)
    it(name, () => {
      assert.match(heard(office, when, "fr"), fr);
      assert.match(heard(office, when, "en"), en);
    });

  it("no text of a closure claims the weekly hours (P13)", () => {
    for (const urgent of [false, true])
      assert.doesNotMatch(heard(autumn, "2026-11-28T10:00+01:00", "fr", urgent), /du lundi au vendredi/);
  });

  it("a message is answered with when somebody calls back", () => {
    const thanks = (data: OfficeData, iso: string) =>
      textFor({ kind: "thanks", language: "fr" }, officeWith({ hours, ...data }), {}, texts.fr, at(iso));
    assert.match(thanks({}, "2026-11-26T10:00+01:00"), /vous rappellera au plus vite\./);
    assert.match(thanks({}, "2026-11-26T19:00+01:00"), /rappellera dès la réouverture, demain à huit heures trente\./);
    assert.match(
      thanks(autumn, "2026-11-28T10:00+01:00"),
      /réouverture, le lundi quatorze décembre à huit heures trente\./,
    );
    assert.match(thanks({ hours: [] }, "2026-11-28T10:00+01:00"), /rappellera dès que possible\./);
  });

  it("nothing is claimed by an hour that nobody believes", () => {
    const said = (kind: Spoken["kind"]) =>
      textFor(
        { kind, language: "fr" },
        officeWith({ hours, ...autumn }),
        { at: null },
        texts.fr,
        at("2026-11-28T10:00+01:00"),
      );
    assert.match(said("closed"), /fermés en ce moment\. Vous pouvez/);
    assert.match(said("closure"), /fermés en ce moment\. Vous pouvez/);
    assert.match(said("thanks"), /rappellera dès que possible\./);
  });

  it("what to do in danger of life is said with the numbers of the country", () => {
    const said = (country: string, zone: string, language: "fr" | "en") =>
      textFor({ kind: "danger", language }, officeWith({ country, zone, people: [] }), {}, texts[language], instant(0));
    assert.match(
      said("FR", "Europe/Paris", "fr"),
      /composez le 15, le 18 ou le 112\. Si vous entendez mal, envoyez un texto au 114\./,
    );
    assert.equal(said("GB", "Europe/London", "en"), "In danger of life, hang up and call 999 or 112.");
    assert.match(said("US", "America/New_York", "en"), /call 911\./);
    assert.equal(said("PT", "Europe/Lisbon", "en"), "In danger of life, hang up and call 112.");
    for (const iso of ["2026-11-26T19:00+01:00", "2026-12-25T10:00+01:00", "2026-11-28T10:00+01:00"])
      assert.match(
        heard(autumn, iso, "fr", true),
        /danger pour la vie, composez le 15, le 18 ou le 112\. Par texto, le 114\./,
      );
  });

  it("hours are never said for longer than about twelve seconds", () => {
    for (const { office, at: when } of cases)
      for (const language of ["fr", "en"] as const) {
        const said = saidHours(officeWith({ hours, ...office }), at(when), language);
        assert.ok(wordsOf(said) <= 31, said);
      }
  });

  it("a sound that is not there yet is replaced by a shorter one that is true, never by one of yesterday", async () => {
    const clock = new VirtualClock(at("2026-11-26T20:00+01:00"));
    const engine = fakeEngine();
    const office = officeWith({ hours, ...autumn });
    const library = await openAnnouncements({ folder: "/nowhere", shipped, clock, log: keptLog(), engines: [engine] });
    await library.prepare(office);
    const spoken = engine.said.length;
    const closed: Spoken = { kind: "closure", language: "fr" };
    // Tomorrow's text is spoken the evening before.
    const friday = await library.sound(closed, office, { at: at("2026-11-27T09:00+01:00") });
    assert.match(friday.text, /jusqu'au dimanche treize décembre inclus/);
    assert.equal(engine.said.length, spoken);
    engine.gate = new Promise(() => undefined);
    const later = await clock.run(library.sound(closed, office, { at: at("2026-12-12T09:00+01:00") }));
    assert.equal(later.origin, "spoken");
    assert.match(later.text, /fermés en ce moment\. Vous pouvez/);
    await library.close();
  });
});
