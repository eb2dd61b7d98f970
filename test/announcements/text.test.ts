import assert from "node:assert/strict";
import fc from "fast-check";
import { fill } from "../../src/announcements/fill.ts";
import { speakable, speakableName } from "../../src/announcements/speakable.ts";
import { type Spoken, textKeys } from "../../src/announcements/spoken.ts";
import { textFor, type Variables } from "../../src/announcements/text.ts";
import { readTexts, type Texts } from "../../src/announcements/texts.ts";
import { whenInWords } from "../../src/announcements/when-in-words.ts";
import { parsePhoneNumber } from "../../src/duty/phone-number.ts";
import { instant } from "../../src/kernel/units.ts";
import { anOffice } from "./an-office.ts";
import { shipped } from "./project.ts";

const at = (iso: string) => instant(Date.parse(iso));
const afternoon = at("2026-11-23T15:00:00+01:00");

describe("the whisper", () => {
  const office = anOffice();
  const screen = { kind: "screen", language: "fr" } as const;
  const texts = { screen: "Appel de {caller}. {about}. Appuyez sur 1, puis dites : bonjour, {greeting}." };
  const said = (variables: Variables) => textFor(screen, office, variables, texts, afternoon);

  it("says what is known of the call, and the greeting with the name of whoever answers (G7)", () => {
    const caller = { name: "Mme Petit", number: null };
    const about = { urgent: true, fragile: true, hardOfHearing: true, choice: "Rendez-vous <1>" } as const;
    assert.equal(
      said({ caller, about, answerer: "Sophie Martin" }),
      `Appel de Mme Petit. Appel urgent. Client fragile. Entend mal : parlez lentement. Choix au menu : Rendez-vous 1. Appuyez sur 1, puis dites : bonjour, ${office.name}, Sophie Martin.`,
    );
    assert.equal(said({ caller }), `Appel de Mme Petit. Appuyez sur 1, puis dites : bonjour, ${office.name}.`);
  });
});

describe("texts", () => {
  let fr: Texts;
  let en: Texts;
  before(async () => {
    fr = await readTexts(shipped, "fr");
    en = await readTexts(shipped, "en");
  });

  it("are there in both languages", () => {
    for (const key of textKeys) assert.ok(fr[key] && en[key], key);
  });

  it("name the agency and its hours when it is closed (G7, G8)", () => {
    const spoken: Spoken = { kind: "closed", language: "fr", urgent: true };
    assert.equal(
      textFor(spoken, anOffice(), {}, fr, afternoon),
      "Bonjour, Les Tilleuls. Nos bureaux sont fermés. Si votre appel est urgent, appuyez sur la touche 1, à tout moment. En cas de danger pour la vie, composez le 15, le 18 ou le 112. Par texto, le 114. Nous vous répondons du lundi au vendredi, de neuf heures à douze heures trente et de quatorze heures à dix-huit heures. Pour laisser un message, restez en ligne.",
    );
  });

  it("leave out the sentence about hours when there are none", () => {
    const text = textFor({ kind: "closed", language: "fr" }, anOffice({ hours: [] }), {}, fr, afternoon);
    assert.match(text, /^Bonjour, Les Tilleuls\. Nos bureaux sont fermés en ce moment\. Vous pouvez/);
  });

  it("wish a good day or evening by the hour of the office", () => {
    const goodbye: Spoken = { kind: "goodbye", language: "fr" };
    assert.match(textFor(goodbye, anOffice(), {}, fr, afternoon), /Au revoir et bonne journée\.$/);
    assert.match(textFor(goodbye, anOffice(), {}, fr, at("2026-11-23T18:00:00+01:00")), /Au revoir et bonne soirée\.$/);
  });

  it("end an absence at the time that it ends", () => {
    const absence: Spoken = { kind: "absence", language: "fr" };
    const until = at("2026-11-23T15:29:30+01:00");
    assert.match(textFor(absence, anOffice(), { until }, fr, afternoon), /de retour à quinze heures trente\./);
    assert.doesNotMatch(textFor(absence, anOffice(), {}, fr, afternoon), /retour à/);
  });

  it("offer the keys of the menu, and their information", () => {
    const menu = [
      { key: "2" as const, label: "Rendez-vous", information: "Préparez votre carte." },
      { key: "3" as const, label: "Factures" },
    ];
    const office = anOffice({ menu });
    assert.equal(
      textFor({ kind: "menu", language: "fr" }, office, {}, fr, afternoon),
      "Rendez-vous : appuyez sur la touche 2. Factures : appuyez sur la touche 3. Ou restez en ligne : nous allons vous répondre. Pour réécouter, appuyez sur la touche étoile.",
    );
    assert.equal(textFor({ kind: "info-2", language: "fr" }, office, {}, fr, afternoon), "Préparez votre carte.");
    assert.match(textFor({ kind: "info-3", language: "fr" }, office, {}, fr, afternoon), /va vous répondre/);
  });

  it("say who calls: by name, else by number, else nothing", () => {
    const number = parsePhoneNumber("06 12 34 56 78", "FR");
    const said = (name: string | null, given: typeof number | null) =>
      textFor({ kind: "screen", language: "fr" }, anOffice(), { caller: { name, number: given } }, fr, afternoon);
    assert.match(said("LEFEVRE Mme", number), /^Appel de Lefevre Mme pour Les Tilleuls\./);
    assert.match(said(null, number), /^Appel de zéro six, douze, trente-quatre, /);
    assert.match(said("<<>>", number), /^Appel de zéro six/);
    assert.match(said(null, null), /^Pour prendre l'appel/);
  });

  it("are spoken in the listener's language", () => {
    const number = parsePhoneNumber("06 12 34 56 78", "FR");
    const text = textFor(
      { kind: "screen", language: "en" },
      anOffice(),
      { caller: { name: null, number } },
      en,
      afternoon,
    );
    assert.match(text, /^A call from zero six, one two, three four, five six, seven eight for Les Tilleuls\. To take/);
  });

  it("the office's own words take the place of the shipped ones", () => {
    const own = "Bonjour, {office}. {hours} {nonsense}? Ouvert {hours}.";
    const text = textFor({ kind: "closed", language: "fr" }, anOffice(), {}, fr, afternoon, own);
    assert.match(text, /^Bonjour, Les Tilleuls\. Ouvert du lundi/);
  });

  it("never let a placeholder or a double full stop through", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (office, caller) => {
        const text = fill("Bonjour, {office}. Appel de {caller}. {holiday}.", { office, caller });
        assert.doesNotMatch(text, /[{}<>[\]\p{C}]|\.\./u);
      }),
    );
  });
});

describe("text for engines", () => {
  it("holds no markup, no option and nothing unprintable", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes)),
        (text) => {
          assert.doesNotMatch(speakable(text), /[<>{}[\]\\|`"*_=\p{C}]|^-/u);
          assert.doesNotMatch(speakableName(text) ?? "x", /[^\p{L}\p{M}\p{N} '’.&-]/u);
        },
      ),
    );
    assert.equal(speakable("--wave=/etc/passwd [[h@l'oU]] <break/>"), "wave /etc/passwd h l'oU break/");
  });

  it("a name is words, not capitals that engines spell, and no novel", () => {
    assert.equal(speakableName("DUPONT & FILS SA"), "Dupont & Fils SA");
    assert.equal(speakableName('"; DROP TABLE'), "Drop Table");
    assert.equal(speakableName("\u0000\u0007"), null);
    assert.equal(speakableName("a".repeat(500))?.length, 60);
  });
});

describe("when an absence ends, in words", () => {
  const cases: [string, string, string][] = [
    ["2026-11-23T15:30:00+01:00", "à quinze heures trente", "at three thirty p.m."],
    ["2026-11-24T09:00:00+01:00", "demain à neuf heures", "tomorrow at nine a.m."],
    ["2026-11-27T12:00:00+01:00", "vendredi à midi", "on Friday at noon"],
    ["2026-12-01T09:00:00+01:00", "le mardi premier décembre à neuf heures", "on Tuesday December 1 at nine a.m."],
    ["2027-01-05T09:00:00+01:00", "le mardi cinq janvier à neuf heures", "on Tuesday January 5 at nine a.m."],
    ["2026-11-23T23:59:30+01:00", "demain à minuit", "tomorrow at midnight"],
  ];
  for (const [until, fr, en] of cases)
    it(fr, () => {
      assert.equal(whenInWords(at(until), afternoon, "Europe/Paris", "fr"), fr);
      assert.equal(whenInWords(at(until), afternoon, "Europe/Paris", "en"), en);
    });

  it("counts days by the calendar in the night when clocks change", () => {
    const evening = at("2027-03-27T23:00:00+01:00");
    assert.equal(whenInWords(at("2027-03-28T03:00:00+02:00"), evening, "Europe/Paris", "fr"), "demain à trois heures");
  });
});
