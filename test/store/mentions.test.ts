import assert from "node:assert/strict";
import { withoutMentions } from "../../src/store/mentions.ts";

const named = {
  names: ["Mme Petit", "PETIT JEANNE"],
  forms: ["+33387000001", "0387000001"],
  country: "FR",
  others: ["Mme Roux", "Karim Benali"],
};

describe("a free text without somebody", () => {
  for (const [text, left] of [
    ["Voisine de Mme Petit, a sa clef", "Voisine de •, a sa clef"],
    ["Rappeler Jeanne PETIT demain", "Rappeler • demain"],
    ["Petit, Jeanne : fille", "• : fille"],
    ["madame petit a demandé", "• a demandé"],
    ["M. Petit aussi", "• aussi"],
    ["Passe par Petit", "Passe par •"],
    ["un petit souci, petite fuite", "un petit souci, petite fuite"],
    ["son numéro : 03 87 00 00 01.", "son numéro : •."],
    ["+33 3 87 00 00 01 ou 03.87.00.00.01", "• ou •"],
    ["(0033387000001)", "(•)"],
    ["03 87 00 00 02", "03 87 00 00 02"],
    ["Pétit", "•"],
    ["Mme Roux et Karim Benali", "Mme Roux et Karim Benali"],
    ["", ""],
  ] as const)
    it(`leaves of "${text}" "${left}"`, () => assert.equal(withoutMentions(text, named), left));

  for (const [text, isNamed] of [
    ["Rappeler le 06.12.34.56.78", true],
    ["rappeler au +33 6 12 34 56 78 demain", true],
    ["0612345678", true],
    ["06 12 34 56 79", false],
    ["Mme Lefevre est tombée", true],
    ["LEFÈVRE : rien", true],
    ["les Lefèvres", false],
    ["Code 0612", false],
  ] as const)
    it(`${isNamed ? "names" : "does not name"} them: ${text}`, () => {
      const lefevre = { names: ["Mme Lefèvre"], forms: ["0612345678", "+33612345678"], country: "FR", others: [] };
      assert.equal(withoutMentions(text, lefevre) !== text, isNamed);
    });

  it("takes no word for them that names somebody else too, but with their title", () => {
    const shared = { ...named, names: ["Mme Petit"], others: ["Paul Petit"] };
    assert.equal(withoutMentions("Petit a appelé, puis Mme Petit", shared), "Petit a appelé, puis •");
  });

  it("takes long texts in their time", () => {
    const text = "Mme Petite Mme ".repeat(20_000);
    const before = performance.now();
    assert.equal(withoutMentions(text, named), text);
    assert.ok(performance.now() - before < 5000);
  });
});
