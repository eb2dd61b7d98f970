import assert from "node:assert/strict";
import { instant } from "../../src/kernel/units.ts";
import { changesOf, rowChangesOf, type Sayings } from "../../src/page/pages/settings/journal-changes.ts";
import { journalSentence, type ToldEntry } from "../../src/page/pages/settings/journal-sentence.ts";
import { isOfRows } from "../../src/page/pages/settings/journal-what.ts";
import { en } from "../../src/page/words/en.ts";
import { fr } from "../../src/page/words/fr.ts";
import { MONDAY } from "./rig.ts";
import { withBoss } from "./with-boss.ts";

const ID = "person-1usvkdi";

const CALENDAR = [
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  ...["BEGIN:VEVENT", "UID:a", "DTSTART:20261130T073000Z", "DTEND:20261130T120000Z", "SUMMARY:Permanence Zoé Garnier"],
  ...["END:VEVENT", "BEGIN:VEVENT", "UID:b", "DTSTART;VALUE=DATE:20261207", "DTEND;VALUE=DATE:20261209"],
  ...["SUMMARY:Congés Zoé Garnier", "END:VEVENT", "END:VCALENDAR", ""],
].join("\r\n");

/** All that the journal's page shows of an entry. */
function shown(entry: ToldEntry, words: typeof fr | typeof en): string {
  const w = words.journal;
  const say: Sayings = {
    ...{ fields: w.fields, kinds: w.kinds, values: w.values, yes: w.yes, no: w.no, other: w.other },
    days: ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
    known: entry.names,
    nameOf: (id) => entry.names[id] ?? w.someone,
    holidayOf: (rule) => rule,
    moment: (at) => new Date(at).toISOString(),
    day: (date) => date,
  };
  const changes = (isOfRows(entry.what) ? rowChangesOf : changesOf)(entry.before, entry.after, say);
  return [
    journalSentence(entry, words),
    ...changes.map(({ field, before, after }) => `${field}: ${before} → ${after}`),
  ].join("\n");
}

describe("the journal in the API", () => {
  const { rig, boss } = withBoss();
  const based = async () => (await boss.ask("office", {})).revision;
  const rowsOf = async () => (await boss.ask("office", {})).rows;

  it("names people as they were called then, also when they have another name or are gone (P6)", async () => {
    const person = { id: ID, name: "Zoé Garnier", numbers: ["06 39 98 00 07"] };
    const params = { key: ID };
    await boss.ask("savePerson", { params, body: { based: null, entry: person } });
    const rule = { id: "rota-1xk2", service: "on-call", person: ID, from: "18:00", to: "08:00", starts: "2026-11-23" };
    const body = { based: null, entry: { ...rule, repeat: { every: "day" } } };
    await boss.ask("saveRota", { params: { key: rule.id }, body } as never);
    const leave = { id: "leave-9zq", person: ID, firstDay: "2026-12-01", lastDay: "2026-12-02" };
    await boss.ask("saveLeave", { params: { key: leave.id }, body: { based: null, entry: leave } });
    const over = {
      id: "swap-77a",
      service: "duty",
      from: instant(MONDAY),
      until: instant(MONDAY + 3_600_000),
      people: [ID],
    };
    await boss.ask("saveOverride", { params: { key: over.id }, body: { based: null, entry: over } } as never);
    await boss.ask("importCalendar", { body: { text: CALENDAR, based: await based() } });
    const renamed = { ...person, name: "Zoé Garnier-Petit" };
    await boss.ask("savePerson", { params, body: { based: (await rowsOf()).people?.[ID] ?? null, entry: renamed } });
    await rig.store.office.replace({ ...(await rig.store.office.read()), rota: [], leave: [], overrides: [] }, "Chef");
    const last = (await rowsOf()).people?.[ID] ?? "";
    await boss.ask("removePerson", { params, query: { based: last } });

    const { entries } = await boss.ask("journal", { query: {} });
    const told = (words: typeof fr | typeof en) => entries.map((entry) => shown(entry as ToldEntry, words));
    for (const text of [...told(fr), ...told(en)]) {
      assert.doesNotMatch(text, /\[object|undefined|person-1usvkdi|\bnull\b.*\bnull\b/, text);
      assert.doesNotMatch(text, /plus là|has gone/, text);
    }
    const sentences = entries.map((entry) => journalSentence(entry as ToldEntry, fr));
    for (const sentence of [
      "Chef a ajouté un congé : Zoé Garnier",
      "Chef a ajouté une ligne du planning : Zoé Garnier",
      "Chef a ajouté un remplacement : Zoé Garnier",
      "Chef a supprimé une personne : Zoé Garnier-Petit",
      "Chef a importé un calendrier : Planning : 1, Congé : 1",
      "Chef a remplacé toutes les données de l’agence",
    ])
      assert.ok(sentences.includes(sentence), `${sentence}\n${sentences.join("\n")}`);
    assert.ok(
      told(fr).some((text) => text.includes("Zoé Garnier, permanence")),
      told(fr).join("\n"),
    );
  });
});
