import assert from "node:assert/strict";
import fc from "fast-check";
import { checkText } from "../../src/announcements/check-text.ts";
import { goodPoints } from "../../src/announcements/good-points.ts";
import { legKinds, type Spoken, textKeys } from "../../src/announcements/spoken.ts";
import { textFor } from "../../src/announcements/text.ts";
import { readTexts } from "../../src/announcements/texts.ts";
import { isPhoneKind } from "../../src/attendant/phone-kinds.ts";
import { instant } from "../../src/kernel/units.ts";
import { anOffice } from "./an-office.ts";
import { shipped } from "./project.ts";

const codes = (spoken: Spoken, text: string) => checkText(spoken, text, anOffice(), "fr").map(({ code }) => code);
const closed: Spoken = { kind: "closed", language: "fr" };

const spokenOf = (key: string, language: "fr" | "en"): Spoken =>
  key.endsWith("-urgent")
    ? { kind: key.replace("-urgent", "") as Spoken["kind"], language, urgent: true }
    : { kind: (key === "info" ? "info-2" : key) as Spoken["kind"], language };

describe("checking a text (G7, G8)", () => {
  for (const language of ["fr", "en"] as const)
    it(`finds nothing to say against the shipped ones: ${language}`, async () => {
      const texts = await readTexts(shipped, language);
      for (const key of textKeys) {
        const spoken = spokenOf(key, language);
        assert.deepEqual(checkText(spoken, texts[key] ?? "", anOffice(), "en"), [], key);
        const whole = textFor(spoken, anOffice(), {}, texts, instant(0));
        if (!legKinds.some((kind) => kind === key) && !isPhoneKind(key) && key !== "menu")
          assert.deepEqual(checkText(spoken, whole, anOffice(), "en"), [], whole);
      }
    });

  const bad: [string, Spoken, string, string[]][] = [
    ["nothing said", closed, " … ", ["empty"]],
    ["no greeting", closed, "{office}. Merci. {hours}", ["greeting"]],
    ["no name", closed, "Bonjour. Nous répondons {hours}.", ["name"]],
    ["the name in full is a name", closed, "Bonjour, LES TILLEULS. Nous répondons {hours}.", []],
    ["other hours than the schedule's", closed, "Bonjour, {office}. Nous répondons de neuf heures à midi.", ["hours"]],
    ["no urgent key", { ...closed, urgent: true }, "Bonjour, {office}. {hours}.", ["urgent-key", "emergency"]],
    ["no courtesy", { kind: "goodbye", language: "fr" }, "{office} vous remercie de votre appel. Merci.", ["courtesy"]],
    ["goodbye without a wish", { kind: "goodbye", language: "fr" }, "{office}. Au revoir.", ["courtesy"]],
    ["not polite", { kind: "hold", language: "fr" }, "{office}. {silence}. Restez en ligne.", ["polite"]],
    ["a word that can't be filled in", closed, "Bonjour, {office}, {name}. {hours}.", ["value"]],
    ["long", { kind: "hold", language: "fr" }, `Merci, {office}. {silence}. ${"attendez ".repeat(75)}`, ["long"]],
    [
      "too long",
      { kind: "hold", language: "fr" },
      `Merci, {office}. {silence}. ${"attendez ".repeat(110)}`,
      ["too-long"],
    ],
  ];
  const hold: Spoken = { kind: "hold", language: "fr" };
  const danger: Spoken = { kind: "danger", language: "fr" };
  const silent: [string, Spoken, string, string[]][] = [
    [
      "a hold that tells nothing of the silence (P19)",
      hold,
      "Merci de patienter, {office} cherche une personne.",
      ["silence"],
    ],
    [
      "a hold that tells of less silence than there is (P19)",
      hold,
      "Merci, {office} : dix secondes de silence.",
      ["silence-short"],
    ],
    ["a hold that tells of the silence in words (P19)", hold, "Merci, {office} : vingt-cinq secondes de silence.", []],
    ["a hold that tells of the silence in figures (P19)", hold, "Merci, {office}. Rien pendant 30 s.", []],
    ["a hold that tells of a minute (P19)", hold, "Merci, {office} appelle : une minute au plus.", []],
    ["a hold in English without the silence (P19)", { ...hold, language: "en" }, "Please hold, {office}.", ["silence"]],
    [
      "a hold in English with half a minute (P19)",
      { ...hold, language: "en" },
      "Please wait half a minute, {office}.",
      [],
    ],
    ["danger without a number", danger, "En cas de danger, raccrochez.", ["emergency"]],
    ["danger with the value", danger, "En cas de danger, composez le {emergency}.", []],
    ["danger with a number of its own", danger, "En cas de danger, raccrochez et faites le 15.", []],
    ["danger with a number in words", danger, "En cas de danger, raccrochez et faites le dix-huit.", []],
    ["danger with the number of Europe in words", danger, "En cas de danger, composez le cent douze.", []],
    ["danger with the number for texts alone", danger, "En cas de danger, envoyez un texto au 114.", ["emergency"]],
    ["danger with a time of day", danger, "Rappelez à 15 heures, ou le 18 décembre, ou à 8 h 15.", ["emergency"]],
    ["danger in English", { ...danger, language: "en" }, "In danger, hang up and call one one two.", []],
    [
      "an urgent text without a number",
      { ...closed, urgent: true },
      "Bonjour, {office}. Touche 1 si c'est urgent. {hours}.",
      ["emergency"],
    ],
  ];
  for (const [name, spoken, text, expected] of [...bad, ...silent])
    it(name, () => assert.deepEqual(codes(spoken, text), expected));

  it("asks for the silence of the person who is rung longest, and for none where it is short (P19)", () => {
    const of = (ringSeconds: number, more = {}) =>
      checkText(hold, "Merci, {office} : vingt-cinq secondes.", anOffice({ ringSeconds, ...more }), "fr").map(
        ({ code }) => code,
      );
    const people = [{ id: "zoe", name: "Zoé", numbers: ["06 39 98 00 03"], ringSeconds: [60] }];
    assert.deepEqual(of(25), []);
    assert.deepEqual(of(25, { people }), ["silence-short"]);
    assert.deepEqual(
      checkText(hold, "Merci, {office}.", anOffice({ ringSeconds: 15 }), "fr").map(({ code }) => code),
      [],
    );
  });

  it("says it in the reader's language, with the name that is missing", () => {
    const [found] = checkText(closed, "Bonjour. {hours}", anOffice(), "fr");
    assert.match(found?.sentence ?? "", /Le nom de l.agence \(Les Tilleuls\) n.est pas dit/);
  });

  it("asks for no hours where the schedule has none", () => {
    assert.deepEqual(checkText(closed, "Bonjour, {office}. Fermé.", anOffice({ hours: [] }), "fr"), []);
  });

  it("says of each thing that is asked for either that it is there, or that it is not", () => {
    const pieces = [
      "Bonjour,",
      "{office}.",
      "Nous répondons {hours}.",
      "Tapez sur la touche 1.",
      "Au revoir et {wish}.",
      "Merci.",
    ];
    const kinds = [...textKeys].map((key) => spokenOf(key, "fr"));
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.subarray(pieces, { minLength: 1 }), (spoken, said) => {
        const findings = checkText(spoken, said.join(" "), anOffice(), "fr");
        const found: readonly string[] = findings.map(({ code }) => code);
        const fine = goodPoints(spoken, findings, anOffice(), "fr").map(({ code }) => code);
        assert.deepEqual(
          fine.filter((code) => found.includes(code)),
          [],
        );
        const whole = checkText(spoken, "Fin", anOffice(), "fr").filter(({ weight }) => weight === "wrong");
        for (const { code } of whole) assert.ok([...found, ...fine].includes(code), `nothing is said of ${code}`);
      }),
    );
  });
});
