import assert from "node:assert/strict";
import fc from "fast-check";
import { instant } from "../../src/kernel/units.ts";
import { alarmLetter } from "../../src/notify/alarm-letter.ts";
import { lostLetter, messageLetter, missedCallLetter, testLetter } from "../../src/notify/compose.ts";
import type { Letter } from "../../src/notify/letter.ts";
import { needLetter, needTakenLetter, needUntakenLetter } from "../../src/notify/need-letters.ts";
import { aCall, aMessage, aNeed, anOffice, rang, thePast } from "./a-call.ts";

const accept = { url: "https://10.0.0.5/t/abc?x=1&y=2", until: instant(rang + 24 * 3_600_000) };
const sophie = { id: "sophie", name: "Sophie Martin" };

describe("letters about whoever is to be called back", () => {
  it("asks, in French, with all that is needed to call back (N6)", () => {
    const { subject, text, html } = needLetter(aNeed(), null, anOffice(), "fr", accept);
    assert.equal(subject, "Les Tilleuls : À rappeler : Mme Lefèvre (06 12 34 56 78) (client fragile)");
    assert.equal(
      text,
      `Bonjour,

Mme Lefèvre (06 12 34 56 78) a appelé le lundi 22 juin 2026 à 14:05.
Personne n’a pris son appel, et aucun message n’a été laissé.

À rappeler au plus tard le lundi 22 juin 2026 à 14:35.

Vous rappelez ? Dites-le ici : les autres ne seront plus dérangés.
https://10.0.0.5/t/abc?x=1&y=2
Valable une fois, jusqu’au 23 juin à 14:05. Si la page ne s’ouvre pas, vous êtes hors du réseau de l’agence : rappelez directement.

À rappeler : 06 12 34 56 78
Reste dans « À rappeler », sur la page, jusqu’à ce que quelqu’un le classe.

-- 
Le répondeur des Tilleuls
`,
    );
    assert.match(html, /<a href="https:\/\/10\.0\.0\.5\/t\/abc\?x=1&amp;y=2"/);
    assert.match(html, /href="tel:\+33612345678"/);
  });

  it("without a link it names the page, and a withheld number is not to be dialled", () => {
    const need = aNeed({ number: null, name: null, presentation: "withheld", fragile: false, weight: "urgent" });
    const { subject, text, html } = needLetter(need, null, anOffice(), "en", null);
    assert.match(subject, /To call back: a withheld number \(urgent\)$/);
    assert.match(text, /Stays in “To call back”, on the page/);
    assert.doesNotMatch(html, /href=/);
  });

  it("whoever was asked hears who has it, or that it is over", () => {
    const told = (changes: Parameters<typeof aNeed>[0]) => needTakenLetter(aNeed(changes), anOffice(), "fr").text;
    assert.match(
      told({ owner: sophie, takenAt: rang }),
      /Sophie Martin s.en occupe depuis le 22 juin à 14:05\.\nVous n.avez plus rien à faire\./,
    );
    assert.match(told({ closedAt: rang, reason: "got-through" }), /a rappelé et a eu quelqu.un, le 22 juin à 14:05/);
    assert.match(
      told({ closedAt: rang, closedBy: "Sophie Martin", reason: "called-back" }),
      /Sophie Martin l.a classé, le 22 juin à 14:05\s: rappelé\./,
    );
    assert.doesNotMatch(told({}), /plus rien à faire/);
  });

  it("those who are told last read who was asked, when, by what and what came of it", () => {
    const { text } = needUntakenLetter(aNeed(), thePast, anOffice(), "fr", null);
    assert.match(text, /- Amélie\s: appel, 22 juin à 14:06, pas de réponse\n- John\s: courriel, 22 juin à 14:07\n/);
    assert.match(needUntakenLetter(aNeed(), [], anOffice(), "fr", null).text, /Il n.y avait personne à prévenir/);
  });

  const letters = (name: string): readonly Letter[] => {
    const caller = { presentation: "given" as const, number: null, name };
    const office = anOffice({ name, callers: [] });
    const need = aNeed({ number: null, name, owner: null });
    const call = aCall({ caller, message: null, attempts: aCall().attempts.map((each) => ({ ...each, name })) });
    return [
      messageLetter(aMessage({ caller }), call, { is: "missing" }, office, "fr", accept),
      missedCallLetter(call, office, "en", accept),
      lostLetter(call, office, "fr"),
      testLetter(office, "fr"),
      alarmLetter({ digest: false, alarms: [{ sentence: name, remedy: name }] }, office, "fr"),
      needLetter(need, null, office, "fr", accept),
      needTakenLetter({ ...need, owner: { id: null, name }, takenAt: rang }, office, "en"),
      needUntakenLetter(need, thePast, office, "fr", null),
    ];
  };

  it("no name from outside becomes a tag, an attribute or an address in any letter", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (random) => {
        const name = `${random}<img src=x onerror="a()">'"&<a href=http://evil.example>`;
        const clean = letters("x");
        for (const [n, { html }] of letters(name).entries()) {
          const tags = (text: string) => [...text.matchAll(/<\/?[a-z!][^>]*>/gi)].map(([tag]) => tag);
          assert.deepEqual(tags(html), tags(clean[n]?.html ?? ""));
        }
      }),
      { numRuns: 50 },
    );
  });

  it("no letter fetches anything from anywhere, and each says in HTML what it says as text", () => {
    for (const { text, html } of letters("Mme Petit")) {
      assert.doesNotMatch(html, /<(img|link|script|iframe)|url\(|src=/i);
      const shown = html
        .replace(/<style>[\s\S]*?<\/style>/, "")
        .replace(/<[^>]*>/g, " ")
        .replaceAll("&#39;", "'");
      const plain = shown.replaceAll("&quot;", '"').replaceAll("&amp;", "&").replace(/\s+/g, " ");
      const lines = text.split("\n").map((line) =>
        line
          .replace(/^(- | {2})/, "")
          .replace(/\s+/g, " ")
          .trim(),
      );
      // What is a button there stands as an address here.
      const only = /^(Bonjour,|Good day,|--|https:.*|Vous rappelez \?.*|Will you call back\?.*|)$/;
      for (const line of lines.filter((each) => !only.test(each)))
        assert.ok(plain.includes(line), `${line} is not in ${plain}`);
    }
  });
});
