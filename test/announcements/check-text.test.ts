import assert from "node:assert/strict";
import fc from "fast-check";
import { checkText } from "../../src/announcements/check-text.ts";
import { goodPoints } from "../../src/announcements/good-points.ts";
import { legKinds, type Spoken, textKeys } from "../../src/announcements/spoken.ts";
import { textFor } from "../../src/announcements/text.ts";
import { readTexts } from "../../src/announcements/texts.ts";
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
        if (!legKinds.some((kind) => kind === key) && key !== "menu")
          assert.deepEqual(checkText(spoken, whole, anOffice(), "en"), [], whole);
      }
    });

  const bad: [string, Spoken, string, string[]][] = [
    ["nothing said", closed, " … ", ["empty"]],
    ["no greeting", closed, "{office}. Merci. {hours}", ["greeting"]],
    ["no name", closed, "Bonjour. Nous répondons {hours}.", ["name"]],
    ["the name in full is a name", closed, "Bonjour, LES TILLEULS. Nous répondons {hours}.", []],
    ["other hours than the schedule's", closed, "Bonjour, {office}. Nous répondons de neuf heures à midi.", ["hours"]],
    ["no urgent key", { ...closed, urgent: true }, "Bonjour, {office}. {hours}.", ["urgent-key"]],
    ["no courtesy", { kind: "goodbye", language: "fr" }, "{office} vous remercie de votre appel. Merci.", ["courtesy"]],
    ["goodbye without a wish", { kind: "goodbye", language: "fr" }, "{office}. Au revoir.", ["courtesy"]],
    ["not polite", { kind: "hold", language: "fr" }, "{office}. Restez en ligne.", ["polite"]],
    ["a word that can't be filled in", closed, "Bonjour, {office}, {name}. {hours}.", ["value"]],
    ["long", { kind: "hold", language: "fr" }, `Merci, {office}. ${"attendez ".repeat(75)}`, ["long"]],
    ["too long", { kind: "hold", language: "fr" }, `Merci, {office}. ${"attendez ".repeat(110)}`, ["too-long"]],
  ];
  for (const [name, spoken, text, expected] of bad) it(name, () => assert.deepEqual(codes(spoken, text), expected));

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
