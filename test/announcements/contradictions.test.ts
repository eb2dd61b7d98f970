import assert from "node:assert/strict";
import fc from "fast-check";
import { contradictions } from "../../src/announcements/checker/contradictions.ts";
import { hoursInWords } from "../../src/announcements/hours-in-words.ts";
import type { Language } from "../../src/duty/office.ts";
import { instant } from "../../src/kernel/units.ts";
import { anOffice } from "./an-office.ts";

/** A Thursday. */
const NOW = instant(Date.parse("2026-11-26T09:00:00Z"));

/** Monday to Friday, 9:00 to 12:30 and 14:00 to 18:00; closed on holidays, and from 30 November to 13 December. */
const usual = anOffice({
  closures: [{ id: "works", name: "Travaux", firstDay: "2026-11-30", lastDay: "2026-12-13" }],
});
/** Monday to Saturday but Wednesday 8:30 to 12:00 and 13:30 to 17:30, Saturday only the morning. */
const varied = anOffice({
  hours: [
    { weekdays: [1, 2, 4, 5, 6], from: "08:30", to: "12:00" },
    { weekdays: [1, 2, 4, 5], from: "13:30", to: "17:30" },
  ],
});
/** Seven days, round the clock. */
const always = anOffice({
  hours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "24:00" }],
  closedOnHolidays: false,
});
/** Monday to Friday, 8:30 to 17:30 without a pause. */
const through = anOffice({ hours: [{ weekdays: [1, 2, 3, 4, 5], from: "08:30", to: "17:30" }] });
const offices = { usual, varied, always, through };

type Row = readonly [keyof typeof offices, Language, string];

const RIGHT: readonly Row[] = [
  [
    "usual",
    "fr",
    "Bonjour, Les Tilleuls. Nos bureaux sont fermés en ce moment. Nous vous répondons du lundi au vendredi, de neuf heures à douze heures trente et de quatorze heures à dix-huit heures.",
  ],
  ["usual", "fr", "Nous sommes ouverts du lundi au vendredi de 9h à 12h30 et de 14h à 18h."],
  ["usual", "fr", "Ouvert du lundi au vendredi, 9 h 00 - 12 h 30 et 14 h 00 - 18 h 00."],
  ["usual", "fr", "Horaires : lundi au vendredi 9:00-12:30, 14:00-18:00."],
  [
    "usual",
    "fr",
    "De neuf heures à midi et demi et de deux heures à six heures, du lundi au vendredi, nous vous répondons.",
  ],
  ["usual", "fr", "Nous répondons en semaine de neuf heures à midi trente et de quatorze à dix-huit heures."],
  [
    "usual",
    "fr",
    "Nous vous répondons le lundi, le mardi, le mercredi, le jeudi et le vendredi de 9 h à 12 h 30 et de 14 h à 18 h.",
  ],
  ["usual", "fr", "Nos bureaux sont fermés le samedi et le dimanche."],
  ["usual", "fr", "Fermé le week-end et les jours fériés."],
  ["usual", "fr", "Nous sommes fermés du lundi 30 novembre au dimanche 13 décembre."],
  ["usual", "fr", "Fermés jusqu'au 13 décembre inclus ; de nouveau le lundi 14 à 9 h."],
  ["usual", "fr", "L'agence rouvrira le lundi 14 décembre à neuf heures."],
  ["usual", "fr", "Nous sommes fermés le 25 décembre."],
  ["usual", "fr", "Fermé le 1er janvier."],
  ["usual", "fr", "Fermé entre 12 h 30 et 14 h."],
  ["usual", "fr", "Nous répondons à partir de neuf heures et jusqu'à dix-huit heures."],
  ["usual", "fr", "Le matin, nous répondons de 9h à 12h30."],
  ["usual", "fr", "L'après-midi, nous répondons de 14 h à 18 h."],
  ["usual", "fr", "Nous vous rappellerons sous 24 heures. Notre numéro est le 03 87 00 00 01."],
  ["usual", "fr", "En cas d'urgence, l'astreinte répond 24h/24 et 7j/7."],
  [
    "usual",
    "fr",
    "Si votre appel est urgent, appuyez sur la touche 1. Le samedi, une personne est d'astreinte de 8 h à 20 h.",
  ],
  ["usual", "fr", "Nous sommes absents pour un court moment. Nous serons de retour à quinze heures trente."],
  ["usual", "fr", "Bonjour, merci de votre appel. Restez en ligne, s'il vous plaît."],
  ["usual", "fr", "Le mercredi, nous répondons de 9h à 12h30 et de 14h à 18h."],
  ["usual", "en", "We are open Monday to Friday, 9 am to 12:30 pm and 2 pm to 6 pm."],
  [
    "usual",
    "en",
    "Our office hours are from nine a.m. to twelve thirty p.m. and from two p.m. to six p.m., from Monday to Friday.",
  ],
  ["usual", "en", "We answer on weekdays from nine to half past twelve and from two to six."],
  ["usual", "en", "Open Mon-Fri, 9:00-12:30 and 14:00-18:00."],
  ["usual", "en", "We are closed on Saturday and Sunday, and on public holidays."],
  ["usual", "en", "We are closed until December 13th."],
  ["usual", "en", "We are closed until 13 December and open again on Monday, December 14 at 9 am."],
  ["usual", "en", "We will call you back within two hours. Press 1 if it is urgent."],
  ["usual", "en", "We are closed at weekends."],
  ["varied", "fr", "Ouvert du lundi au samedi, sauf le mercredi."],
  [
    "varied",
    "fr",
    "Le lundi, le mardi, le jeudi et le vendredi de 8h30 à 12h et de 13h30 à 17h30, et le samedi de 8h30 à midi.",
  ],
  [
    "varied",
    "fr",
    "Nous sommes ouverts les lundis, mardis, jeudis et vendredis de huit heures et demie à midi et de treize heures trente à dix-sept heures trente, ainsi que le samedi de huit heures et demie à midi. Nous sommes fermés le mercredi et le dimanche.",
  ],
  ["varied", "fr", "Le mercredi, nous sommes fermés."],
  ["varied", "fr", "Le samedi matin, nous répondons de huit heures trente à douze heures."],
  ["varied", "fr", "Fermé le samedi après-midi."],
  ["varied", "en", "Open Monday to Saturday except Wednesday."],
  ["varied", "en", "On Saturday we answer from half past eight to noon."],
  ["always", "fr", "Nous répondons sept jours sur sept, vingt-quatre heures sur vingt-quatre."],
  ["always", "fr", "Ouvert 7j/7 et 24h/24, même les jours fériés."],
  ["always", "en", "We answer seven days a week, twenty-four hours a day."],
  ["through", "fr", "Ouvert tous les jours sauf le samedi et le dimanche, de 8 h 30 à 17 h 30."],
  ["through", "fr", "Nous répondons de huit heures trente à cinq heures et demie de l'après-midi."],
  ["through", "en", "Open 8:30 am to 5:30 pm, Monday through Friday."],
  ["through", "en", "We open at eight thirty and close at half past five."],
  [
    "usual",
    "fr",
    "Bonjour, vous êtes bien chez Les Tilleuls. Nos horaires d'ouverture sont les suivants : du lundi au vendredi, de 9 h à 12 h 30, puis de 14 h à 18 h.",
  ],
  [
    "usual",
    "fr",
    "Notre accueil téléphonique est ouvert du lundi au vendredi, le matin de 9h à 12h30 et l'après-midi de 14h à 18h.",
  ],
  ["usual", "fr", "Nous sommes joignables de 9 à 12 h 30 et de 14 à 18 h, du lundi au vendredi inclus."],
  ["usual", "fr", "Ouvert du lundi au vendredi. Fermé le samedi et le dimanche."],
  ["usual", "fr", "Nous ne sommes pas ouverts le samedi."],
  ["usual", "fr", "Nous ne répondons pas le week-end."],
  [
    "usual",
    "fr",
    "Vous pouvez nous joindre du lundi au vendredi de neuf heures à douze heures trente et de quatorze heures à dix-huit heures, sauf les jours fériés.",
  ],
  ["usual", "fr", "Rappelez-nous du lundi au vendredi, de 9 heures à 12 heures 30 ou de 14 heures à 18 heures."],
  ["usual", "fr", "Nos bureaux ouvrent à neuf heures et ferment à dix-huit heures."],
  ["usual", "fr", "L'agence est fermée du 30 novembre au 13 décembre inclus. Réouverture le lundi 14 décembre à 9h."],
  ["usual", "fr", "L'agence sera fermée à compter du lundi 30 novembre."],
  ["usual", "fr", "En raison de travaux, nous sommes fermés jusqu'au dimanche 13 décembre 2026."],
  ["usual", "fr", "Fermeture exceptionnelle du 30/11 au 13/12."],
  ["usual", "fr", "Nous serons fermés le vendredi 25 décembre et le vendredi 1er janvier."],
  ["usual", "fr", "Nous serons de nouveau à votre écoute le 14 décembre dès neuf heures."],
  ["usual", "fr", "Pause déjeuner : fermé de 12h30 à 14h."],
  ["usual", "fr", "Pour nous laisser un message, restez en ligne : nous vous rappellerons dans les deux heures."],
  ["usual", "fr", "Depuis le 1er janvier, notre adresse est 12 rue de la République."],
  ["usual", "fr", "Nous vous répondons tous les jours ouvrés de 9h à 12h30 et de 14h à 18h."],
  ["usual", "fr", "Prise de rendez-vous de 9h à 12h30 et de 14h à 18h du lundi au vendredi."],
  [
    "usual",
    "en",
    "You have reached Lilac House. Our opening hours are Monday to Friday, nine to twelve thirty and two to six.",
  ],
  ["usual", "en", "Our lines are open from 9am until 12.30pm and from 2pm until 6pm, Mondays to Fridays."],
  ["usual", "en", "We are not open on Saturdays or Sundays."],
  ["usual", "en", "The office opens at nine o'clock in the morning and closes at six o'clock in the evening."],
  ["usual", "en", "The office is closed from 30 November to 13 December."],
  ["usual", "en", "We will be closed on 25 December and on 1 January."],
  ["usual", "en", "We are closed for lunch between 12:30 and 2 pm."],
  ["usual", "en", "We are back on Monday the 14th of December at nine."],
  ["usual", "en", "Please leave a message after the tone. We will answer you as soon as we can."],
  ["usual", "en", "Please call back between 9 am and 12:30 pm or between 2 pm and 6 pm."],
  ["varied", "fr", "Ouvert tous les jours sauf le mercredi et le dimanche."],
  [
    "varied",
    "fr",
    "Du lundi au samedi de 8h30 à 12h, sauf le mercredi ; l'après-midi de 13h30 à 17h30, sauf le mercredi et le samedi.",
  ],
  [
    "varied",
    "en",
    "We are open on Monday, Tuesday, Thursday and Friday from 8:30 to 12 and from 1:30 to 5:30, and on Saturday from 8:30 to 12.",
  ],
  ["always", "fr", "Nous sommes à votre écoute jour et nuit, tous les jours."],
  ["through", "fr", "Ouvert sans interruption de 8h30 à 17h30 du lundi au vendredi."],
  ["through", "fr", "Nous répondons en semaine de huit heures et demie à dix-sept heures trente."],
  ["through", "en", "We're here for you on weekdays from half past eight until half past five."],
];

const WRONG: readonly (readonly [...Row, string])[] = [
  ["usual", "fr", "Nous sommes ouverts du lundi au vendredi de 8h à 12h30 et de 14h à 18h.", "hours"],
  ["usual", "fr", "Nous sommes ouverts du lundi au vendredi de 9h à 12h30 et de 14h à 17h.", "hours"],
  [
    "usual",
    "fr",
    "Du lundi au vendredi, de dix heures à douze heures trente et de quatorze heures à dix-huit heures.",
    "hours",
  ],
  [
    "usual",
    "fr",
    "Nous répondons du lundi au vendredi, de neuf heures à midi et de quatorze heures à dix-huit heures.",
    "hours",
  ],
  ["usual", "fr", "Nous répondons de 9 h à 18 h.", "hours"],
  ["usual", "fr", "Nous répondons du lundi au samedi de 9h à 12h30 et de 14h à 18h.", "open-days"],
  ["usual", "fr", "Nous répondons du lundi au jeudi de 9h à 12h30 et de 14h à 18h.", "closed-days"],
  ["usual", "fr", "Nous répondons du mardi au vendredi de 9h à 12h30 et de 14h à 18h.", "closed-days"],
  [
    "usual",
    "fr",
    "Ouvert tous les jours de neuf heures à douze heures trente et de quatorze heures à dix-huit heures.",
    "open-days",
  ],
  ["usual", "fr", "Nous sommes fermés le mercredi.", "closed-days"],
  ["usual", "fr", "Ouvert du lundi au vendredi, sauf le mercredi.", "closed-days"],
  ["usual", "fr", "Ouvert du lundi au vendredi de 9h à 12h30 et de 14h à 18h, fermé le mercredi après-midi.", "hours"],
  ["usual", "fr", "Le samedi, nous répondons de 9h à midi.", "open-days"],
  ["usual", "fr", "Fermés jusqu'au 12 décembre, de nouveau le dimanche 13 décembre.", "open-date"],
  ["usual", "fr", "Nous sommes fermés jusqu'au 20 décembre.", "closed-date"],
  ["usual", "fr", "Nous rouvrons le lundi 7 décembre.", "open-date"],
  ["usual", "fr", "L'agence rouvrira le mardi 14 décembre.", "wrong-weekday"],
  ["usual", "fr", "Nous rouvrons le lundi 14 décembre à huit heures trente.", "hours"],
  ["usual", "fr", "Nous sommes fermés jusqu'au 11 novembre.", "past-date"],
  ["usual", "fr", "Fermé le 24 décembre.", "closed-date"],
  ["usual", "fr", "Ouvert le 1er mai.", "open-date"],
  ["usual", "fr", "Ouvert le 25 décembre de neuf heures à midi.", "open-date"],
  ["usual", "fr", "Nous sommes fermés le 31 novembre.", "no-such-date"],
  ["usual", "fr", "Ouvert y compris les jours fériés.", "holidays"],
  ["usual", "fr", "Nous répondons jusqu'à dix-neuf heures.", "hours"],
  ["usual", "fr", "Nous répondons à partir de huit heures trente.", "hours"],
  ["usual", "fr", "Fermé de midi à quatorze heures.", "hours"],
  ["usual", "fr", "Nous répondons sept jours sur sept, vingt-quatre heures sur vingt-quatre.", "open-days"],
  ["usual", "en", "We are open Monday to Friday, 8 am to 12:30 pm and 2 pm to 6 pm.", "hours"],
  ["usual", "en", "We are open Monday to Friday, 9 am to 5 pm.", "hours"],
  ["usual", "en", "We are open Monday to Saturday, 9 am to 12:30 pm and 2 pm to 6 pm.", "open-days"],
  ["usual", "en", "We answer from Monday to Thursday.", "closed-days"],
  ["usual", "en", "We are closed on Wednesday.", "closed-days"],
  ["usual", "en", "Open Monday to Friday except Wednesday.", "closed-days"],
  ["usual", "en", "We are closed until December 6th.", "reopens"],
  ["usual", "en", "We open again on Monday, December 7.", "open-date"],
  ["usual", "en", "We answer from half past eight to half past twelve and from two to six.", "hours"],
  ["usual", "en", "On Sunday we answer from nine to noon.", "open-days"],
  ["varied", "fr", "Ouvert du lundi au samedi.", "open-days"],
  ["varied", "fr", "Le samedi, nous répondons de huit heures trente à treize heures.", "hours"],
  ["varied", "fr", "Fermé le mercredi et le samedi.", "closed-days"],
  ["varied", "en", "On Saturday we answer from half past eight to one o'clock.", "hours"],
  ["always", "fr", "Nous répondons du lundi au vendredi, vingt-quatre heures sur vingt-quatre.", "closed-days"],
  ["always", "fr", "Fermé les jours fériés.", "holidays"],
  ["through", "fr", "Ouvert du lundi au vendredi de 8h30 à midi et de 14h à 17h30.", "hours"],
  ["through", "fr", "Nous répondons de huit heures trente à dix-huit heures trente.", "hours"],
  ["through", "en", "Open 9:30 am to 5:30 pm, Monday through Friday.", "hours"],
  ["through", "en", "We open at nine and close at half past five.", "hours"],
  ["usual", "fr", "Nos horaires : du lundi au vendredi, de 9 h à 12 h 30, puis de 14 h à 19 h.", "hours"],
  [
    "usual",
    "fr",
    "Notre accueil est ouvert du lundi au vendredi, le matin de 9h à 12h et l'après-midi de 14h à 18h.",
    "hours",
  ],
  ["usual", "fr", "Nous sommes joignables de 8 à 12 h 30 et de 14 à 18 h.", "hours"],
  ["usual", "fr", "Nous ne sommes pas ouverts le vendredi.", "closed-days"],
  ["usual", "fr", "Nous ne répondons pas le lundi matin.", "hours"],
  ["usual", "fr", "Nos bureaux ouvrent à huit heures et ferment à dix-huit heures.", "hours"],
  ["usual", "fr", "L'agence est fermée du 30 novembre au 6 décembre.", "reopens"],
  ["usual", "fr", "L'agence est fermée du 23 novembre au 13 décembre inclus.", "closed-date"],
  ["usual", "fr", "Fermeture exceptionnelle du 30/11 au 18/12.", "closed-date"],
  ["usual", "fr", "Réouverture le lundi 14 décembre à 8h.", "hours"],
  ["usual", "fr", "Nous vous répondons tous les jours de 9h à 12h30 et de 14h à 18h, même le samedi.", "open-days"],
  ["usual", "fr", "Nous répondons les lundis, mardis et jeudis de 9h à 12h30 et de 14h à 18h.", "closed-days"],
  ["usual", "fr", "Ouvert le dimanche.", "open-days"],
  [
    "usual",
    "fr",
    "Nous répondons du lundi au vendredi, de huit heures et demie à douze heures trente et de quatorze heures à dix-huit heures.",
    "hours",
  ],
  ["usual", "en", "Our lines are open from 9am until 12.30pm and from 2pm until 7pm, Mondays to Fridays.", "hours"],
  ["usual", "en", "We are not open on Mondays.", "closed-days"],
  ["usual", "en", "The office opens at eight o'clock and closes at six o'clock.", "hours"],
  ["usual", "en", "The office is closed from 30 November to 6 December.", "reopens"],
  ["usual", "en", "We are closed on 24 December.", "closed-date"],
  ["usual", "en", "We are back on Monday the 14th of December at eight.", "hours"],
  ["usual", "en", "We are back on Tuesday the 14th of December.", "wrong-weekday"],
  ["usual", "en", "Open every day from nine to half past twelve and from two to six.", "open-days"],
  ["varied", "fr", "Ouvert tous les jours sauf le dimanche.", "open-days"],
  [
    "varied",
    "en",
    "We are open on Monday, Tuesday, Thursday and Friday from 8:30 to 12 and from 1:30 to 5:30, and on Saturday from 8:30 to 1.",
    "hours",
  ],
  ["always", "fr", "Nous répondons de huit heures à vingt heures, sept jours sur sept.", "hours"],
  ["through", "fr", "Nous répondons en semaine de huit heures et quart à dix-sept heures trente.", "hours"],
  ["through", "fr", "Nous répondons de neuf heures moins le quart à dix-sept heures trente.", "hours"],
  ["through", "en", "We're here for you on weekdays from a quarter past eight until half past five.", "hours"],
];

const found = (office: keyof typeof offices, language: Language, text: string) =>
  contradictions(text, language, offices[office], NOW);

describe("a text against the schedule", () => {
  for (const [office, language, text] of RIGHT)
    it(`right (${office}): ${text}`, () => assert.deepEqual(found(office, language, text), []));
  for (const [office, language, text, what] of WRONG)
    it(`${what} (${office}): ${text}`, () => {
      const all = found(office, language, text).map((each) => each.what);
      assert.ok(
        all.some((each) => each === what),
        `found ${JSON.stringify(found(office, language, text))}`,
      );
    });

  it("has nothing against hours as the appliance itself says them, whatever they are", () => {
    const time = fc
      .integer({ min: 0, max: 95 })
      .map((n) => `${String(Math.floor(n / 4)).padStart(2, "0")}:${String((n % 4) * 15).padStart(2, "0")}`);
    const slot = fc.record({ weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }), from: time, to: time });
    fc.assert(
      fc.property(
        fc.array(slot, { minLength: 1, maxLength: 4 }),
        fc.constantFrom<Language>("fr", "en"),
        (hours, language) => {
          const office = anOffice({ hours });
          const said = hoursInWords(office.hours, language);
          const text = language === "fr" ? `Nous vous répondons ${said}.` : `We answer ${said}.`;
          assert.deepEqual(contradictions(text, language, office, NOW), [], text);
        },
      ),
      { numRuns: 500 },
    );
  });
});
