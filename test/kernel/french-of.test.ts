import assert from "node:assert/strict";
import { ofAgency, ofWhom } from "../../src/kernel/french-of.ts";

describe("French: whose it is (P22)", () => {
  for (const [who, said] of [
    ["Amélie Durand", "d’Amélie Durand"],
    ["Élodie", "d’Élodie"],
    ["Karim Benali", "de Karim Benali"],
    ["Yann Le Goff", "de Yann Le Goff"],
    ["Yves", "d’Yves"],
    ["Hélène", "d’Hélène"],
    ["Hassan", "de Hassan"],
    ["Mme Odile Roche", "de Mme Odile Roche"],
    ["un numéro masqué", "d’un numéro masqué"],
    ["06 39 98 00 01", "du 06 39 98 00 01"],
    ["Œnone", "d’Œnone"],
  ] as const)
    it(said, () => assert.equal(ofWhom(who), said));

  for (const [name, said] of [
    ["Les Tilleuls, aide à domicile", "des Tilleuls, aide à domicile"],
    ["Le Foyer", "du Foyer"],
    ["La Source", "de La Source"],
    ["L’Escale", "de L’Escale"],
    ["Aide et vie", "d’Aide et vie"],
    ["3A Services", "de 3A Services"],
  ] as const)
    it(said, () => assert.equal(ofAgency(name), said));
});
