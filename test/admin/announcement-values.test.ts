import assert from "node:assert/strict";
import { withBoss } from "./with-boss.ts";

const welcome = { params: { kind: "welcome", language: "fr" }, query: { urgent: "false" } } as const;

describe("values in texts (P1)", () => {
  const { rig, boss } = withBoss();

  const put = (text: string, which = welcome.params.kind as string, language = "fr") =>
    boss.raw("saveText", {
      params: { kind: which as "welcome", language: "fr" },
      query: { ...welcome.query, language } as never,
      body: { text },
    });
  const onAir = async () => boss.ask("announcement", welcome);

  it("a value that does not exist is refused, with its name and the nearest one, and nothing changes (P1)", async () => {
    const before = await onAir();
    const reply = await put("Bonjour, {agence} vous écoute, restez en ligne");
    assert.equal(reply.status, 422);
    assert.match(reply.text, /\{agence\} n.est pas une valeur.*\{Nom de l.agence\}/);
    assert.deepEqual(await onAir(), before);
  });

  const REFUSED: readonly (readonly [string, RegExp])[] = [
    ["Bonjour, {agense}.", /\{agense\}.*Nom de l.agence/],
    ["Bonjour, {agance}.", /\{agance\}.*Nom de l.agence/],
    ["Bonjour, {nom}.", /\{nom\}.*Nom de l.agence/],
    ["Nous répondons {horaires}.", /\{horaires\}.*Heures d.ouverture/],
    ["Nous répondons {heure}.", /\{heure\}.*Heures d.ouverture/],
    ["Nous répondons {hour}.", /\{hour\}.*Heures d.ouverture/],
    ["Bonjour, {}.", /\{\} n.est pas une valeur/],
    ["Bonjour, {office.", /accolade/],
    ["Bonjour, office}.", /accolade/],
    ["Bonjour, {{office}}.", /accolade/],
    ["Au revoir et {bonne soirée}.", /Bonne journée ou soirée/],
    ["Nous revenons {until}.", /Heure du retour.*pas de valeur dans cette annonce/],
    ["Bonjour, {caller}.", /pas de valeur dans cette annonce/],
  ];
  for (const [text, sentence] of REFUSED)
    it(`refuses: ${text} (P1)`, async () => {
      const reply = await put(text);
      assert.equal(reply.status, 422, reply.text);
      assert.match(reply.text, sentence);
      assert.equal((await onAir()).version, null);
    });

  it("understands the names of the page's chips in both languages, and keeps them as one (P1)", async () => {
    const reply = await put("Bonjour, {Nom de l’agence}. Nous répondons {opening hours}. {Office} vous écoute.");
    assert.equal(reply.status, 200, reply.text);
    const { text, said } = await onAir();
    assert.equal(text, "Bonjour, {office}. Nous répondons {hours}. {office} vous écoute.");
    assert.match(said, /^Bonjour, Les Tilleuls\. Nous répondons du lundi au vendredi/);
  });

  it("a text of which nothing is left does not go on air (P1)", async () => {
    await rig.store.office.saveHours([], "test");
    for (const text of ["{hours}.", "…", "{menu}"]) {
      const reply = await put(text);
      assert.equal(reply.status, 422, text);
      assert.match(reply.text, /ne dirait rien/);
    }
  });

  it("the information of a key, and the words of a recording, are texts as well (P1)", async () => {
    const entry = { key: "2", label: "Factures", people: [], information: "Écrivez à {agence}." };
    const saved = await boss.raw("saveMenu", { params: { key: "2" }, body: { entry, based: null } as never });
    assert.equal(saved.status, 422, saved.text);
    assert.match(saved.text, /agence/);
  });

  it("an earlier version that holds one is not put back on air (P1)", async () => {
    await rig.store.announcements.add(
      { kind: "welcome", language: "fr" },
      { text: "Bonjour, {agence}.", origin: "edited", file: "", sha256: "", by: "older" },
    );
    await put("Bonjour, {office}.");
    const reply = await boss.raw("backToVersion", { ...welcome, body: { version: 1 } });
    assert.equal(reply.status, 422);
    assert.equal((await onAir()).version, 2);
  });

  it("the page names them as they are understood (P1)", async () => {
    const { valueNames } = await import("../../src/announcements/text-values.ts");
    const [fr, en] = await Promise.all([
      import("../../src/page/words/fr/announcements.ts"),
      import("../../src/page/words/en/announcements.ts"),
    ]);
    assert.deepEqual({ fr: fr.announcements.values, en: en.announcements.values }, valueNames);
  });
});
