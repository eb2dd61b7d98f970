import assert from "node:assert/strict";
import { keyInWords, placeInWords } from "../../src/announcements/place-in-words.ts";

describe("the place of who waits, in words", () => {
  const table = [
    [1, "Vous êtes la première personne en attente", "You are the first person waiting"],
    [2, "Vous êtes la deuxième personne en attente", "You are the second person waiting"],
    [9, "Vous êtes la neuvième personne en attente", "You are the ninth person waiting"],
    [10, "Vous êtes la dixième personne en attente", "You are the tenth person waiting"],
    [11, "Plusieurs personnes attendent avant vous", "Several people are waiting before you"],
    [40, "Plusieurs personnes attendent avant vous", "Several people are waiting before you"],
  ] as const;
  for (const [place, fr, en] of table)
    it(`${place}`, () => assert.deepEqual([placeInWords(place, "fr"), placeInWords(place, "en")], [fr, en]));

  it("names the key by which a message is left", () => {
    assert.deepEqual([keyInWords("#", "fr"), keyInWords("3", "fr")], ["la touche dièse", "la touche 3"]);
    assert.deepEqual([keyInWords("#", "en"), keyInWords("3", "en")], ["the hash key", "key 3"]);
  });
});
