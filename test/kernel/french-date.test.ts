import assert from "node:assert/strict";
import { withFirst } from "../../src/kernel/french-date.ts";
import { timesIn } from "../../src/page/lib/when.ts";

describe("the first of a month (P22)", () => {
  it("is 1er in French, wherever it stands, and no other day is", () => {
    const times = timesIn("Europe/Paris", "fr");
    const at = Date.parse("2027-01-01T12:00:00Z");
    assert.equal(times.wallDay("2027-01-01"), "vendredi 1er janvier");
    assert.equal(times.day(at), "vendredi 1er janvier");
    assert.equal(times.shortDay(at), "ven. 1er janv.");
    assert.match(times.dated(at), /^1er janv\. 2027$/);
    assert.equal(times.wallRange("2027-02-01", "2027-02-07").replaceAll(/\s/g, " "), "1er–7 février 2027");
    assert.equal(times.wallRange("2027-02-22", "2027-03-01").replaceAll(/\s/g, " "), "22 février – 1er mars 2027");
    assert.equal(withFirst("11 janvier, 21 mai à 11:01"), "11 janvier, 21 mai à 11:01");
  });

  it("is as it was in English", () => {
    assert.equal(timesIn("Europe/Paris", "en").wallDay("2027-01-01"), "Friday 1 January");
  });
});
