import assert from "node:assert/strict";
import { asSaid } from "../../src/announcements/as-said.ts";
import { speakable } from "../../src/announcements/speakable.ts";
import type { Language } from "../../src/duty/office.ts";

/** What an engine is given. */
const said = (text: string, language: Language) => speakable(asSaid(text, language));

const FRENCH: readonly (readonly [string, string])[] = [
  ["Ouvert à 8 h 30.", "Ouvert à huit heures trente."],
  ["Ouvert à 8h30.", "Ouvert à huit heures trente."],
  ["de 9h à 12h", "de neuf heures à midi"],
  ["de 9 h 00 à 12 h 30", "de neuf heures à douze heures trente"],
  ["9h-12h, 14h-18h", "neuf heures à midi, quatorze heures à dix-huit heures"],
  ["9h30 – 12h15", "neuf heures trente à douze heures quinze"],
  ["8:30", "huit heures trente"],
  ["14:00", "quatorze heures"],
  ["à 21h", "à vingt et une heures"],
  ["0h15", "minuit quinze"],
  ["24h/24 et 7j/7", "vingt-quatre heures sur vingt-quatre et sept jours sur sept"],
  ["24 h sur 24", "vingt-quatre heures sur vingt-quatre"],
  ["dans 15 min.", "dans 15 minutes"],
  ["Appelez le 06 12 34 56 78.", "Appelez le zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit."],
  ["au 0612345678", "au zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit"],
  ["au 06.12.34.56.78", "au zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit"],
  ["au +33 6 12 34 56 78", "au plus trente-trois, six, douze, trente-quatre, cinquante-six, soixante-dix-huit"],
  ["composez le 15, le 18 ou le 112", "composez le 15, le 18 ou le 112"],
  ["composez le 999", "composez le neuf neuf neuf"],
  ["999 € et 911,50", "999 euros et 911,50"],
  ["le 1er mai", "le premier mai"],
  ["la 1re fois, le 2e étage, le 5ème, le 9e", "la première fois, le deuxième étage, le cinquième, le neuvième"],
  ["le 21e", "le vingt et unième"],
  ["Mme Lefèvre et M. Durand", "madame Lefèvre et monsieur Durand"],
  ["le Dr Martin", "le docteur Martin"],
  ["Prenez RDV au n° 12", "Prenez rendez-vous au numéro 12"],
  ["Restez en ligne svp", "Restez en ligne s'il vous plaît"],
  ["12 bd Voltaire, av. Foch", "12 boulevard Voltaire, avenue Foch"],
  ["à St-Denis et Ste-Marie", "à Saint Denis et Sainte Marie"],
  ["20 € et 5 %", "20 euros et 5 pour cent"],
  ["Soins & Services", "Soins et Services"],
  ["lun. et mar.", "lundi et mardi"],
  ["Bonjour, etc.", "Bonjour, et cætera"],
  ["L’agence vous écoute", "L'agence vous écoute"],
  ["Il mange un bonbon, mer calme", "Il mange un bonbon, mer calme"],
  ["les 35h", "les 35 heures"],
  ["à 25h", "à 25 heures"],
  ['<speed level="20">bonjour</speed>', "speed level 20 bonjour /speed"],
];
const ENGLISH: readonly (readonly [string, string])[] = [
  ["call 15, 18 or 112.", "call 15, 18 or one one two."],
  ["call 999 or 911", "call nine nine nine or nine one one"],
  ["It costs £112, or 144 euros.", "It costs 112 pounds, or 144 euros."],
  ["Open at 8:30 am.", "Open at eight thirty a.m."],
  ["from 9am to 5 p.m.", "from nine a.m. to five p.m."],
  ["9am-5pm", "nine a.m. to five p.m."],
  ["until 17:00", "until five p.m."],
  ["12 pm", "noon"],
  ["12 am", "midnight"],
  ["24/7", "twenty-four hours a day, seven days a week"],
  ["Call +44 20 7946 0958", "Call plus four four, two zero, seven nine four six, zero nine five eight"],
  ["Mr. Smith, Mrs Jones and Dr Brown", "Mister Smith, Missis Jones and Doctor Brown"],
  ["Mon. and Tues.", "Monday and Tuesday"],
  ["Care & Co, 20 %", "Care and Co, 20 percent"],
  ["I am 5 minutes late", "I am 5 minutes late"],
  ["The man at 12", "The man at 12"],
];

describe("a text as it is said", () => {
  for (const [language, rows] of [
    ["fr", FRENCH],
    ["en", ENGLISH],
  ] as const)
    for (const [text, wanted] of rows) it(`${language}: ${text}`, () => assert.equal(said(text, language), wanted));
});
