import assert from "node:assert/strict";
import fc from "fast-check";
import { millis } from "../../src/kernel/units.ts";
import {
  heldLetter,
  lostLetter,
  messageLetter,
  missedCallLetter,
  type Sound,
  soundOf,
} from "../../src/notify/compose.ts";
import { howLong, oneLine } from "../../src/notify/when-and-who.ts";
import type { CallRecord } from "../../src/store/call-record.ts";
import { aCall, aMessage, anOffice, rang } from "./a-call.ts";

const attached: Sound = { is: "attached", name: "message-2026-06-22-1405.wav" };

describe("letters", () => {
  it("a message, in French", () => {
    const { subject, text } = messageLetter(aMessage(), aCall(), attached, anOffice(), "fr");
    assert.equal(subject, "Les Tilleuls : Message de Mme Lefèvre (06 12 34 56 78)");
    assert.equal(
      text,
      `Bonjour,

Les Tilleuls a reçu un message de Mme Lefèvre (06 12 34 56 78),
le lundi 22 juin 2026 à 14:05. Durée : 1 min 12 s.

Le message est joint : message-2026-06-22-1405.wav.

L’appel avait été proposé à :
- Amélie : pas de réponse
- John : a laissé l’appel au suivant

À rappeler : 06 12 34 56 78
Reste dans « À rappeler », sur la page, jusqu’à ce que quelqu’un le classe.

-- 
Le répondeur des Tilleuls
`,
    );
  });

  it("a missed call, in English", () => {
    const call = aCall({ outcome: "abandoned", message: null, attempts: [] });
    const { subject, text } = missedCallLetter(call, anOffice(), "en");
    assert.equal(subject, "Les Tilleuls: Missed call from Mme Lefèvre (06 12 34 56 78)");
    assert.match(text, /on Monday 22 June 2026 at 14:05\. No message was left\.\nThe call lasted 1 min 35 s\./);
    assert.doesNotMatch(text, /offered/);
  });

  it("tells a withheld number from one that did not come", () => {
    const from = (presentation: "withheld" | "unavailable") =>
      missedCallLetter(aCall({ caller: { presentation, number: null, name: null } }), anOffice(), "fr");
    assert.match(from("withheld").subject, /un numéro masqué$/);
    assert.match(from("unavailable").subject, /un numéro inconnu$/);
    assert.doesNotMatch(from("withheld").text, /À rappeler\s:/);
    assert.match(from("withheld").text, /Reste dans «\sÀ rappeler\s»/);
  });

  it("says what became of the sound", () => {
    assert.deepEqual(soundOf(aMessage(), 1000), attached);
    assert.deepEqual(soundOf(aMessage(), 9_700_000), { is: "too-big", name: attached.name });
    assert.deepEqual(soundOf(aMessage(), null), { is: "missing" });
    const text = (sound: Sound) => messageLetter(aMessage(), null, sound, anOffice(), "fr").text;
    assert.match(text({ is: "too-big", name: "m.wav" }), /\(m\.wav\) est trop long pour être joint/);
    assert.match(text({ is: "missing" }), /n.a pas été retrouvé/);
    assert.match(messageLetter(aMessage({ recovered: true }), null, attached, anOffice(), "fr").text, /coupure/);
  });

  it("says that a message is hardly audible (L11)", () => {
    const text = (hardlyAudible: boolean) =>
      messageLetter(aMessage({ hardlyAudible }), null, attached, anOffice(), "fr").text;
    assert.match(text(true), /à peine audible/);
    assert.doesNotMatch(text(false), /audible/);
  });

  it("says that a message waits for the disk, and whether it has been written since (R3)", () => {
    const text = (message: string | null) => heldLetter(aCall({ message }), anOffice(), "fr").text;
    assert.match(text(null), /gardé en mémoire\.\nN.éteignez pas le répondeur/);
    assert.match(text("m1"), /gardé en mémoire\.\nIl a été écrit depuis\./);
  });

  it("says why there is no message (L8)", () => {
    const text = (changes: Partial<CallRecord>) =>
      missedCallLetter(aCall({ message: null, ...changes }), anOffice(), "fr").text;
    assert.match(text({ outcome: "abandoned" }), /Aucun message n.a été laissé/);
    assert.match(text({ outcome: "empty-message" }), /Rien n.a été dit après le bip/);
    assert.match(text({ outcome: "failed" }), /Une panne a coupé l.appel/);
    assert.match(text({ outcome: "interrupted" }), /s.est arrêté pendant l.appel/);
    const held = { at: rang, what: "held", detail: { duration: millis(9000), why: "full" } } as const;
    assert.match(text({ outcome: "failed", steps: [held] }), /Un message a été laissé, mais il est perdu/);
  });

  it("names the number of who was rung at several (L15)", () => {
    const [amelie, john] = aCall().attempts;
    assert.ok(amelie && john);
    const attempts = [amelie, { ...amelie, number: "+33199000011" }, john];
    const { text } = missedCallLetter(aCall({ outcome: "abandoned", message: null, attempts }), anOffice(), "fr");
    assert.match(
      text,
      /- Amélie \(06 39 98 00 01\)\s: pas de réponse\n- Amélie \(01 99 00 00 11\)\s: pas de réponse\n- John\s: /,
    );
  });

  it("says that there was a message even when it can't be found", () => {
    assert.match(lostLetter(aCall(), anOffice(), "fr").text, /un message de Mme Lefèvre .* n.a pas été retrouvé/);
    assert.match(lostLetter(null, anOffice(), "en").text, /was left a message, but it can't be found/);
  });

  it("names from outside never make a line or a header of their own", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0x2fff)), (codes) => {
        const name = `x${String.fromCharCode(...codes)}\r\nBcc: all@example.com\u2028\u0000`;
        const call = aCall({ caller: { presentation: "given", number: null, name } });
        const { subject, text } = missedCallLetter(call, anOffice({ name }), "fr");
        assert.doesNotMatch(subject, /[\p{C}\p{Zl}\p{Zp}]/u);
        assert.ok(subject.length <= 200);
        assert.equal(text.split("\n").length, 15, text);
        assert.doesNotMatch(text, /^Bcc:/m);
      }),
    );
    assert.equal(oneLine(" a\r\n\tb\u202e c ", 4), "a b");
  });

  it("tells lengths as people do", () => {
    assert.equal(howLong(millis(200)), "1 s");
    assert.equal(howLong(millis(59_400)), "59 s");
    assert.equal(howLong(millis(59_600)), "1 min 0 s");
  });
});
