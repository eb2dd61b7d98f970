import assert from "node:assert/strict";
import { instant } from "../../src/kernel/units.ts";
import { takeUpLetter, takeUpTakenLetter, takeUpUntakenLetter } from "../../src/notify/take-up-letters.ts";
import { anOffice, aTakeUp, rang } from "./a-call.ts";

const accept = { url: "http://box/take-up/1~amelie", until: instant(rang + 14 * 3_600_000) };
const asks = [
  { person: "amelie", name: "Amélie", what: "ask", channel: "email", at: rang, answer: null },
  { person: "amelie", name: "Amélie", what: "ask", channel: "call", at: rang, answer: "no-answer" },
  { person: "john", name: "John", what: "tell", channel: "email", at: rang, answer: null },
] as const;

/** Without the spaces at which no line breaks. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ");

describe("letters about taking up duty", () => {
  it("ask whoever's shift begins, in French, with one link", () => {
    const { subject, text, html } = takeUpLetter(aTakeUp(), anOffice(), "fr", accept);
    assert.equal(plain(subject), "Les Tilleuls : Prise de poste : votre astreinte du 22 juin à 14:05");
    assert.equal(
      plain(text),
      `Bonjour,

Votre astreinte : du lundi 22 juin 2026 à 14:05 au 23 juin à 04:05.

Vous y serez ? Dites-le ici.
http://box/take-up/1~amelie
Valable jusqu’au 23 juin à 04:05. Si la page ne s’ouvre pas, vous êtes hors du réseau de l’agence.

Sinon, le répondeur vous appelle : appuyez sur 1. Prendre un appelant pendant cette période le dit aussi.

-- 
Le répondeur des Tilleuls
`,
    );
    assert.equal(html.match(/href=/g)?.length, 1);
  });

  it("tell the others who was asked and how, with the number to ring", () => {
    const { subject, text } = takeUpUntakenLetter(aTakeUp(), asks, anOffice(), "fr", accept);
    assert.equal(plain(subject), "Les Tilleuls : Astreinte d’Amélie : prise de poste non confirmée");
    assert.match(
      plain(text),
      /- Amélie : courriel, 22 juin à 14:05\n- Amélie : appel, 22 juin à 14:05, pas de réponse\n/,
    );
    assert.doesNotMatch(text, /John/);
    assert.match(plain(text), /06 39 98 00 01/);
    const passed = takeUpUntakenLetter(aTakeUp({ passedAt: rang }), asks, anOffice(), "en", null);
    assert.match(passed.text, /said that they can.t take up duty/);
  });

  it("tell who is there, and by what it is known", () => {
    const by = { id: "amelie", name: "Amélie" };
    const own = takeUpTakenLetter(aTakeUp({ confirmed: { at: rang, how: "key", by } }), anOffice(), "fr");
    assert.match(own.subject, /Amélie a pris son poste/);
    assert.match(own.text, /par téléphone\./);
    const other = { at: rang, how: "link" as const, by: { id: "john", name: "John" } };
    assert.match(takeUpTakenLetter(aTakeUp({ confirmed: other }), anOffice(), "en").text, /by John on 22 June/);
  });

  it("hold no markup of a name", () => {
    const { html } = takeUpUntakenLetter(aTakeUp({ name: "<b>Eve</b>" }), [], anOffice(), "fr", accept);
    assert.ok(!html.includes("<b>Eve"));
  });
});
