import assert from "node:assert/strict";
import { instant } from "../../src/kernel/units.ts";
import { afterCallLetter } from "../../src/notify/after-call-letter.ts";
import type { CallRecord } from "../../src/store/call-record.ts";
import { aCall, anOffice, rang } from "./a-call.ts";

const client = {
  number: "+33612345678",
  name: "Mme Lefèvre",
  fragile: true,
  note: "La clé est chez la voisine",
  relatives: [{ name: "Paul Lefèvre", relation: "fils", number: "+33639980009" }],
};
const office = anOffice({ callers: [client] as never });
const key = { at: rang, what: "key", detail: { digit: "1", known: true } } as CallRecord["steps"][number];
const link = { url: "http://box/after-call/t", until: instant(rang + 7 * 86_400_000) };
const said = [{ kind: "call", service: "on-call" }] as never;

describe("the letter after a call", () => {
  it("says who called, when, which key, what is known of them, and how to say what came of it", () => {
    const { subject, text, html } = afterCallLetter(aCall({ steps: [key, key] }), said, office, "fr", link);
    assert.match(subject, /Qu’est devenu l’appel de Mme Lefèvre/);
    for (const each of [
      "lundi 22 juin 2026 à 14:05",
      "pendant votre astreinte",
      "La clé est chez la voisine",
      "Paul Lefèvre, fils, 06 39 98 00 09",
      link.url,
      "29 juin à 14:05",
    ])
      assert.ok(text.includes(each), `${each} in ${text}`);
    assert.equal(text.split("urgence").length, 2, "the key is said once");
    assert.ok(html.includes("Client fragile") && html.includes(link.url));
  });

  it("in the language of whoever reads it; without a link it says where to say it", () => {
    const { subject, text } = afterCallLetter(aCall(), [], office, "en", null);
    assert.match(subject, /What came of the call from Mme Lefèvre/);
    assert.ok(text.includes("Logbook") && !text.includes("on call,"));
  });

  it("puts nothing that a caller is called into lines of its own", () => {
    const caller = { presentation: "given", number: "0199", name: "Eve\r\nBcc: all@x" } as const;
    const { subject } = afterCallLetter(aCall({ caller }), said, anOffice({ callers: [] }), "fr", link);
    assert.ok(!/[\r\n]/.test(subject));
  });
});
